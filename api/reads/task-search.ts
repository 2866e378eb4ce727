import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { placesOfNumber } from '../../domain/cycle/task-number.ts';

/** More units than these match only what is no search at all: then tasks are read by id until the page is full. */
const MOST_UNITS = 500;

/** Wildcards of LIKE taken literally. */
const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

/** Units by part of their name (index `unit_by_bigrams`) or the beginning of their code; null where there are too many. */
const unitsNamed = async (
  db: Kysely<Database>,
  authorityId: string,
  text: string,
): Promise<string[] | null> => {
  const byName =
    text.length < 2
      ? sql``
      : sql`select id from unit where authority_id = ${authorityId}
      and bigrams(name) @> bigrams(${text}) and name like ${`%${literal(text)}%`} limit ${MOST_UNITS + 1}`;
  const byCode = sql`select id from unit where authority_id = ${authorityId}
      and code like ${`${literal(text.toUpperCase())}%`} limit ${MOST_UNITS + 1}`;
  const { rows } = await sql<{
    id: string;
  }>`${text.length < 2 ? byCode : sql`(${byName}) union (${byCode})`}`.execute(db);
  return rows.length > MOST_UNITS ? null : rows.map(({ id }) => id);
};

/** Tasks by their number as it is typed, or by their id. */
const tasksNumbered = async (db: Kysely<Database>, authorityId: string, text: string): Promise<string[]> => {
  const byNumber = placesOfNumber(text).map(
    ({ year, cycle, sequence }) => sql`
      select t.id from cycle c join task t on (t.authority_id, t.cycle_id, t.sequence_no) = (c.authority_id, c.id, ${sequence})
       where c.authority_id = ${authorityId} and c.number = ${cycle} ${year === null ? sql`` : sql`and c.year = ${year}`}`,
  );
  const byId = sql`select id from task where authority_id = ${authorityId} and id = ${text}`;
  const { rows } = await sql<{ id: string }>`${sql.join([byId, ...byNumber], sql` union `)}`.execute(db);
  return rows.map(({ id }) => id);
};

/** Conditions on task `t` and its unit `u`: named or coded so, or the task itself so numbered. Empty without a text. */
export const withText = async (
  db: Kysely<Database>,
  authorityId: string,
  text: string | undefined,
): Promise<RawBuilder<unknown>[]> => {
  if (text === undefined || text === '') return [];
  const [units, tasks] = await Promise.all([
    unitsNamed(db, authorityId, text),
    tasksNumbered(db, authorityId, text),
  ]);
  const ofUnits =
    units === null
      ? sql`(u.name like ${`%${literal(text)}%`} or u.code like ${`${literal(text.toUpperCase())}%`})`
      : sql`t.unit_id = any(${units}::text[])`;
  return [tasks.length === 0 ? ofUnits : sql`(t.id = any(${tasks}::text[]) or ${ofUnits})`];
};
