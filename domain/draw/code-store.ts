/** Codes of a register as bytes in a few large pieces: a million texts of their own take three times as much. */
import type { EntryBytes } from './line-entry.ts';
import { textList } from './text-list.ts';

const PIECE_BYTES = 1 << 20;
const LENGTH_BYTES = 2;
const decoder = new TextDecoder();

/** A code where it stands: bytes `from` to `to`, the last not among them. */
export type CodeBytes = Pick<EntryBytes, 'bytes' | 'from' | 'to'>;

export const codeStore = () => {
  const pieces: Uint8Array[] = [];
  let piece = new Uint8Array(0);
  let used = 0;
  const bytesAt = (place: number): CodeBytes => {
    const bytes = pieces[Math.floor(place / PIECE_BYTES)] ?? piece;
    const from = (place % PIECE_BYTES) + LENGTH_BYTES;
    return { bytes, from, to: from + (((bytes[from - 2] as number) << 8) | (bytes[from - 1] as number)) };
  };
  return {
    /** @returns the place that {@link textAt} finds it by */
    add: (bytes: Uint8Array, from: number, to: number): number => {
      const length = to - from;
      if (length >= 1 << (8 * LENGTH_BYTES)) throw new RangeError('a code of 64 KiB is none');
      if (used + LENGTH_BYTES + length > piece.length) {
        piece = new Uint8Array(PIECE_BYTES);
        pieces.push(piece);
        used = 0;
      }
      const place = (pieces.length - 1) * PIECE_BYTES + used;
      piece[used] = length >> 8;
      piece[used + 1] = length;
      used += LENGTH_BYTES;
      for (let at = from; at < to; at += 1) {
        piece[used] = bytes[at] as number;
        used += 1;
      }
      return place;
    },
    textAt: (place: number): string => {
      const { bytes, from, to } = bytesAt(place);
      return decoder.decode(bytes.subarray(from, to));
    },
    /** The texts of many places. */
    textsAt: (places: readonly number[]): string[] => {
      const list = textList();
      for (const place of places) {
        const { bytes, from, to } = bytesAt(place);
        list.add(bytes, from, to);
      }
      return list.texts();
    },
  };
};

export type CodeStore = ReturnType<typeof codeStore>;
