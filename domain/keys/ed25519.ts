/** Ed25519 (RFC 8032) over the texts of a draw, the same in Node and in a browser; all values are lowercase hex. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { fromHex, sha256Hex, toHex, utf8 } from '../draw/hash.ts';

const KEY_ID_DIGITS = 32;
const PUBLIC_KEY = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;

export const isPublicKey = (text: string): boolean => PUBLIC_KEY.test(text);
export const isSignature = (text: string): boolean => SIGNATURE.test(text);

/** The first 32 hex digits of SHA-256 over the raw 32 bytes of the public key. */
export const keyIdOf = (publicKey: string): string => sha256Hex(fromHex(publicKey)).slice(0, KEY_ID_DIGITS);

/** @param secret the 32-byte seed of RFC 8032, hex */
export const publicKeyOf = (secret: string): string => toHex(ed25519.getPublicKey(fromHex(secret)));

/** @param secret the 32-byte seed of RFC 8032, hex @returns 64 bytes, hex */
export const sign = (secret: string, text: string): string =>
  toHex(ed25519.sign(utf8(text), fromHex(secret)));

/** False for whatever is not a signature of this text by this key; never throws. Strict as RFC 8032, not ZIP 215. */
export const isSignedBy = (publicKey: string, text: string, signature: string): boolean => {
  if (!isPublicKey(publicKey) || !isSignature(signature)) return false;
  try {
    return ed25519.verify(fromHex(signature), utf8(text), fromHex(publicKey), { zip215: false });
  } catch {
    // A public key that is no point of the curve signs nothing.
    return false;
  }
};
