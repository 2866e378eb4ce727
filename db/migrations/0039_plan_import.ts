import { type Kysely, sql } from 'kysely';

/**
 * A plan file that is being read (计划导入, R278): the file as it came, its lines, and what people answered to its doubts.
 * Answers are added, never changed: the last one to a doubt counts, an empty one takes the answer back.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table plan_import (
      authority_id text not null references authority,
      id uuid not null default gen_random_uuid(),
      file_name text not null check (file_name <> ''),
      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
      byte_size integer not null check (byte_size > 0),
      content bytea not null,
      lines jsonb not null check (jsonb_typeof(lines) = 'array'),
      year integer not null,
      title text,
      row_count integer not null,
      doubt_count integer not null,
      state text not null default 'open' check (state in ('open','drafted','discarded')),
      drafted_version integer,
      imported_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      foreign key (authority_id, imported_by) references officer,
      check ((drafted_version is not null) = (state = 'drafted'))
    );
    create index plan_import_newest on plan_import (authority_id, business_at desc);
    create table plan_import_answer (
      authority_id text not null,
      import_id uuid not null,
      id bigint generated always as identity,
      doubt_key text not null,
      value jsonb not null check (jsonb_typeof(value) in ('string','number','null')),
      assumed boolean not null,
      reason text,
      answered_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, import_id, id),
      foreign key (authority_id, import_id) references plan_import,
      foreign key (authority_id, answered_by) references officer
    );

    create function freeze_plan_import() returns trigger language plpgsql as $$
    declare ends constant text[] := array['state','drafted_version'];
    begin
      if tg_op = 'DELETE' or to_jsonb(new) - ends <> to_jsonb(old) - ends then
        raise exception '% on plan_import is refused: what was brought is kept as it came', tg_op
          using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger plan_import_frozen before update or delete on plan_import
      for each row execute function freeze_plan_import();
    create trigger plan_import_no_truncate before truncate on plan_import execute function refuse_change();
    create trigger plan_import_answer_frozen before update or delete on plan_import_answer
      for each row execute function refuse_change();
    create trigger plan_import_answer_no_truncate before truncate on plan_import_answer
      execute function refuse_change();
  `.execute(db);
};
