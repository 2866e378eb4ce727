import { quotaOf } from '../quota/quota.ts';
import { classQuotas } from './class-quotas.ts';
import { coverageTurns, type TurnQuota } from './coverage-turns.ts';
import type { GroupQuota, RowConflict, RowQuotas } from './group-quota.ts';
import { ownAreaQuotas } from './own-area-quotas.ts';
import { groupOf, type RowTally } from './row-tally.ts';
import type { RowToDraw } from './row-to-draw.ts';
import { shareDown } from './total-bounds.ts';

/** A row in one piece: its ratio as the plan states it, or its number. */
const plainQuota = ({ ratio, rule }: RowToDraw, tally: RowTally): GroupQuota => {
  const { eligible } = groupOf(tally, '');
  const bounds = [rule?.maximum, rule?.upTo === undefined ? undefined : shareDown(eligible, rule.upTo)];
  const stated = bounds.filter((bound) => bound !== undefined);
  const maximum = stated.length === 0 ? {} : { maximum: Math.min(...stated) };
  const same = { group: '', eligible, toppedUp: [], after: [] };
  if (rule?.count !== undefined) {
    const quota = Math.min(eligible, rule.count, maximum.maximum ?? eligible);
    return { ...same, ratio: null, minimum: rule.count, ...maximum, quota };
  }
  const minimum = rule?.minimum ?? 0;
  const { quota } = quotaOf({ eligible, ...ratio, minimum, ...maximum });
  return { ...same, ratio, minimum, ...maximum, quota };
};

const conflictsOfPlain = ({ rule }: RowToDraw, { eligible }: GroupQuota): RowConflict[] =>
  rule?.count !== undefined && rule.count > eligible
    ? [{ group: '', message: `应抽${rule.count}个，可抽对象只有${eligible}个，全部抽取。` }]
    : [];

const baseQuotas = (row: RowToDraw, tally: RowTally): RowQuotas => {
  if (row.rule?.classes !== undefined) return classQuotas(row, row.rule.classes, tally);
  if (row.rule?.ownArea !== undefined) return ownAreaQuotas(row, row.rule.ownArea, tally);
  const plain = plainQuota(row, tally);
  return { groups: [plain], conflicts: conflictsOfPlain(row, plain) };
};

export interface SettledRow {
  /** In the order in which they are announced: what `after` names comes first. */
  readonly groups: readonly TurnQuota[];
  readonly conflicts: readonly RowConflict[];
}

/** The groups of a row and how many are drawn from each, from its rule and the counts of its units alone. */
export const rowQuotas = (row: RowToDraw, tally: RowTally): SettledRow => {
  const { groups, conflicts } = baseQuotas(row, tally);
  const coverage = row.rule?.coverage;
  return {
    groups:
      coverage === undefined
        ? groups.map((group) => ({ ...group, isSecondTurn: false }))
        : groups.flatMap((group) => coverageTurns(group, coverage, tally)),
    conflicts,
  };
};
