import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { BusinessNow } from '../delivery/attempt.ts';

const POLL_MS = 25;
const DEFAULT_TIMEOUT_SECONDS = 120;

/** Waits until nothing is on its way any more. @throws with the counts that are left */
export const waitUntilDrained = async (
  db: Kysely<Database>,
  businessNow: () => BusinessNow,
  timeoutSeconds: number = DEFAULT_TIMEOUT_SECONDS,
): Promise<void> => {
  const giveUpAt = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const { rows } = await sql<{ state: string; count: number }>`
      select state, count(*) as count from message
      where state in ('queued', 'sending')
        or (state = 'created' and (send_after is null or send_after <= coalesce(${businessNow()}::timestamptz, send_after)))
      group by state`.execute(db);
    if (rows.length === 0) return;
    if (Date.now() > giveUpAt) {
      const left = rows.map(({ state, count }) => `${count} ${state}`).join(', ');
      throw new Error(`the outbox is not drained after ${timeoutSeconds} s: ${left}`);
    }
    await sleep(POLL_MS);
  }
};
