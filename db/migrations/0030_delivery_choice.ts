import { type Kysely, sql } from 'kysely';

/**
 * What the relay and the choice of a provider read at every turn: which job carries a message, which failures speak
 * against a provider, and the time slots by which all workers of a provider keep its rate together.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table message add column job uuid;
    -- Queued before there were providers to choose from: the relay takes them up anew.
    update message set state = 'created' where state = 'queued' and provider is null;
    drop index message_to_queue;
    create index message_to_queue on message (channel, lane, recorded_at) where state in ('created','deferred');
    create index message_not_before on message (not_before)
      where state in ('created','deferred') and not_before is not null;
    create index message_to_expire on message (expires_at)
      where state in ('created','deferred') and expires_at is not null;

    alter table message_attempt add column is_provider_fault boolean;
    create index message_attempt_recent on message_attempt (provider, started_at);

    create table delivery_pace (
      provider text primary key references delivery_provider,
      next_at timestamptz not null
    );
  `.execute(db);
};
