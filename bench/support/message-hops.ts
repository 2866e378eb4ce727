/** How long messages took from one place to the next, told from the facts. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';

interface Hop {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Hops {
  /** Written to queued: what the relay (发件箱中继) takes. */
  readonly relay: Hop;
  /** Queued to begun: the queue, and the wait for the provider's pace. */
  readonly queue: Hop;
  /** Begun to answered: the provider. */
  readonly provider: Hop;
}

const NOTHING: Hop = { p50: 0, p95: 0, p99: 0 };

/** Seconds of the first attempts of a channel's and lane's messages, of those written since. */
export const readHops = async (
  db: Kysely<Database>,
  { channel, lane, since }: { channel: 'email' | 'sms'; lane: string; since?: Date },
): Promise<Hops> => {
  const { rows } = await sql<Hop & { hop: keyof Hops }>`
    with hops as (
      select extract(epoch from m.queued_at - m.recorded_at) as relay,
        extract(epoch from a.started_at - m.queued_at) as queue, extract(epoch from a.ended_at - a.started_at) as provider
      from message m join message_attempt a on a.message_id = m.id and a.attempt = 1
      where m.channel = ${channel} and m.lane = ${lane} and m.attempts = 1 and a.ended_at is not null
        and m.recorded_at >= ${(since ?? new Date(0)).toISOString()}::timestamptz
    )
    select hop, percentile_disc(0.5) within group (order by seconds)::float8 as p50,
      percentile_disc(0.95) within group (order by seconds)::float8 as p95,
      percentile_disc(0.99) within group (order by seconds)::float8 as p99
    from hops, lateral (values ('relay', relay), ('queue', queue), ('provider', provider)) as h (hop, seconds)
    group by hop`.execute(db);
  const of = (hop: keyof Hops): Hop => rows.find((row) => row.hop === hop) ?? NOTHING;
  return { relay: of('relay'), queue: of('queue'), provider: of('provider') };
};

/** `0.02 / 0.05 / 0.09 s` */
export const told = ({ p50, p95, p99 }: Hop): string =>
  `${[p50, p95, p99].map((seconds) => seconds.toFixed(2)).join(' / ')} s`;
