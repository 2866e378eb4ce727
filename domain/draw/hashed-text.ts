/** Text hashed piece by piece through one buffer: a call of the hash, and an array, per piece would cost more than both. */
import type { HashState } from './profile.ts';
import { BYTES_PER_UNIT, writeUtf8 } from './write-utf8.ts';

const BUFFER_BYTES = 1 << 16;

export const hashedText = (hash: HashState) => {
  let buffer = new Uint8Array(BUFFER_BYTES);
  let used = 0;
  const flush = (): void => {
    hash.update(buffer.subarray(0, used));
    used = 0;
  };
  return {
    /** @returns the text's UTF-8, to be read before the next call */
    add: (text: string): Uint8Array => {
      const most = text.length * BYTES_PER_UNIT;
      if (used + most > buffer.length) flush();
      if (most > buffer.length) buffer = new Uint8Array(2 * most);
      const from = used;
      used = writeUtf8(text, buffer, from);
      return buffer.subarray(from, used);
    },
    digest: (): Uint8Array => {
      flush();
      return hash.digest();
    },
  };
};
