/** Points of BLS12-381: y² = x³ + 4 over Fp (G1) and y² = x³ + 4(1 + u) over Fp2 (G2). Affine pairs; null: infinity. */
import { BLS_P, BLS_R, FP1, FP2, mod, rootOf, rootOfFp2 } from './bls-field.js';

const POINT_BYTES = 48;

/** Slope of the line through two points, or null when it is vertical. */
export const slopeOf = (field, [x1, y1], [x2, y2]) => {
  const across = field.sub(x2, x1);
  if (!field.isZero(across)) return field.mul(field.sub(y2, y1), field.invert(across));
  const sum = field.add(y1, y2);
  if (field.isZero(sum)) return null;
  const square = field.mul(x1, x1);
  return field.mul(field.add(square, field.add(square, square)), field.invert(sum));
};

export const addPoints = (field, p, q) => {
  if (p === null) return q;
  if (q === null) return p;
  const slope = slopeOf(field, p, q);
  if (slope === null) return null;
  const x = field.sub(field.sub(field.mul(slope, slope), p[0]), q[0]);
  return [x, field.sub(field.mul(slope, field.sub(p[0], x)), p[1])];
};

export const timesPoint = (field, scalar, point) => {
  let result = null;
  for (const bit of scalar.toString(2)) {
    result = addPoints(field, result, result);
    if (bit === '1') result = addPoints(field, result, point);
  }
  return result;
};

const wholeOf = (bytes) => bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** The flags of a compressed point: compressed, not infinity; the third tells the sign of y. */
const isPlainPoint = (bytes, length) => bytes.length === length && (bytes[0] & 0xc0) === 0x80;
const wantsLargerY = (bytes) => (bytes[0] & 0x20) !== 0;
const withoutFlags = (bytes) => wholeOf(bytes) & (2n ** 381n - 1n);

const inSubgroup = (field, point) => (timesPoint(field, BLS_R, point) === null ? point : null);

/** @returns the point of 48 compressed bytes, or null unless it lies in the group */
export const pointOfG1 = (bytes) => {
  if (!isPlainPoint(bytes, POINT_BYTES)) return null;
  const x = withoutFlags(bytes);
  const root = x < BLS_P ? rootOf(mod(x ** 3n + 4n)) : null;
  if (root === null) return null;
  const isLarger = root > BLS_P - root;
  return inSubgroup(FP1, [x, isLarger === wantsLargerY(bytes) ? root : mod(-root)]);
};

/** @returns the point of 96 compressed bytes (u's part first), or null unless it lies in the group */
export const pointOfG2 = (bytes) => {
  if (!isPlainPoint(bytes, 2 * POINT_BYTES)) return null;
  const x = [wholeOf(bytes.subarray(POINT_BYTES)), withoutFlags(bytes.subarray(0, POINT_BYTES))];
  if (x[0] >= BLS_P || x[1] >= BLS_P) return null;
  const root = rootOfFp2(FP2.add(FP2.mul(x, FP2.mul(x, x)), [4n, 4n]));
  if (root === null) return null;
  const decisive = root[1] === 0n ? root[0] : root[1];
  const isLarger = decisive > BLS_P - decisive;
  return inSubgroup(FP2, [x, isLarger === wantsLargerY(bytes) ? root : root.map((part) => mod(-part))]);
};
