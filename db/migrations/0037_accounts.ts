import { type Kysely, sql } from 'kysely';

/**
 * Second factors, sign-in in steps, sessions that a person can see and end, and what an authority asks of accounts.
 * Sessions from before name neither address nor last use: they end, and their people sign in again.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table authority_security (
      authority_id text primary key references authority,
      version integer not null default 1,
      second_factor_roles text[] not null default '{}',
      idle_minutes integer not null default 30 check (idle_minutes between 5 and 720),
      identity_provider jsonb
    );

    alter table officer add column password_temporary_until timestamptz;

    alter table sign_in
      add column id uuid not null default gen_random_uuid() unique,
      add column stage text not null default 'open' check (stage in ('second-factor','password','enrol','open')),
      add column methods text[] not null default '{}',
      add column opened_at timestamptz,
      add column last_seen_at timestamptz,
      add column address text,
      add column agent text,
      add column next_path text;
    create index sign_in_of_officer on sign_in (authority_id, officer_id, opened_at desc) where revoked_at is null;

    create table second_factor (
      authority_id text not null,
      officer_id text not null,
      secret text not null,
      confirmed_at timestamptz,
      last_step bigint,
      created_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, officer_id),
      foreign key (authority_id, officer_id) references officer
    );
    create table recovery_code (
      authority_id text not null,
      officer_id text not null,
      code_hash text not null,
      used_at timestamptz,
      primary key (authority_id, officer_id, code_hash),
      foreign key (authority_id, officer_id) references officer
    );

    create table provider_request (
      state_hash text primary key,
      authority_id text not null references authority,
      nonce text not null,
      verifier text not null,
      next_path text,
      expires_at timestamptz not null
    );
    create index deputy_of_deputy on deputy (authority_id, deputy_id);
  `.execute(db);
};
