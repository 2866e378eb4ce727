import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Characters of an address that need no escaping; 64 of them, six bits each. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const LINK_ID_LENGTH = 12;
/** 96 bits: not to be guessed, and short enough for an SMS. */
const PROOF_LENGTH = 16;
/** Keeps proofs of links apart from whatever else the same secret is used for. */
const PURPOSE = 'unit-link/1/';

/** One character for each byte: of a byte the last six bits count. */
const characters = (bytes: Uint8Array): string => Array.from(bytes, (byte) => ALPHABET[byte & 63]).join('');

/** @param random {@link LINK_ID_LENGTH} random bytes */
export const linkIdOf = (random: Uint8Array): string => characters(random.subarray(0, LINK_ID_LENGTH));

const proofOf = (secret: string, linkId: string): string =>
  characters(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(PURPOSE + linkId)).subarray(0, PROOF_LENGTH));

/**
 * What stands in the link's address: its id and a proof that only who knows the installation's secret can make, so that
 * nobody who reads the database can open a unit's page.
 */
export const linkToken = (secret: string, linkId: string): string => linkId + proofOf(secret, linkId);

/** @returns the id of the link whose token this is; null where it is none of ours */
export const linkIdOfToken = (secret: string, token: string): string | null => {
  if (token.length !== LINK_ID_LENGTH + PROOF_LENGTH) return null;
  const linkId = token.slice(0, LINK_ID_LENGTH);
  const expected = linkToken(secret, linkId);
  // Every character is compared: how long it takes tells nothing.
  let difference = 0;
  for (let at = 0; at < token.length; at += 1) difference |= token.charCodeAt(at) ^ expected.charCodeAt(at);
  return difference === 0 ? linkId : null;
};

/** Where the unit opens it. @param baseUrl without a slash at its end */
export const linkAddress = (baseUrl: string, secret: string, linkId: string): string =>
  `${baseUrl}/u/${linkToken(secret, linkId)}`;
