/**
 * HMAC-SHA256 of short messages under one key, a million at a time: the padded key's two states are hashed once, and a
 * message that fits one block costs two compressions and nothing else. A general hash spends as much again on buffers,
 * views and checks. Held against the general one by tests; whatever is longer goes there.
 */

/** Most bytes of a message that fits one block with its padding: 64 less 0x80 and eight bytes of length. */
export const SHORT_BYTES = 55;
const BLOCK_BYTES = 64;
const ROUNDS = 64;

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
export const K = new Int32Array(ROUNDS);
/** Of the square roots of the first eight (5.3.3). */
const INITIAL = new Int32Array(8);

const fractionBits = (root: bigint): number => Number(BigInt.asIntN(32, root));

/** Integer part of the n-th root. */
const rootOf = (value: bigint, n: bigint): bigint => {
  let low = 0n;
  let high = 1n << 70n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** n <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
};

const isPrime = (n: number): boolean => {
  for (let d = 2; d * d <= n; d += 1) if (n % d === 0) return false;
  return true;
};

for (let n = 2, count = 0; count < ROUNDS; n += 1) {
  if (!isPrime(n)) continue;
  K[count] = fractionBits(rootOf(BigInt(n) << 96n, 3n));
  if (count < INITIAL.length) INITIAL[count] = fractionBits(rootOf(BigInt(n) << 64n, 2n));
  count += 1;
}

const W = new Int32Array(ROUNDS);

/** One compression of the block in the first 16 words of {@link W}; `to` = `from` after it. */
const compress = (from: Int32Array, to: Int32Array): void => {
  for (let t = 16; t < ROUNDS; t += 1) {
    const x = W[t - 15] as number;
    const y = W[t - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[t] = ((W[t - 16] as number) + s0 + (W[t - 7] as number) + s1) | 0;
  }
  let a = from[0] as number;
  let b = from[1] as number;
  let c = from[2] as number;
  let d = from[3] as number;
  let e = from[4] as number;
  let f = from[5] as number;
  let g = from[6] as number;
  let h = from[7] as number;
  for (let t = 0; t < ROUNDS; t += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[t] as number) + (W[t] as number)) | 0;
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
  to[0] = ((from[0] as number) + a) | 0;
  to[1] = ((from[1] as number) + b) | 0;
  to[2] = ((from[2] as number) + c) | 0;
  to[3] = ((from[3] as number) + d) | 0;
  to[4] = ((from[4] as number) + e) | 0;
  to[5] = ((from[5] as number) + f) | 0;
  to[6] = ((from[6] as number) + g) | 0;
  to[7] = ((from[7] as number) + h) | 0;
};

const wordAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) << 24) |
  ((bytes[at + 1] as number) << 16) |
  ((bytes[at + 2] as number) << 8) |
  (bytes[at + 3] as number);

const stateOfKey = (key: Uint8Array, mask: number): Int32Array => {
  const block = new Uint8Array(BLOCK_BYTES).fill(mask);
  for (const [i, byte] of key.entries()) block[i] = byte ^ mask;
  for (let i = 0; i < 16; i += 1) W[i] = wordAt(block, 4 * i);
  const state = new Int32Array(8);
  compress(INITIAL, state);
  return state;
};

/** @param key at most one block */
export const keyStates = (key: Uint8Array) => ({
  inner: stateOfKey(key, 0x36),
  outer: stateOfKey(key, 0x5c),
});

/**
 * @param key at most one block
 * @returns writes HMAC-SHA256 of `bytes[0..length)` into `out`; `length` at most {@link SHORT_BYTES}, and `bytes` at
 * least a block long: what stands behind the message is overwritten
 */
export const shortHmac = (key: Uint8Array) => {
  const { inner, outer } = keyStates(key);
  const digest = new Int32Array(8);
  return (bytes: Uint8Array, length: number, out: Uint8Array): void => {
    bytes[length] = 0x80;
    bytes.fill(0, length + 1, BLOCK_BYTES);
    for (let i = 0; i < 15; i += 1) W[i] = wordAt(bytes, 4 * i);
    W[15] = (BLOCK_BYTES + length) * 8;
    compress(inner, digest);
    for (let i = 0; i < 8; i += 1) W[i] = digest[i] as number;
    W[8] = 0x80000000 | 0;
    for (let i = 9; i < 15; i += 1) W[i] = 0;
    W[15] = (BLOCK_BYTES + 32) * 8;
    compress(outer, digest);
    for (let i = 0; i < 8; i += 1) {
      const word = digest[i] as number;
      out[4 * i] = word >>> 24;
      out[4 * i + 1] = word >>> 16;
      out[4 * i + 2] = word >>> 8;
      out[4 * i + 3] = word;
    }
  };
};
