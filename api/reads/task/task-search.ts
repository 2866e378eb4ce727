import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { isNamed, unitsNamed } from '../../../db/registers/search-units.ts';
import { tasksNumbered } from '../../../db/task/tasks-numbered.ts';

/** Of so many units the tasks are found one by one in some 20 ms; a name that more bear soon fills a page of tasks. */
const MOST_NAMED = 5_000;

/** Conditions on task `t` and its unit `u`: named or coded so, or the task itself so numbered. Empty without a text. */
export const withText = async (
  db: Kysely<Database>,
  authorityId: string,
  text: string | undefined,
): Promise<RawBuilder<unknown>[]> => {
  if (text === undefined || text === '') return [];
  const [units, tasks] = await Promise.all([
    unitsNamed(db, authorityId, text, MOST_NAMED),
    tasksNumbered(db, authorityId, text),
  ]);
  // Too many to name: tasks are read by id until the page is full. Without `offset 0` all units would be read for it.
  const ofUnits =
    units === null
      ? sql`exists (select from unit u where (u.authority_id, u.id) = (t.authority_id, t.unit_id) and ${isNamed(text)} offset 0)`
      : sql`t.unit_id = any(${units}::text[])`;
  return [tasks.length === 0 ? ofUnits : sql`(t.id = any(${tasks}::text[]) or ${ofUnits})`];
};
