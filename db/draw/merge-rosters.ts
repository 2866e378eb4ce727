import { compareUtf8 } from '../../domain/draw/canonical.ts';
import type { RosterEntry } from '../../domain/draw/roster.ts';
import { readRoster } from './roster-file.ts';

const precedes = (a: RosterEntry, b: RosterEntry): boolean =>
  (compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum)) < 0;

/** One list with the entry it stands at. */
interface Cursor {
  readonly batches: AsyncGenerator<RosterEntry[]>;
  batch: readonly RosterEntry[];
  index: number;
  current: RosterEntry;
}

/** Moves on; false at the end of the list. */
const advance = async (cursor: Omit<Cursor, 'current'> & { current?: RosterEntry }): Promise<boolean> => {
  cursor.index += 1;
  while (cursor.index >= cursor.batch.length) {
    const { value, done } = await cursor.batches.next();
    if (done === true) return false;
    cursor.batch = value;
    cursor.index = 0;
  }
  const entry = cursor.batch[cursor.index];
  if (entry === undefined) return false;
  cursor.current = entry;
  return true;
};

const smallest = (cursors: readonly Cursor[]): Cursor | undefined =>
  cursors.reduce<Cursor | undefined>(
    (least, cursor) => (least === undefined || precedes(cursor.current, least.current) ? cursor : least),
    undefined,
  );

/**
 * Gives the entries of all lists to `take` in the order that the announcement committed to: ascending by (code,
 * stratum) over all rows. Each list is in that order already.
 */
export const mergeRosters = async (
  lists: readonly Buffer[],
  take: (entry: RosterEntry) => void,
  everySoOften: () => void,
): Promise<void> => {
  const BEAT_EVERY = 50_000;
  let open: Cursor[] = [];
  for (const data of lists) {
    const cursor: Omit<Cursor, 'current'> & { current?: RosterEntry } = {
      batches: readRoster(data),
      batch: [],
      index: -1,
    };
    if (await advance(cursor)) open.push(cursor as Cursor);
  }
  let taken = 0;
  for (let least = smallest(open); least !== undefined; least = smallest(open)) {
    take(least.current);
    taken += 1;
    if (taken % BEAT_EVERY === 0) everySoOften();
    if (!(await advance(least))) open = open.filter((cursor) => cursor !== least);
  }
};
