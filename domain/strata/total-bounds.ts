import { quotaOf } from '../quota/quota.ts';
import type { Fraction } from './row-rule.ts';
import type { RowToDraw } from './row-to-draw.ts';

/** How many a row draws in all: at least and at most, and the number that its ratio itself gives. */
export interface TotalBounds {
  readonly least: number;
  readonly most: number;
  readonly target: number;
}

/** The whole units that a fraction of N does not pass. */
export const shareDown = (eligible: number, { numerator, denominator }: Fraction): number =>
  Number((BigInt(eligible) * BigInt(numerator)) / BigInt(denominator));

/** N·num/den rounded up. */
export const shareUp = (eligible: number, { numerator, denominator }: Fraction): number =>
  Number((BigInt(eligible) * BigInt(numerator) + BigInt(denominator) - 1n) / BigInt(denominator));

/** The most that range, kind and stated maximum allow of N. */
const mostOf = ({ ratio, rule }: RowToDraw, eligible: number): number =>
  Math.min(
    eligible,
    rule?.maximum ?? eligible,
    rule?.upTo === undefined ? eligible : shareDown(eligible, rule.upTo),
    ratio.kind === 'cap' && rule?.count === undefined ? shareDown(eligible, ratio) : eligible,
  );

/** Bounds of a row's total over N units. An upper bound wins over a lower one. */
export const totalBounds = (row: RowToDraw, eligible: number): TotalBounds => {
  const { ratio, rule } = row;
  const minimum = rule?.minimum ?? 0;
  const most = mostOf(row, eligible);
  const target = rule?.count ?? (eligible === 0 ? 0 : quotaOf({ eligible, ...ratio, minimum }).quota);
  const bounded = Math.min(most, Math.max(target, Math.min(minimum, eligible)));
  const isFloor = rule?.count === undefined && ratio.kind === 'floor';
  const isCap = rule?.count === undefined && ratio.kind === 'cap';
  return {
    least: isCap ? Math.min(minimum, most) : bounded,
    most: isFloor || isCap ? most : bounded,
    target: bounded,
  };
};
