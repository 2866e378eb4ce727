/** One-time codes (一次性密码): H^n(secret) is published, H^(n-1)(secret) enters the key, so nobody else can draw early. */
import { fromHex, isSha256Hex, sha256Bytes, toHex } from '../draw/hash.ts';

export const SECRET_BYTES = 32;
type Hash = (bytes: Uint8Array) => Uint8Array;

const iterate = (secret: string, times: number, hash: Hash): string => {
  let bytes = fromHex(secret);
  for (let time = 0; time < times; time += 1) bytes = hash(bytes) as Uint8Array<ArrayBuffer>;
  return toHex(bytes);
};

/** What an announcement publishes. @param hash H of the announcement's profile */
export const commitTo = (secret: string, iterations: number, hash: Hash = sha256Bytes) => {
  if (!isSha256Hex(secret)) throw new RangeError('一次性密码应为64位小写十六进制。');
  if (!Number.isSafeInteger(iterations) || iterations < 1)
    throw new RangeError('一次性密码的次数应为正整数。');
  return { hash: iterate(secret, iterations, hash), iterations };
};

/** The salt of the draw's key: one step before what was published. */
export const saltOfCode = (secret: string, iterations: number, hash: Hash = sha256Bytes): string =>
  iterate(secret, iterations - 1, hash);
