import { type Kysely, sql } from 'kysely';

/** What an inspector's tasks and their open orders are found by without reading the tables (`api/reads/my-work`). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index team_task_by_officer on team_member (authority_id, officer_id, task_id) where state = 'assigned';
    drop index team_by_officer;
    create index order_unended_of_task on rectification_order (authority_id, task_id, id) where ended_at is null;
  `.execute(db);
};
