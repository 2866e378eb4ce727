/** Reads a line of `roster.jsonl` as it stands, without making texts of it. */
import { utf8 } from './hash.ts';
import { parseUnitKey } from './labels.ts';
import { MAX_WEIGHT } from './roster.ts';

/** An entry by its bytes. */
export interface EntryBytes {
  bytes: Uint8Array;
  /** Its code: bytes `from` to `to`, the last not among them. */
  from: number;
  to: number;
  /** Its place among the announced strata. */
  stratum: number;
  w: number;
}

export const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7d;
const [ZERO, NINE] = [0x30, 0x39];
const BEFORE_CODE = utf8('{"code":"');
const BEFORE_STRATUM = utf8('","stratum":"');
const BEFORE_WEIGHT = utf8('","w":');
const decoder = new TextDecoder('utf-8', { fatal: true });

const standsAt = (bytes: Uint8Array, at: number, wanted: Uint8Array): boolean => {
  for (let i = 0; i < wanted.length; i += 1) if (bytes[at + i] !== wanted[i]) return false;
  return true;
};

/** What a byte is in a text: one more of it, its end (a blank, a control character, a quote, an escape), or not ASCII. */
const [MORE, ENDS, NOT_ASCII] = [0, 1, 2];
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte > 0x7f
    ? NOT_ASCII
    : byte < 0x21 || byte === 0x7f || byte === QUOTE || byte === BACKSLASH
      ? ENDS
      : MORE,
);

/** Where the text that begins here ends, or, where it is not ASCII, -1 less that. */
const endOfText = (bytes: Uint8Array, from: number): number => {
  const { length } = bytes;
  let seen = MORE;
  for (let at = from; at < length; at += 1) {
    const kind = KINDS[bytes[at] as number] as number;
    if (kind === ENDS) return seen === MORE ? at : -1 - at;
    seen |= kind;
  }
  return length;
};

/** Whether a code that is not ASCII would be refused: a plain one cannot be. */
const isRefused = (bytes: Uint8Array, from: number, to: number): boolean => {
  try {
    parseUnitKey(decoder.decode(bytes.subarray(from, to)));
    return false;
  } catch {
    return true;
  }
};

/** Finds a stratum by the bytes of its id; -1 where there is none. */
const strataByBytes = (ids: readonly string[]) => {
  const names = ids.map(utf8);
  const keyOf = (bytes: Uint8Array, from: number, to: number): number => {
    let key = to - from;
    for (let at = from; at < to; at += 1) key = (Math.imul(key, 31) + (bytes[at] as number)) | 0;
    return key;
  };
  const byKey = new Map(names.map((name, place) => [keyOf(name, 0, name.length), place]));
  return (bytes: Uint8Array, from: number, to: number): number => {
    const place = byKey.get(keyOf(bytes, from, to)) ?? -1;
    const name = names[place];
    return name?.length === to - from && standsAt(bytes, from, name) ? place : -1;
  };
};

/**
 * @param strata ids of the announced strata
 * @returns reads the line at a place into `entry`, and tells the place behind its LF: -1 where the line is anything but
 * the canonical bytes of a usable entry without an escape, for which somebody else has the words
 */
export const lineReader = (strata: readonly string[]) => {
  const stratumAt = strataByBytes(strata);
  return (bytes: Uint8Array, start: number, entry: EntryBytes): number => {
    const from = start + BEFORE_CODE.length;
    if (!standsAt(bytes, start, BEFORE_CODE)) return -1;
    const codeEnd = endOfText(bytes, from);
    const to = codeEnd < 0 ? -1 - codeEnd : codeEnd;
    const stratumFrom = to + BEFORE_STRATUM.length;
    if (!standsAt(bytes, to, BEFORE_STRATUM) || (codeEnd < 0 && isRefused(bytes, from, to))) return -1;
    const stratumEnd = endOfText(bytes, stratumFrom);
    const stratumTo = stratumEnd < 0 ? -1 - stratumEnd : stratumEnd;
    const stratum = stratumAt(bytes, stratumFrom, stratumTo);
    if (stratum < 0 || !standsAt(bytes, stratumTo, BEFORE_WEIGHT)) return -1;
    let at = stratumTo + BEFORE_WEIGHT.length;
    let w = 0;
    for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[at] ?? 0) {
      w = 10 * w + byte - ZERO;
      if (w < 1 || w > MAX_WEIGHT) return -1;
      at += 1;
    }
    if (w === 0 || bytes[at] !== BRACE || bytes[at + 1] !== LF) return -1;
    entry.bytes = bytes;
    entry.from = from;
    entry.to = to;
    entry.stratum = stratum;
    entry.w = w;
    return at + 2;
  };
};
