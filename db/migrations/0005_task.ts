import { type Kysely, sql } from 'kysely';

/** Inspection tasks (检查任务): team, visit, results, findings. One task is one visit to one drawn unit. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table task (
      authority_id text not null,
      id text not null,
      cycle_id text not null,
      draw_id text not null,
      unit_id text not null,
      sequence_no integer not null,
      state text not null check (state in ('created','dispatched','visited','entered','reviewed','closed')),
      end_kind text check (end_kind in ('published','replaced','cancelled')),
      end_reason text,
      replaces_task_id text,
      announced boolean not null default true,
      unannounced_basis text,
      visited_on date,
      visit_started_at timestamptz,
      visit_ended_at timestamptz,
      visit_place text,
      dispatched_at timestamptz,
      ended_at timestamptz,
      closed_at timestamptz,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      unique (authority_id, cycle_id, sequence_no),
      foreign key (authority_id, cycle_id) references cycle,
      foreign key (authority_id, draw_id) references draw,
      foreign key (authority_id, unit_id) references unit,
      check ((end_kind is null) = (ended_at is null))
    );
    create index task_open on task (authority_id, cycle_id) where ended_at is null;
    create unique index task_one_per_unit on task (authority_id, cycle_id, unit_id);
    create table task_item (
      authority_id text not null,
      task_id text not null,
      row_number text not null,
      item_id text not null,
      cycle_id text not null,
      stratum text not null,
      draw_position integer not null,
      work_open boolean not null default true,
      primary key (authority_id, task_id, row_number),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, item_id) references item
    );
    create index task_item_work on task_item (authority_id, cycle_id, row_number) where work_open;
    create index task_item_by_row on task_item (authority_id, cycle_id, row_number);
    create table team_member (
      authority_id text not null,
      task_id text not null,
      slot integer not null check (slot > 0),
      revision integer not null default 1,
      officer_id text not null,
      state text not null check (state in ('assigned','recused','replaced')),
      reason text,
      business_at timestamptz not null,
      primary key (authority_id, task_id, slot, revision),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, officer_id) references inspector
    );
    create unique index team_slot_once on team_member (authority_id, task_id, slot) where state = 'assigned';
    create unique index team_person_once on team_member (authority_id, task_id, officer_id) where state = 'assigned';
    create index team_by_officer on team_member (authority_id, officer_id) where state = 'assigned';

    create table result (
      authority_id text not null,
      task_id text not null,
      revision integer not null,
      state text not null check (state in ('entered','returned','approved')),
      visited_on date not null,
      started_at timestamptz not null,
      ended_at timestamptz not null,
      place text not null,
      codes text[] not null check (cardinality(codes) > 0),
      remark text,
      entered_by text not null,
      entered_at timestamptz not null,
      reviewed_by text check (reviewed_by <> entered_by),
      reviewed_at timestamptz,
      opinion text,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, task_id, revision),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, entered_by) references officer
    );
    create table answer (
      authority_id text not null,
      task_id text not null,
      revision integer not null,
      item_id text not null,
      line_no integer not null,
      answer text not null check (answer in ('yes','no','not-checked','not-applicable')),
      note text,
      primary key (authority_id, task_id, revision, item_id, line_no),
      foreign key (authority_id, task_id, revision) references result
    );
    create table rectification_order (
      authority_id text not null,
      id text not null,
      number text not null,
      task_id text not null,
      unit_id text not null,
      state text not null check (state in ('issued','rectified','referred','closed','withdrawn')),
      issued_by text not null,
      issued_at timestamptz not null,
      ended_at timestamptz,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      unique (authority_id, number),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, unit_id) references unit
    );
    create table finding (
      authority_id text not null,
      id text not null,
      task_id text not null,
      result_revision integer not null,
      finding_no integer not null,
      item_id text not null,
      text text not null,
      article text not null,
      measure text not null check (measure in ('correct-at-once','correct-by-date','transfer','case-filed','none')),
      due_on date,
      order_id text,
      state text not null check (state in ('open','rectified','waived','referred','withdrawn')),
      disposed_at timestamptz,
      disposal_reason text,
      primary key (authority_id, id),
      foreign key (authority_id, task_id) references task,
      foreign key (authority_id, order_id) references rectification_order,
      check (measure <> 'correct-by-date' or due_on is not null)
    );
    create index finding_by_task on finding (authority_id, task_id);
    create index finding_by_order on finding (authority_id, order_id);
    create table reinspection (
      authority_id text not null,
      order_id text not null,
      round integer not null,
      inspected_on date not null,
      outcomes jsonb not null,
      entered_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, order_id, round),
      foreign key (authority_id, order_id) references rectification_order
    );
    create table referral (
      authority_id text not null,
      id text not null,
      order_id text not null,
      finding_ids text[] not null,
      receiver text not null,
      reason text not null,
      referred_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      foreign key (authority_id, order_id) references rectification_order
    );
  `.execute(db);
};
