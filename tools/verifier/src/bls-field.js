/** The fields of BLS12-381 (draft-irtf-cfrg-pairing-friendly-curves): Fp, Fp2 = Fp[u]/(u² + 1), Fp12 = Fp[w]/(w¹² - 2w⁶ + 2). */

export const BLS_P =
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;
/** Order of the groups. */
export const BLS_R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

export const mod = (x) => {
  const rest = x % BLS_P;
  return rest < 0n ? rest + BLS_P : rest;
};

const power = (base, exponent) => {
  let result = 1n;
  for (let square = mod(base), left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % BLS_P;
    square = (square * square) % BLS_P;
  }
  return result;
};

/** By Euclid; 0 has none and gives 0, as RFC 9380 (inv0) wants. */
export const invert = (x) => {
  let [a, b, s, t] = [mod(x), BLS_P, 1n, 0n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b, s, t] = [b, a - quotient * b, t, s - quotient * t];
  }
  return a === 1n ? mod(s) : 0n;
};

/** A square root, or null. p = 3 mod 4. */
export const rootOf = (x) => {
  const root = power(x, (BLS_P + 1n) / 4n);
  return mod(root * root - x) === 0n ? root : null;
};

/** One field in the words that the curve's law needs. */
export const FP1 = {
  add: (a, b) => mod(a + b),
  sub: (a, b) => mod(a - b),
  mul: (a, b) => mod(a * b),
  invert,
  isZero: (a) => a === 0n,
};

/** Elements [a, b] for a + b·u. */
export const FP2 = {
  add: ([a, b], [c, d]) => [mod(a + c), mod(b + d)],
  sub: ([a, b], [c, d]) => [mod(a - c), mod(b - d)],
  mul: ([a, b], [c, d]) => [mod(a * c - b * d), mod(a * d + b * c)],
  invert: ([a, b]) => {
    const norm = invert(a * a + b * b);
    return [mod(a * norm), mod(-b * norm)];
  },
  isZero: ([a, b]) => a === 0n && b === 0n,
};

const HALF = invert(2n);

/** If (x + y·u)² = a + b·u, then x² is one of (a ± √(a² + b²)) / 2. */
export const rootOfFp2 = ([a, b]) => {
  const norm = rootOf(mod(a * a + b * b));
  if (norm === null) return null;
  for (const sum of [a + norm, a - norm]) {
    const x = rootOf(mod(sum * HALF));
    if (x === null) continue;
    const y = x === 0n ? rootOf(mod(-a)) : mod(b * invert(2n * x));
    if (y !== null && FP2.isZero(FP2.sub(FP2.mul([x, y], [x, y]), [a, b]))) return [x, y];
  }
  return null;
};

const DEGREE = 12;

export const ONE_FP12 = Array.from({ length: DEGREE }, (_, i) => (i === 0 ? 1n : 0n));

/** Coefficients of 1, w, w² ...; those that are 0 are passed over, because lines have only seven others. */
export const mulFp12 = (f, g) => {
  const wide = new Array(2 * DEGREE - 1).fill(0n);
  for (let i = 0; i < DEGREE; i += 1) {
    if (f[i] === 0n) continue;
    for (let j = 0; j < DEGREE; j += 1) if (g[j] !== 0n) wide[i + j] += f[i] * g[j];
  }
  for (let i = 2 * DEGREE - 2; i >= DEGREE; i -= 1) {
    wide[i - 6] += 2n * wide[i];
    wide[i - 12] -= 2n * wide[i];
  }
  return wide.slice(0, DEGREE).map(mod);
};

export const isOneFp12 = (f) => f.every((coefficient, i) => coefficient === ONE_FP12[i]);

export const powFp12 = (f, exponent) => {
  let result = ONE_FP12;
  for (const bit of exponent.toString(2)) {
    result = mulFp12(result, result);
    if (bit === '1') result = mulFp12(result, f);
  }
  return result;
};
