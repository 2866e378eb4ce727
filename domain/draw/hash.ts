/** SHA-256 and HMAC-SHA-256 over bytes, the same in Node and in a browser. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

export const toHex = (bytes: Uint8Array): string => bytesToHex(bytes);

/** @throws when the text is not an even number of hex digits */
export const fromHex = (text: string): Uint8Array => hexToBytes(text);

/** 64 lowercase hex digits. */
export const isSha256Hex = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export const sha256Bytes = (bytes: Uint8Array): Uint8Array => sha256(bytes);

export const sha256Hex = (input: Uint8Array | string): string =>
  bytesToHex(sha256(typeof input === 'string' ? utf8(input) : input));

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => hmac(sha256, key, message);
