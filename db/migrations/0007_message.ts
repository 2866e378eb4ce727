import { type Kysely, sql } from 'kysely';

/** The transactional outbox: one row per message, one per attempt. Queues hold ids only. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table message (
      id uuid primary key default gen_random_uuid(),
      authority_id text not null references authority,
      subject_kind text not null,
      subject_id text not null,
      stage text not null,
      due_on date,
      deadline_version integer,
      recipient_kind text not null check (recipient_kind in ('officer','unit')),
      recipient_id text not null,
      channel text not null check (channel in ('email','sms')),
      lane text not null default 'normal' check (lane in ('urgent','normal','bulk')),
      address text,
      template text not null,
      template_version integer not null,
      params jsonb not null,
      state text not null default 'created' check (state in
        ('created','queued','sending','sent','delivered','deferred','failed','cancelled','unknown')),
      failure_class text check (failure_class in ('temporary','permanent','validation','expired')),
      failure text,
      attempts integer not null default 0,
      send_after timestamptz,
      expires_at timestamptz,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      queued_at timestamptz,
      sent_at timestamptz,
      provider_reference text,
      unique nulls not distinct (authority_id, subject_kind, subject_id, stage, due_on, deadline_version,
                                 recipient_kind, recipient_id, channel)
    );
    create index message_to_queue on message (lane, recorded_at) where state = 'created';
    create index message_stuck on message (queued_at) where state in ('queued','sending');
    create index message_by_subject on message (authority_id, subject_kind, subject_id);
    create index message_by_recipient on message (authority_id, recipient_kind, recipient_id);
    create table message_attempt (
      message_id uuid not null references message,
      attempt integer not null,
      provider text not null,
      started_at timestamptz not null default clock_timestamp(),
      ended_at timestamptz,
      outcome text check (outcome in ('sent','temporary','permanent','unknown')),
      code text,
      answer text,
      primary key (message_id, attempt)
    );
    create function announce_message() returns trigger language plpgsql as $$
    begin
      perform pg_notify('message_created', '');
      return null;
    end $$;
    create trigger message_created after insert on message for each statement execute function announce_message();
  `.execute(db);
};
