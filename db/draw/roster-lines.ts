import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import type { RosterEntry } from '../../domain/draw/roster.ts';

const CHUNK_BYTES = 1 << 18;
const LF = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Every line (`entryJson`) begins with `{"code":"`, and `","stratum":"` stands behind the code. */
const BEFORE_CODE = '{"code":"'.length;
const BEFORE_STRATUM = '","stratum":"'.length;

/** The lines of one stored list, whole ones, a chunk at a time; the chunk is the reader's own. */
async function* chunksOf(data: Buffer): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const piece of Readable.from([data]).pipe(createGunzip({ chunkSize: CHUNK_BYTES }))) {
    const chunk = Buffer.concat([rest, piece as Buffer]);
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > 0) yield chunk.subarray(0, end);
    rest = chunk.subarray(end);
  }
}

/** One list with the line it stands at: its bytes `from` to `to`. */
interface Cursor {
  readonly chunks: AsyncGenerator<Uint8Array>;
  chunk: Uint8Array;
  from: number;
  to: number;
}

const standAt = (cursor: Cursor, from: number): void => {
  cursor.from = from;
  cursor.to = cursor.chunk.indexOf(LF, from) + 1;
};

/** Opens the next chunk; false at the end of the list. */
const openNext = async (cursor: Cursor): Promise<boolean> => {
  const { value, done } = await cursor.chunks.next();
  if (done === true) return false;
  cursor.chunk = value;
  standAt(cursor, 0);
  return true;
};

const entryAt = ({ chunk, from, to }: Cursor): RosterEntry =>
  JSON.parse(new TextDecoder().decode(chunk.subarray(from, to))) as RosterEntry;

/** Compares two texts of JSON, up to the quotes behind them; undefined where an escape decides. */
const compareQuoted = (a: Cursor, aFrom: number, b: Cursor, bFrom: number): number | undefined => {
  for (let at = 0; ; at += 1) {
    const x = a.chunk[aFrom + at] as number;
    const y = b.chunk[bFrom + at] as number;
    if (x === BACKSLASH || y === BACKSLASH) return undefined;
    if (x === y && x !== QUOTE) continue;
    // The shorter text comes first, whatever the longer goes on with.
    return x === QUOTE ? (y === QUOTE ? 0 : -1) : y === QUOTE ? 1 : x - y;
  }
};

const codeFrom = ({ from }: Cursor): number => from + BEFORE_CODE;
const stratumFrom = (cursor: Cursor): number =>
  cursor.chunk.indexOf(QUOTE, codeFrom(cursor)) + BEFORE_STRATUM;

/** By (code, stratum) in bytes. */
const compare = (a: Cursor, b: Cursor): number => {
  const byCode = compareQuoted(a, codeFrom(a), b, codeFrom(b));
  const order = byCode === 0 ? compareQuoted(a, stratumFrom(a), b, stratumFrom(b)) : byCode;
  if (order !== undefined) return order;
  const [first, second] = [entryAt(a), entryAt(b)];
  return compareUtf8(first.code, second.code) || compareUtf8(first.stratum, second.stratum);
};

const smallest = (cursors: readonly Cursor[]): Cursor | undefined =>
  cursors.reduce<Cursor | undefined>(
    (least, cursor) => (least === undefined || compare(cursor, least) < 0 ? cursor : least),
    undefined,
  );

/** Gathers lines and gives them on by chunks. */
const gathered = (take: (lines: Uint8Array) => void) => {
  let buffer = new Uint8Array(CHUNK_BYTES);
  let used = 0;
  const flush = (): void => {
    take(buffer.subarray(0, used));
    used = 0;
  };
  return {
    add: (chunk: Uint8Array, from: number, to: number): void => {
      if (used + to - from > buffer.length) flush();
      if (to - from > buffer.length) buffer = new Uint8Array(to - from);
      buffer.set(chunk.subarray(from, to), used);
      used += to - from;
    },
    flush,
  };
};

/**
 * Gives the lines of all stored lists to `take` in the order that the announcement committed to, ascending by (code,
 * stratum) over all rows, a chunk at a time: the bytes of `roster.jsonl`. Each list is in that order already. `take`
 * may write over what it gets, and must not keep it.
 */
export const mergeRosterLines = async (
  lists: readonly Buffer[],
  take: (lines: Uint8Array) => void,
): Promise<void> => {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) {
    for await (const chunk of chunksOf(only)) take(chunk);
    return;
  }
  let open: Cursor[] = [];
  for (const data of lists) {
    const cursor = { chunks: chunksOf(data), chunk: new Uint8Array(0), from: 0, to: 0 };
    if (await openNext(cursor)) open.push(cursor);
  }
  const out = gathered(take);
  for (let least = smallest(open); least !== undefined; least = smallest(open)) {
    const { chunk, from, to } = least;
    out.add(chunk, from, to);
    // Only a chunk's end is waited for: to wait at every line would take longer than all else.
    if (to < chunk.length) standAt(least, to);
    else if (!(await openNext(least))) open = open.filter((cursor) => cursor !== least);
  }
  out.flush();
};
