import { type Expression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
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

/** More units than these match only what is no search at all: then the register is read by id until a page is full. */
const MOST_NAMED = 500;

/**
 * Units by part of their name (index `unit_by_bigrams`) or the beginning of their code; null where there are too many to
 * name, as of a single character.
 * @param mostNamed more are too many
 */
export const unitsNamed = async (
  db: Reader,
  authorityId: string,
  text: string,
  mostNamed = MOST_NAMED,
): Promise<string[] | null> => {
  if (text.length < 2) return null;
  const most = sql.lit(mostNamed + 1);
  const { rows } = await sql<{ id: string }>`
    (select id from unit where authority_id = ${authorityId}
        and bigrams(name) @> bigrams(${text}) and name like ${`%${literal(text)}%`} limit ${most})
    union
    (select id from unit where authority_id = ${authorityId}
        and code like ${`${literal(text.toUpperCase())}%`} limit ${most})`.execute(db);
  return rows.length > mostNamed ? null : rows.map(({ id }) => id);
};

/** A condition on unit `u`, true for what {@link unitsNamed} names: for reading by another order when these are too many. */
export const isNamed = (text: string) =>
  sql<boolean>`(u.name like ${`%${literal(text)}%`} or u.code like ${`${literal(text.toUpperCase())}%`})`;

const FILTERS = ['kind', 'category', 'area', 'status'] as const;
/** So many entries are read in a few milliseconds; a name that one in a hundred bears fills a page of them. */
const FEW_READ = 5_000;

type Units = SelectQueryBuilder<Database & { u: Database['unit'] }, 'u', object>;

/** By the two indexes, each asked by itself: together as alternatives they would look at every match's name again. */
const byIndexes = (query: Units, text: string, limit: number): RawBuilder<unknown> => {
  const ids = (found: Units): Expression<unknown> => found.select('u.id').orderBy('u.id').limit(limit);
  return sql`(${ids(
    query
      .where(sql<boolean>`bigrams(u.name) @> bigrams(${text})`)
      .where('u.name', 'like', `%${literal(text)}%`),
  )} union ${ids(query.where('u.code', 'like', `${literal(text.toUpperCase())}%`))})`;
};

/** A page of the register by id. */
export const searchUnits = async (
  db: Reader,
  authorityId: string,
  search: UnitSearch = {},
): Promise<Unit[]> => {
  const { text = '', after, limit = PAGE } = search;
  let narrowed: Units = db.selectFrom('unit as u').where('u.authorityId', '=', authorityId);
  for (const field of FILTERS) {
    const wanted = search[field];
    if (wanted !== undefined) narrowed = narrowed.where(`u.${field}`, '=', wanted);
  }
  if (after !== undefined) narrowed = narrowed.where('u.id', '>', after);
  const page = (query: Units): Promise<Unit[]> => query.selectAll('u').orderBy('u.id').limit(limit).execute();
  if (text === '') return page(narrowed);
  const named = await unitsNamed(db, authorityId, text);
  if (named !== null) return page(narrowed.where(sql<boolean>`u.id = any(${named}::text[])`));
  // Many bear it: mostly the next few entries fill the page; where its bearers stand together, the index knows them.
  const next = await db
    .selectFrom(narrowed.selectAll('u').orderBy('u.id').limit(FEW_READ).as('u'))
    .selectAll()
    .where(isNamed(text))
    .orderBy('id')
    .limit(limit)
    .execute();
  if (next.length === limit) return next;
  return page(
    text.length < 2
      ? narrowed.where(isNamed(text))
      : narrowed.where(sql<boolean>`u.id in ${byIndexes(narrowed, text, limit)}`),
  );
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
