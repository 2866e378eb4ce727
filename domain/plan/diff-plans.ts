import type { PlanRow } from './plan.ts';

/** One change between two versions of a plan [R56]; `field` is null where the whole row came or went. */
export interface PlanChange {
  readonly row: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly field: keyof PlanRow | null;
  readonly before: PlanRow[keyof PlanRow] | null;
  readonly after: PlanRow[keyof PlanRow] | null;
}

/** Derived from other fields: showing them as well would tell one change twice. */
const DERIVED: readonly (keyof PlanRow)[] = ['ratioPercent', 'parts', 'scopeRule'];

const byNumber = (rows: readonly PlanRow[]) => new Map(rows.map((row) => [row.number, row]));

const changesOf = (before: PlanRow, after: PlanRow): PlanChange[] =>
  ([...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof PlanRow)[])
    .filter((field) => !DERIVED.includes(field))
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({
      row: before.number,
      kind: 'changed' as const,
      field,
      before: before[field] ?? null,
      after: after[field] ?? null,
    }));

/** Difference view of two versions, by row number: what was removed, changed field by field, added [R56]. */
export const diffPlans = (before: readonly PlanRow[], after: readonly PlanRow[]): PlanChange[] => {
  const old = byNumber(before);
  const now = byNumber(after);
  const whole = (row: PlanRow, kind: 'added' | 'removed'): PlanChange => ({
    row: row.number,
    kind,
    field: null,
    before: null,
    after: null,
  });
  return [
    ...before.flatMap((row) => {
      const next = now.get(row.number);
      return next === undefined ? [whole(row, 'removed')] : changesOf(row, next);
    }),
    ...after.filter((row) => !old.has(row.number)).map((row) => whole(row, 'added')),
  ];
};
