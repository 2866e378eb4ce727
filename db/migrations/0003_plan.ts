import { type Kysely, sql } from 'kysely';

/** The annual plan (年度抽查工作计划): a document with versions; rows belong to a version (R56, R237-R239, R270-R277). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table plan (
      authority_id text not null references authority,
      year integer not null,
      document_number text,
      title text not null,
      issuer text not null,
      signed_on date,
      printed_on date,
      copy_to text,
      higher_orders text,
      current_version integer,
      primary key (authority_id, year)
    );
    create table plan_version (
      authority_id text not null,
      year integer not null,
      version integer not null check (version > 0),
      state text not null check (state in ('draft','reviewed','approved','published','superseded')),
      reason text not null,
      assumed boolean not null default false,
      drafted_by text not null,
      reviewed_by text,
      approved_by text,
      approval_decision text,
      approved_at timestamptz,
      published_at timestamptz,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, year, version),
      foreign key (authority_id, year) references plan,
      check (approved_by is null or approved_by <> drafted_by)
    );
    create table plan_row (
      authority_id text not null,
      year integer not null,
      version integer not null,
      number text not null,
      plan_name text not null,
      task_number text not null,
      task_name text not null,
      draw_type text not null check (draw_type in ('directed','undirected','either')),
      ratio_numerator integer not null check (ratio_numerator > 0),
      ratio_denominator integer not null check (ratio_denominator >= ratio_numerator),
      ratio_kind text not null check (ratio_kind in ('exact','floor','cap')),
      item_id text not null,
      item_text text not null,
      scope_text text not null,
      scope_category text not null,
      scope_area text,
      scope_founded_before date,
      window_start date not null,
      window_end date not null check (window_end > window_start),
      primary key (authority_id, year, version, number),
      foreign key (authority_id, year, version) references plan_version,
      foreign key (authority_id, item_id) references item
    );
  `.execute(db);
};
