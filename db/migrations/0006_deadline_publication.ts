import { type Kysely, sql } from 'kysely';

/** Deadlines, their extensions, and publications (公示) with one state per channel. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table deadline (
      authority_id text not null references authority,
      subject_kind text not null check (subject_kind in ('cycle','task','publication','order')),
      subject_id text not null,
      kind text not null check (kind in ('draw','visit','entry','review','publication','rectification','reinspection',
                                          'referral')),
      part text not null default '',
      due_on date not null,
      version integer not null default 1,
      provisional boolean not null,
      upper_bound boolean not null default false,
      calendar_version text not null,
      basis_on date,
      basis_working_days integer,
      opened_on date not null,
      reminded_through date,
      met_on date,
      dropped_reason text,
      primary key (authority_id, subject_kind, subject_id, kind, part)
    );
    create index deadline_open on deadline (authority_id, due_on) where met_on is null and dropped_reason is null;
    create table extension (
      authority_id text not null references authority,
      id text not null,
      subject_kind text not null,
      subject_id text not null,
      kind text not null,
      part text not null default '',
      requested_by text not null,
      request_reason text not null,
      requested_at timestamptz not null,
      new_due_on date not null,
      decision text check (decision in ('granted','refused')),
      decided_by text,
      decision_reason text,
      decided_at timestamptz,
      primary key (authority_id, id)
    );
    create table publication (
      authority_id text not null,
      id text not null,
      revision integer not null,
      kind text not null check (kind in ('result','correction','withdrawal')),
      task_id text not null,
      result_revision integer not null,
      state text not null check (state in ('due','confirmed','superseded')),
      reason text,
      started_at timestamptz not null,
      confirmed_on date,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id, revision),
      foreign key (authority_id, task_id) references task
    );
    create table publication_channel (
      authority_id text not null,
      publication_id text not null,
      revision integer not null,
      channel text not null,
      state text not null check (state in ('due','confirmed')),
      proof jsonb,
      confirmed_by text,
      confirmed_at timestamptz,
      primary key (authority_id, publication_id, revision, channel),
      foreign key (authority_id, publication_id, revision) references publication,
      check (state = 'due' or (proof is not null and confirmed_by is not null and confirmed_at is not null))
    );
  `.execute(db);
};
