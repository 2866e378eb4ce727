import { Refusal } from '../../domain/failure/failures.ts';
import { planRowProblems } from '../../domain/plan/check-plan.ts';
import type { PlanDocument, PlanRow } from '../../domain/plan/plan.ts';

export interface PlanDraft {
  readonly document: PlanDocument;
  readonly rows: readonly PlanRow[];
  /** Why there is this version: 年度计划 for the first, the reason of the adjustment (调整理由) afterwards. */
  readonly reason: string;
  /** Some answers to the importer's doubts are assumptions: such a plan can be rehearsed, never published live. */
  readonly assumed: boolean;
}

/** The rows with those an adjustment leaves out: a number once published is never given again, so it is no gap. */
const withDropped = (rows: readonly PlanRow[], published: readonly PlanRow[]): PlanRow[] => {
  const kept = new Set(rows.map(({ number }) => number));
  const dropped = published.filter(({ number }) => !kept.has(number));
  return dropped.length === 0 || rows.length === 0
    ? [...rows]
    : [...rows, ...dropped].sort((a, b) => (a.number < b.number ? -1 : 1));
};

/** @throws Refusal InvalidInput with every problem of the draft. `published`: the rows in force, which it adjusts. */
export const checkDraft = (
  year: number,
  { document, rows, reason }: PlanDraft,
  published: readonly PlanRow[],
): void => {
  if (reason.trim() === '') throw new Refusal('InvalidInput', '请写明编制或调整计划的理由。', 'reason');
  if (document.year !== null && document.year !== year) {
    throw new Refusal('InvalidInput', `计划文件为 ${document.year} 年度，与 ${year} 年度不符。`, 'year');
  }
  const errors = planRowProblems(year, withDropped(rows, published)).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length > 0) {
    throw new Refusal('InvalidInput', errors.map(({ message }) => message).join('\n'), errors[0]?.field);
  }
};
