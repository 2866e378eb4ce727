/**
 * How a person (个人) is named in a draw: by a salted hash, since numbers of people are few and known to many, and a
 * plain hash of one would be found by trying all.
 */
import { assertText } from './canonical.ts';
import { fromHex, sha256Hex, utf8 } from './hash.ts';
import type { UnitKey } from './labels.ts';

/** So many random bytes, twice as many hex digits. */
export const PERSON_SALT_BYTES = 16;

/**
 * Hex of SHA-256 over the salt's 16 bytes followed by the UTF-8 bytes of the number, whatever the draw's profile: one
 * code stands in all draws of the person.
 *
 * @param salt 32 lowercase hex digits
 * @param number as the register (检查对象名录库) writes it, NFC
 * @throws RangeError (Chinese)
 */
export const personCode = (salt: string, number: string): string => {
  if (!/^[0-9a-f]{32}$/.test(salt))
    throw new RangeError(`个人的盐值应为 ${2 * PERSON_SALT_BYTES} 位小写十六进制数字，见检查事项办理页面。`);
  assertText(number, '个人编号');
  return sha256Hex(Uint8Array.from([...fromHex(salt), ...utf8(number)]));
};

/** The person's name in the lists of a draw: `person:<salted hash>`. @throws as {@link personCode} */
export const personKey = (salt: string, number: string): UnitKey => `person:${personCode(salt, number)}`;
