/** The beacon's signature (drand, scheme bls-unchained-g1-rfc9380): e(signature, base of G2) = e(hash of the round, key). */
import { addPoints, pointOfG1, pointOfG2, slopeOf } from './bls-curve.js';
import { BLS_P, BLS_R, FP2, isOneFp12, mod, mulFp12, ONE_FP12, powFp12 } from './bls-field.js';
import { hashToG1 } from './bls-hash.js';
import { fromHex, utf8 } from './bytes.js';
import { SHA256 } from './sha256.js';

/** |x|, the number of the curve's family, over whose bits the pairing runs. */
const LOOP_BITS = 0xd201000000010000n.toString(2);
const FINAL_POWER = (BLS_P ** 12n - 1n) / BLS_R;
const DST = utf8('BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_');
const G2_BASE = [
  [
    0x024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8n,
    0x13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7en,
  ],
  [
    0x0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801n,
    0x0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79ben,
  ],
];

/**
 * The line of this slope through t, at p. t stands on the twist; on the curve itself it is (x/w², y/w³), since
 * w⁶ = 1 + u. The value is taken times w³, which lies in a subfield and so vanishes in the final power.
 */
const lineAt = (slope, t, [x, y]) => {
  const f = new Array(12).fill(0n);
  const put = (place, [a, b]) => {
    f[place] = mod(a - b);
    f[place + 6] = b;
  };
  put(0, FP2.sub(FP2.mul(slope, t[0]), t[1]));
  put(2, FP2.mul(slope, [mod(-x), 0n]));
  f[3] = y;
  return f;
};

/** Whether the product of the pairings e(p, q) is one. The curve's x is negative, which inverts all and changes nothing. */
const pairingsCancel = (pairs) => {
  let f = ONE_FP12;
  const at = pairs.map(([, q]) => q);
  const step = (n, other) => {
    const t = at[n];
    f = mulFp12(f, lineAt(slopeOf(FP2, t, other), t, pairs[n][0]));
    at[n] = addPoints(FP2, t, other);
  };
  for (const bit of LOOP_BITS.slice(1)) {
    f = mulFp12(f, f);
    for (const [n, [, q]] of pairs.entries()) {
      step(n, at[n]);
      if (bit === '1') step(n, q);
    }
  }
  return isOneFp12(powFp12(f, FINAL_POWER));
};

const bigEndian64 = (number) => {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, BigInt(number));
  return new Uint8Array(bytes.buffer);
};

/** @param publicKey 192 hex digits @param signature 96 hex digits */
export const drandSignatureHolds = (publicKey, round, signature) => {
  const signed = pointOfG1(fromHex(signature));
  const key = pointOfG2(fromHex(publicKey));
  if (signed === null || key === null) return false;
  const minusBase = [G2_BASE[0], G2_BASE[1].map((part) => mod(-part))];
  return pairingsCancel([
    [signed, minusBase],
    [hashToG1(SHA256.hash(bigEndian64(round)), DST), key],
  ]);
};
