import { type Kysely, sql } from 'kysely';

/** Messages newest first, as the list of an authority shows them page by page. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index message_newest on message (authority_id, recorded_at desc, id desc);
  `.execute(db);
};
