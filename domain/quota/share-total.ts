/** Splits a fixed total over strata by size: largest remainder, ties by stratum code (DR-1 section 3). */
import { compareUtf8 } from '../draw/canonical.ts';

export interface SizedStratum {
  readonly code: string;
  /** N: eligible units. */
  readonly eligible: number;
}

/**
 * @param total units to draw in all; where it passes the sum of the strata, everything is drawn
 * @returns quota by stratum code; no quota passes its stratum
 * @throws RangeError (Chinese) on counts that are not whole numbers and doubled codes
 */
export const shareTotal = (total: number, strata: readonly SizedStratum[]): ReadonlyMap<string, number> => {
  for (const count of [total, ...strata.map(({ eligible }) => eligible)]) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`总量分配：数量${count}应为非负整数。`);
  }
  if (new Set(strata.map(({ code }) => code)).size !== strata.length)
    throw new RangeError('总量分配：分层代码重复。');
  const sum = strata.reduce((all, { eligible }) => all + eligible, 0);
  if (sum === 0) return new Map(strata.map(({ code }) => [code, 0]));
  const drawn = BigInt(Math.min(total, sum));
  const shares = strata.map(({ code, eligible }) => {
    const product = drawn * BigInt(eligible);
    return { code, whole: Number(product / BigInt(sum)), remainder: product % BigInt(sum) };
  });
  const left = Number(drawn) - shares.reduce((all, { whole }) => all + whole, 0);
  const rounded = shares
    .toSorted((a, b) =>
      a.remainder === b.remainder ? compareUtf8(a.code, b.code) : a.remainder > b.remainder ? -1 : 1,
    )
    .slice(0, left)
    .map(({ code }) => code);
  return new Map(shares.map(({ code, whole }) => [code, whole + (rounded.includes(code) ? 1 : 0)]));
};
