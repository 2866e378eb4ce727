import type { Answer, ChecklistLine } from '../store/types.ts';
import { lineKey, linesOf } from './signed.ts';
import type { Whole } from './steps.ts';

/** A first wording of the fact, from the line that was answered 否: to be edited, and never more than the line and its note say. */
export const factDraft = ({ lineNo, text }: ChecklistLine, answer: Answer | undefined): string => {
  const note = answer?.note.trim() ?? '';
  return `检查表第${lineNo}项不符合：${text}${note === '' ? '' : `（${note}）`}`;
};

/** Lines answered 否 of which no finding was made: a reminder, for another finding may say it already. */
export const linesWithoutFinding = ({ visit, draft, common }: Pick<Whole, 'visit' | 'draft' | 'common'>) =>
  linesOf(visit, common.checklist).filter(
    (line) =>
      draft.answers[lineKey(line)]?.answer === 'no' &&
      !draft.findings.some(({ key }) => key === lineKey(line)),
  );
