import { type Expression, type SelectQueryBuilder, sql } from 'kysely';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';
import type { UnitKind, UnitStatus } from './unit-rows.ts';
import type { Unit } from './units.ts';

export interface UnitSearch {
  /** Part of the name, or the beginning of the code. */
  readonly text?: string;
  readonly kind?: UnitKind;
  readonly category?: string;
  readonly area?: string;
  readonly status?: UnitStatus;
  /** Id of the last unit of the page before; ids ascend. */
  readonly after?: string;
  readonly limit?: number;
}

const PAGE = 50;

/** Wildcards of LIKE taken literally. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

type Found = SelectQueryBuilder<Database, 'unit', { id: string }>;

const FILTERS = ['kind', 'category', 'area', 'status'] as const;

/**
 * By part of the name: two characters and more are looked up in the index of bigrams (`unit_by_bigrams`); a single one
 * is too common to be worth an index, and the register is read by id until the page is full.
 */
const byName = (query: Found, text: string): Found => {
  const like = query.where('name', 'like', `%${literal(text)}%`);
  return text.length < 2 ? like : like.where(sql<boolean>`bigrams(name) @> bigrams(${text})`);
};

/** A page of the register by id: each way of finding takes the index that fits it, and only then they are put together. */
export const searchUnits = async (
  db: Reader,
  authorityId: string,
  search: UnitSearch = {},
): Promise<Unit[]> => {
  const { text = '', after, limit = PAGE } = search;
  let narrowed = db.selectFrom('unit').select('id').where('authorityId', '=', authorityId);
  for (const field of FILTERS) {
    const wanted = search[field];
    if (wanted !== undefined) narrowed = narrowed.where(field, '=', wanted);
  }
  if (after !== undefined) narrowed = narrowed.where('id', '>', after);
  const page = (query: Found): Expression<unknown> => query.orderBy('id').limit(limit);
  const ids =
    text === ''
      ? sql`${page(narrowed)}`
      : sql`(${page(byName(narrowed, text))} union ${page(
          narrowed.where('code', 'like', `${literal(text.toUpperCase())}%`),
        )})`;
  return db
    .selectFrom('unit')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where(sql<boolean>`id in ${ids}`)
    .orderBy('id')
    .limit(limit)
    .execute();
};

const FACETS = ['category', 'area'] as const;

/** The words in use, in order: the index is hopped along from one to the next, a million units are not read for it. */
const wordsInUse = async (
  db: Reader,
  authorityId: string,
  column: (typeof FACETS)[number],
): Promise<string[]> => {
  const word = sql.ref(column);
  const { rows } = await sql<{ word: string }>`
    with recursive hop as (
      (select ${word} as word from unit where authority_id = ${authorityId} order by ${word} limit 1)
      union all
      select (select ${word} from unit where authority_id = ${authorityId} and ${word} > hop.word
               order by ${word} limit 1) from hop where hop.word is not null)
    select word from hop where word is not null`.execute(db);
  return rows.map(({ word: found }) => found);
};

/** Categories and areas that units have, for choosing among. */
export const unitFacets = async (db: Reader, authorityId: string) => ({
  categories: await wordsInUse(db, authorityId, 'category'),
  areas: await wordsInUse(db, authorityId, 'area'),
});
