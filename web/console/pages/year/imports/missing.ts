import type { PlanImportReview } from '../../../../../api/resources/plan/plan-import-schema.ts';
import { isOpen } from './groups.ts';
import { doubtId, raisedId, rowId } from './places.ts';

/** What still keeps the file from becoming a draft, in words; empty: nothing. */
export const missingOf = ({ doubts, raised, obstacles }: PlanImportReview): readonly string[] => {
  const count = (state: string): number => doubts.filter((doubt) => doubt.state === state).length;
  const counts: readonly (readonly [number, string])[] = [
    [count('open'), '个疑点没有答复'],
    [count('refused'), '个答复不能采用'],
    [raised.length, '个问题由答复引起'],
    [obstacles.length, '行的抽查事项不在清单中'],
  ];
  return counts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
};

/** Id of the first thing to settle; null: nothing is missing. */
export const firstMissing = ({ doubts, raised, obstacles }: PlanImportReview): string | null => {
  const open = doubts.findIndex(isOpen);
  if (open >= 0) return doubtId(open);
  if (raised.length > 0) return raisedId(0);
  const [obstacle] = obstacles;
  return obstacle === undefined ? null : rowId(obstacle.place);
};
