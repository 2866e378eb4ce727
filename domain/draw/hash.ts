/** SHA-256 and HMAC-SHA-256 over bytes, the same in Node and in a browser. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

const HASH_BYTES = 32;
const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const hashDigits = new Uint8Array(2 * HASH_BYTES);
const decoder = new TextDecoder('latin1');

/**
 * Lowercase hex, made in one piece: put together digit by digit, a text is a tree of its parts and takes ten times the
 * memory until somebody reads it, and a record has a million of them.
 */
export const toHex = (bytes: Uint8Array): string => {
  const { length } = bytes;
  const digits = length === HASH_BYTES ? hashDigits : new Uint8Array(2 * length);
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] as number;
    digits[2 * at] = DIGITS[byte >> 4] as number;
    digits[2 * at + 1] = DIGITS[byte & 15] as number;
  }
  return decoder.decode(digits);
};

/** @throws when the text is not an even number of hex digits */
export const fromHex = (text: string): Uint8Array => hexToBytes(text);

/** 64 lowercase hex digits. */
export const isSha256Hex = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export const sha256Bytes = (bytes: Uint8Array): Uint8Array => sha256(bytes);

export const sha256Hex = (input: Uint8Array | string): string =>
  toHex(sha256(typeof input === 'string' ? utf8(input) : input));

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(sha256, key, message);
