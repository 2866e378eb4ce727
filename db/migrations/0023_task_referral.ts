import { type Kysely, sql } from 'kysely';

/**
 * A finding that belongs to another body (measure 移送) is referred from its task: it never stood on an order to
 * correct. A referral is from an order or from a task (R137).
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table referral
      alter column order_id drop not null,
      add column task_id text,
      add foreign key (authority_id, task_id) references task,
      add check ((order_id is null) <> (task_id is null));
    create index referral_by_task on referral (authority_id, task_id) where task_id is not null;
  `.execute(db);
};
