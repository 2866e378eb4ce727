/** From a settled row to the strata that are announced. */
import type { StratumPlan } from '../draw/build-announcement.ts';
import { batchesOf, type Period } from './batches.ts';
import type { RowConflict } from './group-quota.ts';
import { rowQuotas, type SettledRow } from './row-quotas.ts';
import type { RowTally } from './row-tally.ts';
import { type RowToDraw, stratumId } from './row-to-draw.ts';

/** The weight table of a row without one of its own: the weights that stand in the register. */
const REGISTER_WEIGHTS = 'unit-register';
const NO_WEIGHTS = 'none';

export interface StrataOfRow {
  readonly strata: readonly StratumPlan[];
  /** By stratum id. */
  readonly conflicts: readonly { readonly stratum: string; readonly message: string }[];
}

interface Announcing {
  /** Days on which the row's visits may take place. */
  readonly visits: Period;
  /** Depth of the reserve (递补). */
  readonly reserve: number;
  /** Strata in which a weight is not 1. */
  readonly weighted: ReadonlySet<string>;
}

const stratumPlans = (
  row: RowToDraw,
  { groups }: SettledRow,
  { visits, reserve, weighted }: Announcing,
): StratumPlan[] => {
  const idOf = (group: string): string => stratumId(row, group);
  const quotas = new Map(groups.map(({ group, quota }) => [group, quota]));
  return groups.map((group) => {
    const passedOver = group.after.reduce((sum, before) => sum + (quotas.get(before) ?? 0), 0);
    const id = idOf(group.group);
    const same = {
      id,
      row: Number(row.number),
      ...(group.maximum === undefined ? {} : { maximum: group.maximum }),
      reserve: Math.max(0, Math.min(reserve, group.eligible - group.quota - passedOver)),
      weights: weighted.has(id) ? (row.rule?.weights?.version ?? REGISTER_WEIGHTS) : NO_WEIGHTS,
      after: group.after.map(idOf),
      toppedUp: group.toppedUp.map(({ from, count }) => ({ from: idOf(from), count })),
      batches: row.rule?.batches === undefined ? [] : batchesOf(row.rule.batches, visits, group.quota),
    };
    return group.ratio === null
      ? { ...same, ratio: null, quota: group.minimum }
      : { ...same, ratio: group.ratio, minimum: group.minimum };
  });
};

const nameConflict = (row: RowToDraw, { group, message }: RowConflict) => ({
  stratum: stratumId(row, group),
  message,
});

/** @throws RangeError (Chinese) where the row's batches leave no day for a visit */
export const rowStrata = (row: RowToDraw, tally: RowTally, announcing: Announcing): StrataOfRow => {
  const settled = rowQuotas(row, tally);
  return {
    strata: stratumPlans(row, settled, announcing),
    conflicts: settled.conflicts.map((conflict) => nameConflict(row, conflict)),
  };
};

/** Distinct units of a row: one that stands in an earlier stratum stands in the one drawn after it as well. */
export const unitsOfRow = (
  strata: readonly { readonly id: string; readonly eligible: number; readonly after: readonly string[] }[],
): number => {
  const contained = new Set(strata.flatMap(({ after }) => after));
  return strata.filter(({ id }) => !contained.has(id)).reduce((sum, { eligible }) => sum + eligible, 0);
};
