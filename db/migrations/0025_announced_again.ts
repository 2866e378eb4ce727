import { type Kysely, sql } from 'kysely';

/**
 * A decision not to announce the visits of a plan row may be taken back before the draw, and taken anew. Nothing is
 * deleted: the decisions of a row are numbered, and the last one is in force.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table unannounced_row
      add column no integer not null default 1 check (no > 0),
      add column revoked boolean not null default false,
      drop constraint unannounced_row_pkey,
      add primary key (authority_id, cycle_id, row_number, item_id, no);
    comment on column unannounced_row.revoked is 'true: announced again; basis then holds the reason';
    create view unannounced_now as
      select * from unannounced_row u
       where not revoked and not exists (
         select from unannounced_row later
          where (later.authority_id, later.cycle_id, later.row_number, later.item_id)
                = (u.authority_id, u.cycle_id, u.row_number, u.item_id) and later.no > u.no);
  `.execute(db);
};
