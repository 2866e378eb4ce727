import { type Kysely, sql } from 'kysely';

/**
 * What delivery needs beyond the outbox: who carried a message, what its recipient's side said of it, which providers
 * may be used, and which addresses must not be written to any more.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table message
      add column category text not null default 'duty' check (category in ('duty','reminder','escalation')),
      add column provider text,
      add column not_before timestamptz,
      add column delivered_at timestamptz,
      add column cancelled_reason text,
      add column campaign_id uuid,
      add column digest_id uuid references message,
      add column resend_of uuid references message,
      add column text_version integer;
    alter table message drop constraint if exists
      message_authority_id_subject_kind_subject_id_stage_due_on_d_key;
    create unique index message_once on message (authority_id, subject_kind, subject_id, stage, due_on,
        deadline_version, recipient_kind, recipient_id, channel) nulls not distinct where resend_of is null;
    create unique index message_resent_once on message (resend_of) where resend_of is not null;
    create index message_of_digest on message (digest_id) where digest_id is not null;
    create index message_of_campaign on message (campaign_id) where campaign_id is not null;
    create index message_by_reference on message (provider, provider_reference) where provider_reference is not null;
    create index message_by_business on message (business_at);
    drop index message_to_queue;
    create index message_to_queue on message (lane, recorded_at) where state in ('created','deferred');

    create table delivery_provider (
      id text primary key,
      channel text not null check (channel in ('email','sms')),
      kind text not null,
      resting_weight integer not null check (resting_weight between 0 and 100),
      weight integer not null check (weight between 0 and 100),
      shifted_at timestamptz,
      open_until timestamptz,
      paused boolean not null default false
    );
    create table delivery_channel (
      channel text primary key check (channel in ('email','sms')),
      paused boolean not null default false
    );
    insert into delivery_channel (channel) values ('email'), ('sms');
    create table delivery_change (
      id bigint generated always as identity primary key,
      at timestamptz not null default clock_timestamp(),
      channel text not null,
      provider text,
      kind text not null check (kind in ('registered','weight','opened','closed','paused','resumed')),
      before jsonb,
      after jsonb,
      reason text not null,
      actor text not null
    );
    create trigger delivery_change_frozen before update or delete on delivery_change
      for each row execute function refuse_change();
    create trigger delivery_change_no_truncate before truncate on delivery_change
      execute function refuse_change();

    create table message_receipt (
      id bigint generated always as identity primary key,
      message_id uuid references message,
      provider text not null,
      reference text not null,
      part integer not null default 1,
      state text not null check (state in ('delivered','failed','accepted')),
      code text not null,
      address text,
      reported_at timestamptz,
      received_at timestamptz not null default clock_timestamp(),
      way text not null check (way in ('push','pull','bounce','person')),
      note text,
      unique (provider, reference, part, state, code)
    );
    create index message_receipt_of on message_receipt (message_id);
    create trigger message_receipt_no_delete before delete on message_receipt
      for each row execute function refuse_change();

    create table suppressed_address (
      authority_id text not null references authority,
      channel text not null check (channel in ('email','sms')),
      address text not null,
      reason text not null,
      message_id uuid references message,
      since timestamptz not null default clock_timestamp(),
      lifted_at timestamptz,
      lifted_by text
    );
    create unique index suppressed_once on suppressed_address (authority_id, channel, address) where lifted_at is null;
  `.execute(db);
};
