/** The entry before, in a memory of its own, and whether the next may stand behind it. */
import type { UnitKey } from './labels.ts';
import type { EntryBytes } from './line-entry.ts';

const COLON = 0x3a;
const ROOM_BYTES = 256;
const decoder = new TextDecoder();

export const entryBefore = () => {
  let code = new Uint8Array(ROOM_BYTES);
  let length = 0;
  let colon = -1;
  let stratum = -1;
  return {
    stratum: (): number => stratum,
    code: (): UnitKey | null => (length === 0 ? null : (decoder.decode(code.subarray(0, length)) as UnitKey)),
    /** How many bytes a code shares with it at their beginning. */
    shared: (bytes: Uint8Array, from: number, to: number): number => {
      const most = Math.min(length, to - from);
      for (let at = 0; at < most; at += 1) if (code[at] !== bytes[from + at]) return at;
      return most;
    },
    /** Whether a code that shares so many bytes is another one of the same type and stands behind it, or is the same. */
    isFollowedBy: (bytes: Uint8Array, from: number, to: number, shared: number): boolean =>
      shared > colon &&
      colon >= 0 &&
      to - from > colon + 1 &&
      (shared === length ||
        (shared < to - from && (bytes[from + shared] as number) > (code[shared] as number))),
    isSame: (from: number, to: number, shared: number): boolean => shared === length && to - from === length,
    replace: ({ bytes, from, to, stratum: its }: EntryBytes, shared: number): void => {
      stratum = its;
      length = to - from;
      if (length > code.length) {
        const larger = new Uint8Array(2 * length);
        larger.set(code);
        code = larger;
      }
      for (let at = shared; at < length; at += 1) code[at] = bytes[from + at] as number;
      if (shared <= colon || colon < 0) colon = code.subarray(0, length).indexOf(COLON);
    },
  };
};
