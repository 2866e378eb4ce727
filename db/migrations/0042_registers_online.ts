import { type Kysely, sql } from 'kysely';

/**
 * Registers, lists and the audit trail as officers use them: found by two characters of a name, imported by preview
 * and confirmation, changed with a reason; the item list published edition by edition; settings that a second person
 * approves; events found by time, person and action among millions.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table register_history add column reason text;
    create or replace function keep_register_history() returns trigger language plpgsql as $$
    declare entry jsonb := to_jsonb(old); entry_key text;
    begin
      if tg_op = 'UPDATE' and new is not distinct from old then return new; end if;
      entry_key := coalesce(entry->>'id', entry->>'officer_id', (entry->>'item_id') || '/' || (entry->>'line_no'));
      insert into register_history (authority_id, register, entry_key, changed_by, before, after, reason)
      values (old.authority_id, tg_table_name, entry_key,
              coalesce(nullif(current_setting('app.actor', true), ''), 'system'),
              entry - 'password_hash',
              case when tg_op = 'UPDATE' then to_jsonb(new) - 'password_hash' end,
              nullif(current_setting('app.reason', true), ''));
      return coalesce(new, old);
    end $$;

    -- Chinese names are looked for by two characters, of which a trigram index knows nothing.
    create function bigrams(name text) returns text[] language sql immutable parallel safe strict as $$
      select coalesce(array_agg(substr(name, at, 2)), '{}') from generate_series(1, length(name) - 1) at
    $$;
    create index unit_by_bigrams on unit using gin (bigrams(name));
    create index unit_by_code on unit (authority_id, code text_pattern_ops);
    create index unit_by_area on unit (authority_id, area, id);
    create index unit_not_operating on unit (authority_id, status, id) where status <> 'operating';
    create statistics unit_places (dependencies, mcv) on category, area, status from unit;
    create index task_of_unit on task (authority_id, unit_id, id);

    create table register_import (
      authority_id text not null references authority,
      id uuid not null default gen_random_uuid(),
      register text not null check (register in ('units','inspectors','items','exemptions','contacts')),
      file_name text not null,
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      byte_size integer not null check (byte_size > 0),
      state text not null check (state in ('faulty','ready','done','discarded')),
      row_count integer not null,
      fault_count integer not null,
      faults jsonb not null,
      hints jsonb not null,
      added integer not null default 0,
      changed integer not null default 0,
      unchanged integer not null default 0,
      missing integer not null default 0,
      reason text,
      uploaded_by text not null,
      decided_by text,
      decided_at timestamptz,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      foreign key (authority_id, uploaded_by) references officer,
      foreign key (authority_id, decided_by) references officer,
      check ((decided_by is null) = (state in ('faulty','ready')))
    );
    create index register_import_newest on register_import (authority_id, register, recorded_at desc);
    -- What a file says, until it is decided: afterwards the register and its history say it.
    create table register_import_row (
      authority_id text not null,
      import_id uuid not null,
      line integer not null,
      key text not null,
      title text not null,
      change text not null check (change in ('added','changed','unchanged')),
      row jsonb,
      before jsonb,
      after jsonb,
      primary key (authority_id, import_id, line),
      foreign key (authority_id, import_id) references register_import on delete cascade
    );
    create index register_import_change on register_import_row (authority_id, import_id, change, line);
    create index register_import_key on register_import_row (authority_id, import_id, key);

    create table item_list_edition (
      authority_id text not null references authority,
      number integer not null check (number >= 1),
      state text not null check (state in ('proposed','published','rejected','withdrawn')),
      items jsonb not null,
      reason text not null,
      proposed_by text not null,
      proposed_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      opinion text,
      published_on date,
      published_where text,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, number),
      foreign key (authority_id, proposed_by) references officer,
      foreign key (authority_id, decided_by) references officer,
      check ((decided_by is null) = (state = 'proposed')),
      check ((published_on is null) = (state <> 'published')),
      check (state not in ('published','rejected') or decided_by <> proposed_by)
    );
    create unique index item_list_edition_open on item_list_edition (authority_id) where state = 'proposed';

    create table settings_proposal (
      authority_id text not null references authority,
      id integer not null check (id >= 1),
      base_version integer not null,
      before jsonb not null,
      after jsonb not null,
      parts text[] not null,
      reason text not null,
      state text not null check (state in ('proposed','approved','rejected','withdrawn')),
      proposed_by text not null,
      proposed_at timestamptz not null,
      decided_by text,
      decided_at timestamptz,
      opinion text,
      version integer,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      foreign key (authority_id, proposed_by) references officer,
      foreign key (authority_id, decided_by) references officer,
      check ((decided_by is null) = (state = 'proposed')),
      check ((version is null) = (state <> 'approved')),
      check (state not in ('approved','rejected') or decided_by <> proposed_by)
    );
    create unique index settings_proposal_open on settings_proposal (authority_id) where state = 'proposed';

    create index audit_by_time on audit_event (authority_id, business_at, id);
    create index audit_by_actor on audit_event (authority_id, actor_id, business_at, id);
    create index audit_by_action on audit_event (authority_id, action text_pattern_ops, business_at, id);
  `.execute(db);
};
