/**
 * The algorithm profiles of DR-1: one hash function H for everything inside a draw (announcement, lists, trees, key,
 * tickets, record). The tag stands in the signed announcement and is read first; an unknown one is refused.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { sm3 } from './sm3.ts';

export const ALGORITHMS = ['hkdf-sha256-min-v1', 'hkdf-sm3-min-v1'] as const;
export type DrawAlgorithm = (typeof ALGORITHMS)[number];

/** A hash under way. */
export interface HashState {
  update(bytes: Uint8Array): this;
  digest(): Uint8Array;
  digestInto(out: Uint8Array): void;
  clone(): HashState;
  _cloneInto(to?: HashState): HashState;
}

/** A hash that takes bytes as they come. */
export interface StreamHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Begins an H of the platform's own, for many bytes: the same function, several times as fast. */
export type StartHash = () => StreamHash;

export interface Profile {
  readonly alg: DrawAlgorithm;
  start(): HashState;
  digest(bytes: Uint8Array): Uint8Array;
  hmac(key: Uint8Array, message: Uint8Array): Uint8Array;
}

/** H = SHA-256 (FIPS 180-4): the profile of the specification. */
export const SHA256_PROFILE: Profile = {
  alg: 'hkdf-sha256-min-v1',
  start: () => sha256.create(),
  digest: (bytes) => sha256(bytes),
  hmac: (key, message) => hmac(sha256, key, message),
};

/** H = SM3 (GB/T 32905-2016), for authorities that must use national algorithms (国密). */
export const SM3_PROFILE: Profile = {
  alg: 'hkdf-sm3-min-v1',
  start: () => sm3.create(),
  digest: (bytes) => sm3(bytes),
  hmac: (key, message) => hmac(sm3, key, message),
};

const PROFILES: Readonly<Record<DrawAlgorithm, Profile>> = {
  'hkdf-sha256-min-v1': SHA256_PROFILE,
  'hkdf-sm3-min-v1': SM3_PROFILE,
};

export const isDrawAlgorithm = (alg: string): alg is DrawAlgorithm =>
  (ALGORITHMS as readonly string[]).includes(alg);

/** @throws RangeError (Chinese) on a tag that this program does not know */
export const profileOf = (alg: string): Profile => {
  if (!isDrawAlgorithm(alg)) {
    throw new RangeError(
      `不认识的抽取规则“${alg}”，本程序只执行${ALGORITHMS.map((each) => `“${each}”`).join('、')}。`,
    );
  }
  return PROFILES[alg];
};
