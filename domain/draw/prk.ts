/** The draw's pseudorandom key (DR-1 section 5), from the announcement and the public randomness. */
import type { OneTimeCodeCommitment } from './announcement.ts';
import { canonicalBytes } from './canonical.ts';
import { fromHex, isSha256Hex, toHex } from './hash.ts';
import { type Profile, SHA256_PROFILE } from './profile.ts';

/** A value of public randomness as read from its source, in the announced normalisation. */
export interface SourceValue {
  readonly id: string;
  readonly value: string;
}

const NO_ONE_TIME_CODE = new Uint8Array(32);
const LEAST_SECRET_BYTES = 16;

/**
 * PRK = HMAC-H(salt, JCS({announcement_hash, sources})).
 *
 * @param sources in the announced order, which is part of the key
 * @param salt from {@link saltOf}; 32 zero bytes where no one-time code was committed to
 * @returns 32 bytes
 */
export const prkOf = (
  announcementHash: string,
  sources: readonly SourceValue[],
  salt: Uint8Array = NO_ONE_TIME_CODE,
  profile: Profile = SHA256_PROFILE,
): Uint8Array => {
  if (!isSha256Hex(announcementHash)) throw new RangeError('公告摘要应为64位小写十六进制。');
  const ikm = canonicalBytes({
    announcement_hash: announcementHash,
    sources: sources.map(({ id, value }) => ({ id, value })),
  });
  return profile.hmac(salt, ikm);
};

const iterate = (secret: Uint8Array, times: number, profile: Profile): Uint8Array => {
  let hash = secret;
  for (let n = 0; n < times; n += 1) hash = profile.digest(hash);
  return hash;
};

/** The commitment that is announced: H^iterations(secret). */
export const commitToOneTimeCode = (
  secretHex: string,
  iterations: number,
  profile: Profile = SHA256_PROFILE,
): OneTimeCodeCommitment => ({ hash: toHex(iterate(fromHex(secretHex), iterations, profile)), iterations });

/**
 * Salt of the key: H^(iterations-1)(secret) where a one-time code (一次性密码) was committed to, else 32 zero bytes.
 *
 * @param secretHex the revealed secret
 * @throws RangeError (Chinese) when a code is missing, not wanted, or not the one that was committed to
 */
export const saltOf = (
  commitment: 'none' | OneTimeCodeCommitment,
  secretHex: string | undefined,
  profile: Profile = SHA256_PROFILE,
): Uint8Array => {
  if (commitment === 'none') {
    if (secretHex !== undefined) throw new RangeError('公告没有一次性密码，却提供了一次性密码。');
    return NO_ONE_TIME_CODE;
  }
  if (secretHex === undefined) throw new RangeError('公告承诺了一次性密码，尚未揭示，不能计算。');
  if (!/^(?:[0-9a-f]{2})+$/.test(secretHex) || secretHex.length < 2 * LEAST_SECRET_BYTES)
    throw new RangeError(`一次性密码应为不少于${LEAST_SECRET_BYTES}字节的小写十六进制。`);
  const salt = iterate(fromHex(secretHex), commitment.iterations - 1, profile);
  if (toHex(profile.digest(salt)) !== commitment.hash) throw new RangeError('一次性密码与公告的承诺不符。');
  return salt;
};
