import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';

const POLL_MS = 25;
const DEFAULT_TIMEOUT_SECONDS = 120;

/**
 * Waits until nothing is on its way any more. A database that is away for a moment is asked again.
 * @throws after the time-out, with the counts that are left or the database's error
 */
export const waitUntilDrained = async (
  db: Kysely<Database>,
  businessNow: () => BusinessNow,
  timeoutSeconds: number = DEFAULT_TIMEOUT_SECONDS,
): Promise<void> => {
  const giveUpAt = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const left = await whatIsLeft(db, businessNow()).catch((error: Error) => error);
    if (left === '') return;
    if (Date.now() > giveUpAt) {
      if (typeof left !== 'string') throw left;
      throw new Error(`the outbox is not drained after ${timeoutSeconds} s: ${left}`);
    }
    await sleep(POLL_MS);
  }
};

/** `3 queued, 1 sending`; empty where nothing is. */
const whatIsLeft = async (db: Kysely<Database>, now: BusinessNow): Promise<string> => {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*) as count from message
    where state in ('queued', 'sending')
      or (state in ('created', 'deferred') and digest_id is null and (send_after is null or send_after <= coalesce(${now}::timestamptz, send_after)))
    group by state`.execute(db);
  return rows.map(({ state, count }) => `${count} ${state}`).join(', ');
};
