import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { MessageLane } from '../../domain/notice/catalog.ts';
import type { BusinessNow } from '../delivery/attempt.ts';
import type { Channel } from './new-notice.ts';

/** A row that was just marked `queued` and now has to be put into its channel's queue. */
export interface ClaimedMessage {
  readonly id: string;
  readonly channel: Channel;
  readonly lane: MessageLane;
}

/**
 * Takes the next `created` messages whose time has come: urgent before normal before bulk, oldest first. Claim and mark are one
 * statement, rows that another relay holds are passed over. One branch per lane, so that each reads the index in
 * its order and stops at the limit.
 */
export const claimCreated = async (
  db: Kysely<Database>,
  limit: number,
  now: BusinessNow,
): Promise<ClaimedMessage[]> => {
  const lane = (name: MessageLane, taken: ReturnType<typeof sql>) => sql`
    select id from message
    where state = 'created' and lane = ${name}
      and (send_after is null or send_after <= coalesce(${now}::timestamptz, send_after))
    order by recorded_at
    limit ${limit} - (${taken})
    for update skip locked`;
  const { rows } = await sql<ClaimedMessage>`
    with urgent as (${lane('urgent', sql`select 0`)}),
      normal as (${lane('normal', sql`select count(*) from urgent`)}),
      bulk as (${lane('bulk', sql`select (select count(*) from urgent) + (select count(*) from normal)`)})
    update message set state = 'queued', queued_at = clock_timestamp()
    where id in (select id from urgent union all select id from normal union all select id from bulk)
    returning id, channel, lane`.execute(db);
  return rows;
};

/** Undoes a claim whose messages could not be put into their queue. */
export const unclaim = async (db: Kysely<Database>, ids: readonly string[]): Promise<void> => {
  await db
    .updateTable('message')
    .set({ state: 'created', queuedAt: null })
    .where('id', 'in', [...ids])
    .where('state', '=', 'queued')
    .execute();
};
