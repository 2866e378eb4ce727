import { type Kysely, sql } from 'kysely';
import type { Database } from '../connect.ts';

export interface ListedProvider {
  readonly id: string;
  readonly channel: 'email' | 'sms';
  readonly kind: string;
  readonly weight: number;
  readonly restingWeight: number;
  readonly isOpen: boolean;
  readonly isPaused: boolean;
  readonly isChannelPaused: boolean;
  /** Messages queued for it or in its hands. */
  readonly inHand: number;
  /** Attempts of the last hour, and those of them that speak against it. */
  readonly attempts: number;
  readonly faults: number;
  /** The latest of its record of changes, null where there is none. */
  readonly lastChange: {
    readonly at: string;
    readonly kind: string;
    readonly reason: string;
    readonly actor: string;
  } | null;
}

/** Every provider that was ever registered, as it stands. */
export const listProviders = async (db: Kysely<Database>): Promise<ListedProvider[]> => {
  const { rows } = await sql<ListedProvider>`
    select p.id, p.channel, p.kind, p.weight, p.resting_weight, p.open_until is not null as is_open,
      p.paused as is_paused, c.paused as is_channel_paused,
      (select count(*) from message m where m.state in ('queued', 'sending') and m.provider = p.id) as in_hand,
      t.attempts, t.faults,
      (select jsonb_build_object('at', d.at, 'kind', d.kind, 'reason', d.reason, 'actor', d.actor)
        from delivery_change d where d.provider = p.id order by d.id desc limit 1) as last_change
    from delivery_provider p
    join delivery_channel c on c.channel = p.channel
    cross join lateral (
      select count(*) as attempts, count(*) filter (where is_provider_fault) as faults from message_attempt a
      where a.provider = p.id and a.started_at > clock_timestamp() - interval '1 hour') t
    order by p.channel, p.id`.execute(db);
  return rows;
};
