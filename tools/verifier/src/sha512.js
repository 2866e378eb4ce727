/** SHA-512 (FIPS 180-4) in whole numbers of any size: slow and plain, for the few short texts that Ed25519 hashes. */
import { firstPrimes } from './primes.js';

const MASK_64 = (1n << 64n) - 1n;

/** Largest whole number whose n-th power is at most `value`. */
const wholeRoot = (value, n) => {
  let root = 0n;
  for (let bit = 1n << 80n; bit > 0n; bit >>= 1n) if ((root | bit) ** n <= value) root |= bit;
  return root;
};

const SHA512_K = firstPrimes(80).map((prime) => wholeRoot(BigInt(prime) << 192n, 3n) & MASK_64);
const FRACTIONS = firstPrimes(16).map((prime) => wholeRoot(BigInt(prime) << 128n, 2n) & MASK_64);
const SHA512_START = FRACTIONS.slice(0, 8);
const SHA384_START = FRACTIONS.slice(8);

const right = (x, n) => ((x >> n) | (x << (64n - n))) & MASK_64;

const compressSha512 = (state, w) => {
  for (let i = 16; i < 80; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = right(x, 1n) ^ right(x, 8n) ^ (x >> 7n);
    const s1 = right(y, 19n) ^ right(y, 61n) ^ (y >> 6n);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & MASK_64;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 80; i += 1) {
    const s1 = right(e, 14n) ^ right(e, 18n) ^ right(e, 41n);
    const t1 = h + s1 + ((e & f) ^ (~e & MASK_64 & g)) + SHA512_K[i] + w[i];
    const s0 = right(a, 28n) ^ right(a, 34n) ^ right(a, 39n);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(t1 + t2) & MASK_64, a, b, c, (d + t1) & MASK_64, e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) & MASK_64);
};

const hashFrom = (start, bytes) => {
  const padded = new Uint8Array((Math.floor((bytes.length + 16) / 128) + 1) * 128);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(bytes.length) * 8n);
  let state = start;
  for (let at = 0; at < padded.length; at += 128)
    state = compressSha512(
      state,
      Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + 8 * i)),
    );
  const out = new DataView(new ArrayBuffer(64));
  for (const [i, word] of state.entries()) out.setBigUint64(8 * i, word);
  return new Uint8Array(out.buffer);
};

/** @returns 64 bytes */
export const sha512 = (bytes) => hashFrom(SHA512_START, bytes);

/** @returns 48 bytes */
export const sha384 = (bytes) => hashFrom(SHA384_START, bytes).subarray(0, 48);
