import { type Kysely, sql } from 'kysely';

/** Authorities (局), their sections, officers, roles, deputies and sign-in state. Every row names its authority. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table installation (
      only_row boolean primary key default true check (only_row),
      mode text not null check (mode in ('live', 'rehearsal')),
      created_at timestamptz not null default clock_timestamp()
    );
    create table authority (
      id text primary key check (id ~ '^[a-z][a-z0-9]*$'),
      name text not null,
      short_name text not null,
      region_code text not null,
      settings jsonb not null,
      settings_version integer not null default 1,
      created_at timestamptz not null default clock_timestamp()
    );
    create table section (
      authority_id text not null references authority,
      id text not null,
      name text not null,
      primary key (authority_id, id)
    );
    create table officer (
      authority_id text not null references authority,
      id text not null,
      name text not null,
      section_id text,
      username text not null,
      password_hash text,
      email text,
      phone text,
      active boolean not null default true,
      failed_sign_ins integer not null default 0,
      locked_until timestamptz,
      primary key (authority_id, id),
      unique (username),
      foreign key (authority_id, section_id) references section
    );
    create table officer_role (
      authority_id text not null,
      officer_id text not null,
      role text not null check (role in ('drafter','approver','drawer','witness','inspector','reviewer',
                                         'publisher','office','supervisor','chief','admin')),
      primary key (authority_id, officer_id, role),
      foreign key (authority_id, officer_id) references officer
    );
    create table deputy (
      authority_id text not null,
      officer_id text not null,
      role text not null,
      deputy_id text not null check (deputy_id <> officer_id),
      from_on date not null,
      to_on date not null check (to_on >= from_on),
      primary key (authority_id, officer_id, role, from_on),
      foreign key (authority_id, officer_id) references officer,
      foreign key (authority_id, deputy_id) references officer
    );
    create table sign_in (
      token_hash text primary key,
      authority_id text not null,
      officer_id text not null,
      created_at timestamptz not null default clock_timestamp(),
      expires_at timestamptz not null,
      revoked_at timestamptz,
      foreign key (authority_id, officer_id) references officer
    );
    create table authority_sequence (
      authority_id text not null references authority,
      name text not null,
      year integer not null,
      value integer not null default 0,
      primary key (authority_id, name, year)
    );
    create table holiday_notice (
      authority_id text not null references authority,
      year integer not null,
      revision integer not null,
      off_days jsonb not null,
      make_up_workdays jsonb not null,
      source text not null,
      recorded_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, year, revision)
    );
  `.execute(db);
};
