/** Cumulative coverage without repeats: who had a turn waits until everybody had one. */
import type { GroupQuota } from './group-quota.ts';
import type { CoverageRule } from './row-rule.ts';
import { groupOf, type RowTally } from './row-tally.ts';

/** Ends the group of those that are drawn a second time. */
const SECOND_TURN = 'again';

/** The group of the units of a group that had their turn already. */
export const secondTurnOf = (group: string): string =>
  group === '' ? SECOND_TURN : `${group}/${SECOND_TURN}`;

/** A group with who had a turn set apart, ready to be announced. */
export interface TurnQuota extends GroupQuota {
  /** Its units had a turn in this round. */
  readonly isSecondTurn: boolean;
}

/**
 * The quota is that of the whole group; it is filled from those without a turn. Where they do not suffice, all of them
 * are taken and the rest is drawn from the others: a second round begins. With `stop` nobody is drawn twice.
 */
export const coverageTurns = (
  quota: GroupQuota,
  rule: CoverageRule,
  tally: RowTally,
): readonly TurnQuota[] => {
  const { covered } = groupOf(tally, quota.group);
  if (covered === 0) return [{ ...quota, isSecondTurn: false }];
  const { maximum: _maximum, ...rest } = quota;
  const fresh = quota.eligible - covered;
  const filled = Math.min(quota.quota, fresh);
  const first = { ...rest, eligible: fresh, ratio: null, quota: filled, toppedUp: [], isSecondTurn: false };
  const lacking = quota.quota - filled;
  if (lacking === 0 || rule.whenAllHadTheirTurn === 'stop') return [{ ...first, minimum: filled }];
  // The number that was wanted stays on the first: what it has too few of is what the second takes over.
  return [
    { ...first, minimum: quota.quota },
    {
      ...first,
      group: secondTurnOf(quota.group),
      eligible: covered,
      minimum: 0,
      quota: lacking,
      toppedUp: [{ from: quota.group, count: lacking }],
      isSecondTurn: true,
    },
  ];
};
