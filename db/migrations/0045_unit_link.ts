import { type Kysely, sql } from 'kysely';

/**
 * The inspected unit's own way in: a link for one of its tasks, opened once, and what the unit says through it.
 * A link's token is not stored: it is made of its id and a secret of the installation (domain/unit-link).
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table unit_link (
      authority_id text not null,
      id text not null check (length(id) = 12),
      task_id text not null,
      unit_id text not null,
      requested_by text not null,
      expires_at timestamptz not null,
      opened_at timestamptz,
      revoked_at timestamptz,
      revoked_by text,
      revoke_reason text,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (id),
      unique (authority_id, id),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, unit_id) references unit,
      check ((revoked_at is null) = (revoked_by is null) and (revoked_at is null) = (revoke_reason is null))
    );
    create index unit_link_of_task on unit_link (authority_id, task_id, recorded_at desc);

    -- What the round that sends links looks for every few seconds.
    create index task_told on task (dispatched_at) where announced and end_kind is null;
    create index order_issued_lately on rectification_order (issued_at);
    create index unit_link_unsent on unit_link (recorded_at) where opened_at is null and revoked_at is null;

    create table unit_session (
      authority_id text not null,
      token_hash text primary key,
      link_id text not null,
      expires_at timestamptz not null,
      revoked_at timestamptz,
      recorded_at timestamptz not null default clock_timestamp(),
      foreign key (authority_id, link_id) references unit_link (authority_id, id)
    );
    create index unit_session_of_link on unit_session (link_id);

    create table unit_statement (
      authority_id text not null,
      id uuid not null,
      number integer not null,
      year integer not null,
      link_id text not null,
      task_id text not null,
      unit_id text not null,
      kind text not null check (kind in ('statement','recusal','objection','evidence')),
      about text,
      text text not null check (length(text) between 1 and 4000),
      person text not null check (length(person) between 1 and 60),
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      unique (authority_id, year, number),
      foreign key (authority_id, link_id) references unit_link (authority_id, id),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, unit_id) references unit
    );
    create index unit_statement_recent on unit_statement (recorded_at);
    create index unit_statement_of_task on unit_statement (authority_id, task_id, recorded_at);
    create table unit_statement_file (
      authority_id text not null,
      statement_id uuid not null,
      attachment_id text not null,
      primary key (authority_id, statement_id, attachment_id),
      foreign key (authority_id, statement_id) references unit_statement,
      foreign key (authority_id, attachment_id) references attachment
    );
    create table unit_statement_answer (
      authority_id text not null,
      statement_id uuid not null,
      text text not null check (length(text) between 1 and 4000),
      answered_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, statement_id),
      foreign key (authority_id, statement_id) references unit_statement,
      foreign key (authority_id, answered_by) references officer
    );
    create trigger unit_statement_frozen before update or delete on unit_statement
      for each row execute function refuse_change();
    create trigger unit_statement_answer_frozen before update or delete on unit_statement_answer
      for each row execute function refuse_change();
    create trigger unit_statement_no_truncate before truncate on unit_statement execute function refuse_change();
    create trigger unit_statement_answer_no_truncate before truncate on unit_statement_answer
      execute function refuse_change();
  `.execute(db);
};
