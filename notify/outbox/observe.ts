import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';

export interface OutboxState {
  /** Age of the oldest message that might have gone and that nobody carries yet. */
  readonly lagSeconds: number;
  readonly waiting: number;
  readonly unknown: number;
}

/** What the outbox looks like now. Messages that wait for quiet hours to end or for their next try do not lag. */
export const observeOutbox = async (db: Kysely<Database>): Promise<OutboxState> => {
  const { rows } = await sql<OutboxState>`
    select
      (select count(*) from message where state in ('created', 'deferred')) as waiting,
      (select count(*) from message where state = 'unknown') as unknown,
      coalesce((
        select greatest(0, extract(epoch from clock_timestamp() - min(greatest(recorded_at, not_before))))
        from message where state = 'created' and (not_before is null or not_before <= clock_timestamp())
      ), 0)::float8 as lag_seconds`.execute(db);
  return rows[0] ?? { lagSeconds: 0, waiting: 0, unknown: 0 };
};
