import { type Kysely, sql } from 'kysely';

/** What one number was sent lately, for the limits (流控) that providers set for single numbers. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index message_of_number on message (address, queued_at) where channel = 'sms' and queued_at is not null;
  `.execute(db);
};
