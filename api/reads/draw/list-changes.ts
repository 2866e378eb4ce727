/** The changes of a draw's list page by page, for officers and the public. */
import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import {
  exclusionReasons,
  type ListChange,
  type OfDraw,
  readListChanges,
} from '../../../db/draw/list-changes.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { exclusionWords } from '../../../domain/strata/exclusion-reasons.ts';

type Db = Kysely<Database>;

/** Two frozen lists differ always alike, and reading them takes a moment: so many draws' changes are kept. */
const KEPT = 4;
const keptOf = new WeakMap<Db, Map<string, Promise<ListChange[]>>>();

/** Of an announced draw; nobody waits for what another asks for at the same time. */
export const listChanges = (db: Db, of: OfDraw): Promise<ListChange[]> => {
  const kept = keptOf.get(db) ?? new Map<string, Promise<ListChange[]>>();
  keptOf.set(db, kept);
  const name = `${of.authorityId}/${of.drawId}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const changes = readListChanges(db, of);
  kept.set(name, changes);
  // What failed, and what was not frozen yet, is read anew.
  const forget = () => kept.delete(name);
  changes.then((found) => found.length === 0 && forget(), forget);
  for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
  return changes;
};

/** `came`: not on the list of the last cycle; `gone`: on that one alone. */
export const SIDES = ['came', 'gone'] as const;
export type Side = (typeof SIDES)[number];

export interface ChangesWanted {
  readonly itemId: string;
  readonly side: Side;
  /** How many to leave out. */
  readonly after: number;
  readonly limit: number;
}

export interface ChangedUnit {
  /** Place among the changes, from 1. */
  readonly no: number;
  /** `type:code`. */
  readonly code: string;
  /** Of one that is gone, in words. */
  readonly why: string | null;
}

const NOT_IN_SCOPE = '不在名录库中本事项的抽取范围内';

/** A page of changed units, one more than asked for. @throws Refusal NotFound */
export const changedUnits = async (
  db: Db,
  of: OfDraw,
  { itemId, side, after, limit }: ChangesWanted,
): Promise<{ change: ListChange; units: ChangedUnit[] }> => {
  const change = (await listChanges(db, of)).find((each) => each.itemId === itemId);
  if (change === undefined) throw new Refusal('NotFound', '本次抽取的名单没有这个抽查事项。');
  const codes = change[side].slice(after, after + limit + 1);
  const reasons =
    side === 'gone' ? await exclusionReasons(db, of, change.rows, codes) : new Map<string, string>();
  const whyOf = (code: string): string | null => {
    if (side === 'came') return null;
    const reason = reasons.get(code);
    return reason === undefined ? NOT_IN_SCOPE : exclusionWords(reason);
  };
  return { change, units: codes.map((code, n) => ({ no: after + n + 1, code, why: whyOf(code) })) };
};
