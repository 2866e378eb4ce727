import { type Kysely, sql } from 'kysely';

/** Messages of unknown outcome are counted at every sweep: they are few, the table is not. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index message_unknown on message (authority_id) where state = 'unknown'`.execute(db);
};
