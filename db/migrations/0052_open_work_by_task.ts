import { type Kysely, sql } from 'kysely';

/** What is still open of a plan row, in the order of its tasks: whoever ends one looks for another from the far end. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    drop index task_item_work;
    create index task_item_work on task_item (authority_id, cycle_id, row_number, task_id) where work_open;
  `.execute(db);
};
