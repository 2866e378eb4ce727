import { type Kysely, sql } from 'kysely';

/** My work (我的工作): who has taken what in hand, filters that a person keeps; and bulk actions (批量办理) with each row's end. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table work_claim (
      authority_id text not null,
      work_key text not null check (length(work_key) between 1 and 400),
      officer_id text not null,
      claimed_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, work_key),
      foreign key (authority_id, officer_id) references officer
    );
    create table saved_filter (
      authority_id text not null,
      officer_id text not null,
      place text not null check (place in ('work','tasks')),
      name text not null check (length(name) between 1 and 40),
      query jsonb not null,
      saved_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, officer_id, place, name),
      foreign key (authority_id, officer_id) references officer
    );

    create table bulk_action (
      authority_id text not null references authority,
      id text not null,
      command text not null,
      fields jsonb not null,
      requested_by text not null,
      requested_at timestamptz not null,
      total integer not null check (total > 0),
      state text not null default 'running' check (state in ('running','stopped','finished')),
      stopped_by text,
      finished_at timestamptz,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      foreign key (authority_id, requested_by) references officer,
      check ((state = 'running') = (finished_at is null))
    );
    create index bulk_action_newest on bulk_action (authority_id, requested_at desc, id);
    create index bulk_action_running on bulk_action (recorded_at) where state = 'running';
    create table bulk_action_item (
      authority_id text not null,
      bulk_id text not null,
      no integer not null check (no > 0),
      subject_id text not null,
      fields jsonb not null default '{}',
      state text not null default 'waiting' check (state in ('waiting','done','refused','stopped')),
      leased_until timestamptz,
      tries integer not null default 0,
      code text,
      message text,
      ended_at timestamptz,
      primary key (authority_id, bulk_id, no),
      unique (authority_id, bulk_id, subject_id),
      foreign key (authority_id, bulk_id) references bulk_action,
      check ((state = 'waiting') = (ended_at is null))
    );
    create index bulk_action_item_waiting on bulk_action_item (authority_id, bulk_id, no) where state = 'waiting';

    create index task_of_cycle on task (authority_id, cycle_id, id);
    create index task_in_state on task (authority_id, state, id);
    create index task_item_of_row on task_item (authority_id, row_number, task_id);
    create index result_newest on result (authority_id, task_id, revision desc);
    create index plan_version_open on plan_version (authority_id, year, version)
      where state in ('draft','reviewed','approved');
    create index finding_to_transfer on finding (authority_id, task_id)
      where state = 'open' and measure = 'transfer' and order_id is null;
    create index draw_open on draw (authority_id, id) where state not in ('published','void','not-drawn');
    create index feedback_by_time on feedback (authority_id, business_at, id);
  `.execute(db);
};
