import { type Kysely, sql } from 'kysely';

/**
 * What the boards of orders and publications page by; inspections that were not drawn (非随机检查), without which nobody
 * knows what share the drawn ones are (R245); and by which rule an authority counts its indicators (R38, R244).
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index order_unended on rectification_order (authority_id, id) where ended_at is null;
    create index order_of_task on rectification_order (authority_id, task_id);
    create index order_ended on rectification_order (authority_id, ended_at desc, id) where ended_at is not null;
    create index publication_unconfirmed on publication (authority_id, id, revision) where state = 'due';
    create index publication_of_task on publication (authority_id, task_id, revision);
    create index deadline_owed_of_kind on deadline (authority_id, subject_kind, kind, due_on, subject_id)
      where met_on is null and dropped_reason is null;
    create index extension_undecided on extension (authority_id, subject_kind, subject_id) where decision is null;

    create table other_inspection (
      authority_id text not null references authority,
      id uuid not null default gen_random_uuid(),
      kind text not null check (kind in ('daily','special','complaint','assigned','other')),
      inspected_on date not null,
      -- One entry may stand for several visits of one action.
      inspections integer not null default 1 check (inspections between 1 and 100000),
      with_findings integer not null default 0 check (with_findings between 0 and inspections),
      target text not null check (length(target) between 1 and 500),
      basis text not null check (length(basis) between 1 and 500),
      recorded_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      withdrawn_at timestamptz,
      withdrawn_by text,
      withdraw_reason text,
      primary key (authority_id, id),
      foreign key (authority_id, recorded_by) references officer,
      check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdraw_reason is null))
    );
    create index other_inspection_by_day on other_inspection (authority_id, inspected_on desc, id);

    create table indicator_rule (
      authority_id text not null references authority,
      year integer not null,
      version integer not null check (version > 0),
      -- Hundredths of a percent: 500 is 5 %.
      item_floor integer not null check (item_floor between 0 and 10000),
      enforcement_items integer check (enforcement_items > 0),
      random_share_of text not null check (random_share_of in ('units','inspections')),
      random_floor integer not null check (random_floor between 0 and 10000),
      reason text not null check (length(reason) between 1 and 1000),
      decided_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, year, version),
      foreign key (authority_id, decided_by) references officer
    );
    create trigger indicator_rule_frozen before update or delete on indicator_rule
      for each row execute function refuse_change();
  `.execute(db);
};
