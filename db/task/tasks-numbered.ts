import { sql } from 'kysely';
import { placesOfNumber } from '../../domain/cycle/task-number.ts';
import type { Reader } from '../actor.ts';

/** Ids of the tasks with a number (任务编号) as it is typed, whole or its digits alone, or with that id. */
export const tasksNumbered = async (db: Reader, authorityId: string, text: string): Promise<string[]> => {
  const byNumber = placesOfNumber(text).map(
    ({ year, cycle, sequence }) => sql`
      select t.id from cycle c join task t on (t.authority_id, t.cycle_id, t.sequence_no) = (c.authority_id, c.id, ${sequence})
       where c.authority_id = ${authorityId} and c.number = ${cycle} ${year === null ? sql`` : sql`and c.year = ${year}`}`,
  );
  const byId = sql`select id from task where authority_id = ${authorityId} and id = ${text}`;
  const { rows } = await sql<{ id: string }>`${sql.join([byId, ...byNumber], sql` union `)}`.execute(db);
  return rows.map(({ id }) => id);
};
