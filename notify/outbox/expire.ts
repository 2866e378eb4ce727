import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type BusinessNow, EXPIRED, handledAt } from '../delivery/begin-attempts.ts';

/** Marks messages that are over before anybody could begin them: held back by a pause, an outage or quiet hours. */
export const expireWaiting = async (db: Kysely<Database>, now: BusinessNow): Promise<number> => {
  const { numAffectedRows } = await sql`
    update message set state = 'failed', failure_class = 'expired', failure = ${EXPIRED}
    where id in (
      select id from message
      where state in ('created', 'deferred') and expires_at is not null and expires_at <= ${handledAt(now)}
      for update skip locked
    )`.execute(db);
  return Number(numAffectedRows ?? 0n);
};
