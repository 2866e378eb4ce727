import { type Kysely, sql } from 'kysely';

/**
 * 扩大抽查: so many further units of one plan row, asked for by one person with a reason and decided by another. What was
 * asked and decided never changes; the draw that follows, with a number and a randomness of its own, stands beside the
 * decision that it came from.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table draw_enlargement (
      authority_id text not null,
      id text not null,
      cycle_id text not null,
      row_number text not null,
      additional integer not null check (additional > 0),
      reason text not null check (reason <> ''),
      requested_by text not null,
      requested_at timestamptz not null,
      decision text check (decision in ('granted', 'refused')),
      decided_by text,
      decision_reason text,
      decided_at timestamptz,
      draw_id text,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, id),
      unique (authority_id, draw_id),
      foreign key (authority_id, cycle_id) references cycle,
      foreign key (authority_id, requested_by) references officer,
      foreign key (authority_id, decided_by) references officer,
      foreign key (authority_id, draw_id) references draw,
      check (num_nonnulls(decision, decided_by, decision_reason, decided_at) in (0, 4)),
      check (decided_by <> requested_by),
      check ((decision is not distinct from 'granted') = (draw_id is not null))
    );
    create unique index draw_enlargement_open on draw_enlargement (authority_id, cycle_id, row_number)
      where decision is null;

    create function freeze_enlargement() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or old.decision is not null
         or (new.authority_id, new.id, new.cycle_id, new.row_number, new.additional, new.reason, new.requested_by,
             new.requested_at)
            is distinct from
            (old.authority_id, old.id, old.cycle_id, old.row_number, old.additional, old.reason, old.requested_by,
             old.requested_at) then
        raise exception 'what was asked for and decided of an enlargement stays' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_enlargement_frozen before update or delete on draw_enlargement
      for each row execute function freeze_enlargement();
    create trigger draw_enlargement_no_truncate before truncate on draw_enlargement
      execute function refuse_change();
  `.execute(db);
};
