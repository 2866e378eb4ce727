/** The draw's pseudorandom key (DR-1 section 5), from the announcement and the public randomness. */
import { canonicalBytes } from './canonical.ts';
import { fromHex, hmacSha256, isSha256Hex } from './hash.ts';

/** A value of public randomness as read from its source, in the announced normalisation. */
export interface SourceValue {
  readonly id: string;
  readonly value: string;
}

const NO_ONE_TIME_CODE = new Uint8Array(32);

/**
 * PRK = HMAC-SHA256(salt, JCS({announcement_hash, sources})), salt = the revealed one-time code or 32 zero bytes.
 *
 * @param sources in the announced order, which is part of the key
 * @param oneTimeCode hex of the revealed code, when the announcement committed to one
 * @returns 32 bytes
 */
export const prkOf = (
  announcementHash: string,
  sources: readonly SourceValue[],
  oneTimeCode?: string,
): Uint8Array => {
  if (!isSha256Hex(announcementHash)) throw new RangeError('公告摘要应为64位小写十六进制。');
  const ikm = canonicalBytes({
    announcement_hash: announcementHash,
    sources: sources.map(({ id, value }) => ({ id, value })),
  });
  return hmacSha256(oneTimeCode === undefined ? NO_ONE_TIME_CODE : fromHex(oneTimeCode), ikm);
};
