import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { MessageLane } from '../../domain/notice/catalog.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';
import type { Channel } from './new-notice.ts';
import { isWithinHours, type ReleasedUntil } from './release.ts';

/** A message whose time has come. */
export interface DueMessage {
  readonly id: string;
  readonly lane: MessageLane;
  readonly attempts: number;
  /** Same for messages that one call of a provider may take together: one authority's notice in one version. */
  readonly kin: string;
}

/** Which job of which provider a message goes out with. */
export interface Placed {
  readonly id: string;
  readonly provider: string;
  readonly job: string;
}

/** Business time for a deferral (顺延), the wall clock for a retry. */
export const isDue = (now: BusinessNow, until: ReleasedUntil) => sql<boolean>`
  ${isWithinHours(now, until)}
  and (not_before is null or not_before <= clock_timestamp())`;

/**
 * Locks a channel's next due messages: urgent before normal before bulk, oldest first. Rows that another relay holds
 * are passed over. One branch per lane, so that each reads the index in its order and stops at the limit.
 */
export const claimDue = async (
  trx: Transaction<Database>,
  channel: Channel,
  limit: number,
  now: BusinessNow,
  until: ReleasedUntil,
): Promise<DueMessage[]> => {
  const lane = (name: MessageLane, taken: ReturnType<typeof sql>) => sql`
    select id, lane, attempts, authority_id || ' ' || template || ' ' || template_version || ' ' || recipient_kind
      || ' ' || coalesce(text_version, 0) as kin
    from message
    where state in ('created', 'deferred') and channel = ${channel} and lane = ${name} and ${isDue(now, until)}
    order by recorded_at
    limit ${limit} - (${taken})
    for update skip locked`;
  const { rows } = await sql<DueMessage>`
    with urgent as (${lane('urgent', sql`select 0`)}),
      normal as (${lane('normal', sql`select count(*) from urgent`)}),
      bulk as (${lane('bulk', sql`select (select count(*) from urgent) + (select count(*) from normal)`)})
    select * from urgent union all select * from normal union all select * from bulk`.execute(trx);
  return rows;
};

/** Marks locked messages `queued`, each with its provider and job. */
export const markQueued = async (trx: Transaction<Database>, placed: readonly Placed[]): Promise<void> => {
  await sql`
    update message m set state = 'queued', queued_at = clock_timestamp(), provider = p.provider, job = p.job
    from unnest(${placed.map(({ id }) => id)}::uuid[], ${placed.map(({ provider }) => provider)}::text[],
      ${placed.map(({ job }) => job)}::uuid[]) as p (id, provider, job)
    where m.id = p.id`.execute(trx);
};

/** Undoes a claim whose messages could not be put into their queue, or were lost by it. */
export const unclaim = async (db: Kysely<Database>, ids: readonly string[]): Promise<void> => {
  await db
    .updateTable('message')
    .set({ state: 'created', queuedAt: null, job: null })
    .where('id', 'in', [...ids])
    .where('state', '=', 'queued')
    .execute();
};
