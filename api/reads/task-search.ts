import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { isNamed, unitsNamed } from '../../db/registers/search-units.ts';
import { placesOfNumber } from '../../domain/cycle/task-number.ts';

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
  // Too many to name: tasks are read by id until the page is full.
  const ofUnits = units === null ? isNamed(text) : sql`t.unit_id = any(${units}::text[])`;
  return [tasks.length === 0 ? ofUnits : sql`(t.id = any(${tasks}::text[]) or ${ofUnits})`];
};
