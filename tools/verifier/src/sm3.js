/** SM3 (GB/T 32905-2016, 国密杂凑算法). */
import { hashFunction } from './hash.js';

const SM3_START = Int32Array.of(
  0x7380166f,
  0x4914b2b9,
  0x172442d7,
  0xda8a0600,
  0xa96f30bc,
  0x163138aa,
  0xe38dee4d,
  0xb0fb0e4e,
);

const turn = (x, n) => (n === 0 ? x : (x << n) | (x >>> (32 - n)));

/** T_j turned left by j, as the rounds use it. */
const SM3_T = Int32Array.from({ length: 64 }, (_, j) => turn(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));
const sm3Words = new Int32Array(68);

const compressSm3 = (state, bytes, at) => {
  const w = sm3Words;
  for (let i = 0, p = at; i < 16; i += 1, p += 4)
    w[i] = (bytes[p] << 24) | (bytes[p + 1] << 16) | (bytes[p + 2] << 8) | bytes[p + 3];
  for (let i = 16; i < 68; i += 1) {
    const y = w[i - 3];
    const x = w[i - 16] ^ w[i - 9] ^ ((y << 15) | (y >>> 17));
    const p1 = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9));
    const z = w[i - 13];
    w[i] = p1 ^ ((z << 7) | (z >>> 25)) ^ w[i - 6];
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
    const a12 = (a << 12) | (a >>> 20);
    const sum = (a12 + e + SM3_T[i]) | 0;
    const ss1 = (sum << 7) | (sum >>> 25);
    const ff = i < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = i < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + (ss1 ^ a12) + (w[i] ^ w[i + 4])) | 0;
    const tt2 = (gg + h + ss1 + w[i]) | 0;
    d = c;
    c = (b << 9) | (b >>> 23);
    b = a;
    a = tt1;
    h = g;
    g = (f << 19) | (f >>> 13);
    f = e;
    e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15));
  }
  state[0] ^= a;
  state[1] ^= b;
  state[2] ^= c;
  state[3] ^= d;
  state[4] ^= e;
  state[5] ^= f;
  state[6] ^= g;
  state[7] ^= h;
};

export const SM3 = hashFunction('SM3', SM3_START, compressSm3);
