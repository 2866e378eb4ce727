import { quotaOf } from '../quota/quota.ts';
import type { UnitClass } from './row-rule.ts';
import { shareDown, shareUp } from './total-bounds.ts';

/** A class while its quota is settled. */
export interface WorkingClass {
  readonly of: UnitClass;
  readonly eligible: number;
  /** What the plan asks for, whether there are so many or not. */
  readonly wanted: number;
  /** The most that may be drawn: units, maximum, a ratio that is a cap. */
  readonly limit: number;
  /** What only a bound on the row's sum may take from it: its minimum, a ratio that is a floor. */
  readonly guarded: number;
  base: number;
  readonly before: number;
  readonly toppedUp: { from: string; count: number }[];
}

export const isOpen = ({ ratio, count }: UnitClass): boolean => ratio === undefined && count === undefined;

export const movedTo = ({ toppedUp }: Pick<WorkingClass, 'toppedUp'>): number =>
  toppedUp.reduce((sum, { count }) => sum + count, 0);

export const drawnOf = (working: WorkingClass): number => working.base + movedTo(working);

export const roomOf = (working: WorkingClass): number => Math.max(0, working.limit - drawnOf(working));

export const sumOf = (classes: readonly WorkingClass[], pick: (one: WorkingClass) => number): number =>
  classes.reduce((sum, one) => sum + pick(one), 0);

const wantedOf = ({ ratio, count, minimum = 0, maximum }: UnitClass, eligible: number): number => {
  if (count !== undefined) return count;
  if (ratio === undefined) return 0;
  const share =
    ratio.kind === 'cap' ? shareDown(eligible, ratio) : Math.max(minimum, shareUp(eligible, ratio));
  return Math.min(maximum ?? share, share);
};

/** A class before anything is moved; an open one begins at nothing. */
export const beginClass = (of: UnitClass, eligible: number): WorkingClass => {
  const { ratio, minimum = 0, maximum } = of;
  const wanted = wantedOf(of, eligible);
  const bound = maximum === undefined ? {} : { maximum };
  const base =
    ratio === undefined
      ? Math.min(wanted, eligible)
      : quotaOf({ eligible, ...ratio, minimum, ...bound }).quota;
  const cap = ratio?.kind === 'cap' ? shareDown(eligible, ratio) : eligible;
  const floor = ratio?.kind === 'floor' ? shareUp(eligible, ratio) : 0;
  return {
    of,
    eligible,
    wanted,
    limit: Math.min(eligible, maximum ?? eligible, cap),
    guarded: Math.min(base, Math.max(minimum, floor)),
    base,
    before: base,
    toppedUp: [],
  };
};
