import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { isNamed, unitsNamed } from '../../db/registers/search-units.ts';
import { tasksNumbered } from '../../db/task/tasks-numbered.ts';

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
