import { type Kysely, sql } from 'kysely';

/** Cycles (周期), their rows, and draws (抽取) with what was announced and what came out. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table cycle (
      authority_id text not null,
      id text not null,
      year integer not null,
      number integer not null,
      plan_version integer not null,
      window_start date not null,
      window_end date not null,
      state text not null check (state in ('opened','waiting','drawing','running','closed','not-drawn','cancelled')),
      waiting_for text,
      draw_on date not null,
      draw_latest_on date not null,
      opened_at timestamptz not null,
      drawn_at timestamptz,
      closed_at timestamptz,
      paused_on date,
      report jsonb,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      unique (authority_id, year, number),
      foreign key (authority_id, year, plan_version) references plan_version
    );
    create table cycle_row (
      authority_id text not null,
      cycle_id text not null,
      row_number text not null,
      item_id text not null,
      eligible integer,
      quota integer,
      drawn integer,
      work_ended_on date,
      primary key (authority_id, cycle_id, row_number),
      foreign key (authority_id, cycle_id) references cycle
    );
    create table draw (
      authority_id text not null references authority,
      id text not null,
      year integer not null,
      draw_no integer not null,
      cycle_id text not null,
      purpose text not null check (purpose in ('regular','batch','enlargement','campaign')),
      batch integer not null default 1,
      state text not null check (state in ('announced','locked','waiting','drawn','assigned','sealed','published','void','not-drawn')),
      waiting_for text,
      rehearsal boolean not null,
      announcement jsonb not null,
      announcement_hash text not null,
      record jsonb,
      record_hash text,
      end_reason text,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      sealed_at timestamptz,
      primary key (authority_id, id),
      unique (authority_id, year, draw_no),
      foreign key (authority_id, cycle_id) references cycle
    );
    create unique index draw_once on draw (authority_id, cycle_id, purpose, batch) where state not in ('void', 'not-drawn');
    create table draw_roster (
      authority_id text not null,
      draw_id text not null,
      row_number text not null,
      entries integer not null,
      data bytea not null,
      primary key (authority_id, draw_id, row_number),
      foreign key (authority_id, draw_id) references draw
    );
    create table draw_entry (
      authority_id text not null,
      draw_id text not null,
      row_number text not null,
      stratum text not null,
      position integer not null,
      unit_id text not null,
      label text not null,
      ticket text not null,
      drawn boolean not null,
      used_as_substitute boolean not null default false,
      primary key (authority_id, draw_id, row_number, stratum, position),
      foreign key (authority_id, draw_id) references draw,
      foreign key (authority_id, unit_id) references unit
    );

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% on % is refused: these facts are append-only', tg_op, tg_table_name using errcode = '23001';
    end $$;
    create function freeze_sealed_draw() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        raise exception 'a draw is never deleted: draw numbers stay for ever' using errcode = '23001';
      end if;
      if new.announcement is distinct from old.announcement or new.announcement_hash <> old.announcement_hash
         or new.draw_no <> old.draw_no or new.rehearsal <> old.rehearsal then
        raise exception 'an announcement cannot change once it is made' using errcode = '23001';
      end if;
      if old.record is not null and (new.record is distinct from old.record or new.record_hash is distinct from old.record_hash) then
        raise exception 'a draw record cannot change once it is sealed' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_frozen before update or delete on draw for each row execute function freeze_sealed_draw();
    create trigger draw_no_truncate before truncate on draw execute function refuse_change();
    create trigger roster_frozen before update or delete on draw_roster for each row execute function refuse_change();
    create trigger roster_no_truncate before truncate on draw_roster execute function refuse_change();
    create function freeze_draw_entry() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or (new.unit_id, new.ticket, new.drawn, new.position) is distinct from
                             (old.unit_id, old.ticket, old.drawn, old.position) then
        raise exception 'a drawn order cannot change' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_entry_frozen before update or delete on draw_entry for each row execute function freeze_draw_entry();
    create trigger draw_entry_no_truncate before truncate on draw_entry execute function refuse_change();
  `.execute(db);
};
