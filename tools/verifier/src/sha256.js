/** SHA-256 (FIPS 180-4). */
import { hashFunction } from './hash.js';
import { firstPrimes } from './primes.js';

/** First 32 bits of the fraction, exact: the root is below 20, so a double still holds 48 bits behind the point. */
const fractionOf = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;

const SHA256_K = Int32Array.from(firstPrimes(64), (prime) => fractionOf(Math.cbrt(prime)));
const SHA256_START = Int32Array.from(firstPrimes(8), (prime) => fractionOf(Math.sqrt(prime)));
const sha256Words = new Int32Array(64);

const compressSha256 = (state, bytes, at) => {
  const w = sha256Words;
  for (let i = 0, p = at; i < 16; i += 1, p += 4)
    w[i] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + SHA256_K[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
};

export const SHA256 = hashFunction('SHA-256', SHA256_START, compressSha256);
