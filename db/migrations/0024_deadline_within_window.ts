import { type Kysely, sql } from 'kysely';

/**
 * A visit is due after so many working days but within its plan row's window: both are kept, so that a notice of
 * holidays that comes later moves it by both. Visits that stand counted already are given their window.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table deadline
      add column not_after date,
      add check (not_after is null or basis_on is not null);
    update deadline d set not_after = c.window_end
      from task t join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
     where d.subject_kind = 'task' and d.kind = 'visit' and (t.authority_id, t.id) = (d.authority_id, d.subject_id)
       and d.basis_on is not null and d.due_on <= c.window_end and d.met_on is null and d.dropped_reason is null;
  `.execute(db);
};
