/** Pearson's chi-square test of counts against expected shares. */

export interface Fit {
  readonly chiSquare: number;
  readonly degrees: number;
  /** How likely an honest draw would look at least as uneven. */
  readonly p: number;
}

const STEPS = 1000;
/** Beyond it the series overflows, and nothing that far off is honest. */
const HOPELESS = 600;

/** ln Γ(x) for whole and half x: degrees of freedom are whole, so nothing else occurs. */
const logGamma = (x: number): number => {
  let at = x % 1 === 0 ? 1 : 0.5;
  let sum = x % 1 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (; at < x; at += 1) sum += Math.log(at);
  return sum;
};

/** Lower regularised incomplete gamma by its series (DLMF 8.7.1), enough for the sizes here. */
const lowerGamma = (a: number, x: number): number => {
  if (x > HOPELESS) return 1;
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < STEPS && term > sum * Number.EPSILON; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
};

/** @param shares of the outcomes, summing to 1 */
export const fitOf = (counts: readonly number[], shares: readonly number[]): Fit => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const chiSquare = counts.reduce((sum, count, k) => {
    const expected = total * (shares[k] ?? 0);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  const degrees = counts.length - 1;
  const p = chiSquare === 0 ? 1 : Math.max(0, 1 - lowerGamma(degrees / 2, chiSquare / 2));
  return { chiSquare, degrees, p };
};
