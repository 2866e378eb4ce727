/** From a message to a point of G1: RFC 9380, suite BLS12381G1_XMD:SHA-256_SSWU_RO_. */
import { addPoints, timesPoint } from './bls-curve.js';
import { BLS_P, FP1, invert, mod, rootOf } from './bls-field.js';
import { ISOGENY_X_OVER, ISOGENY_X_UNDER, ISOGENY_Y_OVER, ISOGENY_Y_UNDER } from './bls-isogeny.js';
import { joinBytes } from './bytes.js';
import { SHA256 } from './sha256.js';

/** Section 8.8.1. */
const SSWU_A =
  0x144698a3b8e9433d693a02c96d4982b0ea985383ee66a8d8e8981aefd881ac98936f8da0e0f97f5cf428082d584c1dn;
const SSWU_B =
  0x12e2908d11688030018b12e8753eee3b2016c1f0f24f4070a0b9c14fcef35ef55a23215a316ceaa5d1cc48e98e172be0n;
const SSWU_Z = 11n;
const COFACTOR = 0xd201000000010001n;
/** Bytes per field element: 381 bits and 128 more against bias. */
const ELEMENT_BYTES = 64;

/** Section 5.3.1. */
const expandMessage = (message, dst, length) => {
  const ending = joinBytes(dst, Uint8Array.of(dst.length));
  const asked = Uint8Array.of(length >> 8, length & 255, 0);
  const first = SHA256.hash(joinBytes(new Uint8Array(64), message, asked, ending));
  const blocks = [];
  for (let i = 1; blocks.length * 32 < length; i += 1) {
    const before = blocks[blocks.length - 1] ?? new Uint8Array(32);
    blocks.push(
      SHA256.hash(
        joinBytes(
          first.map((byte, n) => byte ^ before[n]),
          Uint8Array.of(i),
          ending,
        ),
      ),
    );
  }
  return joinBytes(...blocks).subarray(0, length);
};

const curveAt = (x) => mod(x * x * x + SSWU_A * x + SSWU_B);
const valueAt = (coefficients, x) => coefficients.reduceRight((sum, each) => mod(sum * x + each), 0n);

/** Section 6.6.2 on the curve that has the isogeny, then the isogeny itself. */
const mapToCurve = (u) => {
  const t = mod(SSWU_Z * u * u);
  const inverse = invert(t * t + t);
  let x = mod(inverse === 0n ? SSWU_B * invert(SSWU_Z * SSWU_A) : -SSWU_B * invert(SSWU_A) * (1n + inverse));
  let y = rootOf(curveAt(x));
  if (y === null) {
    x = mod(t * x);
    y = rootOf(curveAt(x));
  }
  if ((u & 1n) !== (y & 1n)) y = mod(-y);
  const across = valueAt(ISOGENY_X_OVER, x) * invert(valueAt(ISOGENY_X_UNDER, x));
  const upward = valueAt(ISOGENY_Y_OVER, x) * invert(valueAt(ISOGENY_Y_UNDER, x));
  return [mod(across), mod(y * upward)];
};

export const hashToG1 = (message, dst) => {
  const bytes = expandMessage(message, dst, 2 * ELEMENT_BYTES);
  const element = (n) =>
    bytes
      .subarray(n * ELEMENT_BYTES, (n + 1) * ELEMENT_BYTES)
      .reduce((sum, byte) => (sum * 256n + BigInt(byte)) % BLS_P, 0n);
  return timesPoint(FP1, COFACTOR, addPoints(FP1, mapToCurve(element(0)), mapToCurve(element(1))));
};
