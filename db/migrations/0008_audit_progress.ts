import { type Kysely, sql } from 'kysely';

/** Append-only audit events and the chain that seals them; commands; what each workflow must do next; alerts. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table audit_event (
      id bigint generated always as identity primary key,
      authority_id text not null references authority,
      action text not null,
      subject_kind text not null,
      subject_id text not null,
      actor_kind text not null check (actor_kind in ('officer','unit','system')),
      actor_id text not null,
      command_id text,
      data jsonb not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp()
    );
    create index audit_by_subject on audit_event (authority_id, subject_kind, subject_id, id);
    create table audit_seal (
      authority_id text not null references authority,
      seq bigint not null,
      event_id bigint not null unique references audit_event,
      previous_hash text not null,
      hash text not null,
      sealed_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, seq)
    );
    create table audit_unsealed (event_id bigint primary key);
    create function mark_unsealed() returns trigger language plpgsql as $$
    begin
      insert into audit_unsealed values (new.id);
      return null;
    end $$;
    create trigger audit_event_unsealed after insert on audit_event for each row execute function mark_unsealed();
    create trigger audit_event_frozen before update or delete on audit_event for each row execute function refuse_change();
    create trigger audit_event_no_truncate before truncate on audit_event execute function refuse_change();
    create trigger audit_seal_frozen before update or delete on audit_seal for each row execute function refuse_change();
    create trigger audit_seal_no_truncate before truncate on audit_seal execute function refuse_change();
    create trigger history_frozen before update or delete on register_history for each row execute function refuse_change();
    create trigger history_no_truncate before truncate on register_history execute function refuse_change();

    create table command (
      authority_id text not null references authority,
      id text not null,
      workflow_id text not null,
      name text not null,
      actor_id text not null,
      payload_hash text not null,
      outcome jsonb not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id)
    );
    create table workflow_progress (
      authority_id text not null references authority,
      workflow_id text not null,
      family text not null,
      subject_id text not null,
      started boolean not null default false,
      ended boolean not null default false,
      next_wake_at timestamptz,
      nudges_requested integer not null default 0,
      nudges_delivered integer not null default 0,
      progressed_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, workflow_id)
    );
    create index progress_due on workflow_progress (next_wake_at) where not ended;
    create index progress_undelivered on workflow_progress (authority_id) where nudges_requested > nudges_delivered or not started;
    create index progress_by_subject on workflow_progress (authority_id, subject_id);
    create table calendar_run (
      authority_id text not null references authority,
      run_on date not null,
      started jsonb not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, run_on)
    );
    create table alert (
      authority_id text not null references authority,
      id bigint generated always as identity,
      kind text not null,
      subject text not null,
      detail text not null,
      raised_at timestamptz not null default clock_timestamp(),
      healed_at timestamptz,
      primary key (authority_id, id)
    );
    create unique index alert_once on alert (authority_id, kind, subject) where healed_at is null;
  `.execute(db);
};
