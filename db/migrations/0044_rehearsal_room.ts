import { type Kysely, sql } from 'kysely';

/** Whether a session is of somebody who plays the officer (演练中扮演), which only a rehearsal by hand opens. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table sign_in add column played boolean not null default false`.execute(db);
};
