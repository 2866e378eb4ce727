import type { z } from 'zod';
import type { workLine } from '../../../../api/resources/work/my-work.ts';

export type WorkLine = z.output<typeof workLine>;

export interface WorkPage {
  readonly items: readonly WorkLine[];
  readonly next: string | null;
}

export const URGENCIES: readonly (readonly [WorkLine['urgency'], string])[] = [
  ['overdue', '逾期'],
  ['at-risk', '临期'],
  ['due', '未到期'],
  ['undated', '无期限'],
];

/** `逾期 3 个工作日`, `今天到期`, `还有 2 个工作日`. */
export const timeLeft = ({ workingDaysLeft }: WorkLine): string => {
  if (workingDaysLeft === null) return '无期限';
  if (workingDaysLeft < 0) return `逾期 ${-workingDaysLeft} 个工作日`;
  return workingDaysLeft === 0 ? '今天到期' : `还有 ${workingDaysLeft} 个工作日`;
};
