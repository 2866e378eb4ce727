import { type Kysely, sql } from 'kysely';

/**
 * A draw has its number before it is announced; announcement, randomness and record each appear once and then stay.
 * What the draw is about never changes, a finished draw never moves, and a sealed one takes no further entry. The lists
 * behind the hashes that are not public (salts, leave, interests) are kept apart from what is published.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table draw
      alter column announcement drop not null,
      alter column announcement_hash drop not null,
      add column randomness jsonb,
      add column office_note text,
      add check ((announcement is null) = (announcement_hash is null)),
      add check (randomness is null or announcement is not null),
      add check (record is null or (randomness is not null and record_hash is not null and sealed_at is not null)),
      add check (state not in ('sealed', 'published') or record is not null);

    create table draw_facts (
      authority_id text not null,
      draw_id text not null,
      facts jsonb not null,
      exclusions jsonb not null,
      people_hash text not null,
      primary key (authority_id, draw_id),
      foreign key (authority_id, draw_id) references draw
    );
    create trigger draw_facts_frozen before update or delete on draw_facts for each row execute function refuse_change();
    create trigger draw_facts_no_truncate before truncate on draw_facts execute function refuse_change();

    create or replace function freeze_sealed_draw() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        raise exception 'a draw is never deleted: draw numbers stay for ever' using errcode = '23001';
      end if;
      if (new.authority_id, new.id, new.year, new.draw_no, new.cycle_id, new.purpose, new.batch, new.rehearsal)
         is distinct from
         (old.authority_id, old.id, old.year, old.draw_no, old.cycle_id, old.purpose, old.batch, old.rehearsal) then
        raise exception 'what a draw is about cannot change' using errcode = '23001';
      end if;
      if old.announcement is not null
         and (new.announcement, new.announcement_hash) is distinct from (old.announcement, old.announcement_hash) then
        raise exception 'an announcement cannot change once it is made' using errcode = '23001';
      end if;
      if old.randomness is not null and new.randomness is distinct from old.randomness then
        raise exception 'the randomness of a draw cannot change once it is known' using errcode = '23001';
      end if;
      if old.record is not null
         and (new.record, new.record_hash, new.sealed_at) is distinct from (old.record, old.record_hash, old.sealed_at) then
        raise exception 'a draw record cannot change once it is sealed' using errcode = '23001';
      end if;
      if new.state <> old.state and (old.state in ('published', 'void', 'not-drawn')
                                     or (old.state = 'sealed' and new.state <> 'published')) then
        raise exception 'a draw that is % cannot become %', old.state, new.state using errcode = '23001';
      end if;
      return new;
    end $$;

    create or replace function freeze_draw_entry() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE'
         or (new.authority_id, new.draw_id, new.row_number, new.stratum, new.position, new.unit_id, new.label, new.ticket,
             new.drawn)
            is distinct from
            (old.authority_id, old.draw_id, old.row_number, old.stratum, old.position, old.unit_id, old.label, old.ticket,
             old.drawn)
         or (old.used_as_substitute and not new.used_as_substitute) then
        raise exception 'a drawn order cannot change' using errcode = '23001';
      end if;
      return new;
    end $$;

    create function refuse_late_entry() returns trigger language plpgsql as $$
    begin
      if exists (select from added a join draw d on (d.authority_id, d.id) = (a.authority_id, a.draw_id)
                  where d.record is not null) then
        raise exception 'a sealed draw takes no further entry' using errcode = '23001';
      end if;
      return null;
    end $$;
    create trigger draw_entry_in_time after insert on draw_entry
      referencing new table as added for each statement execute function refuse_late_entry();
    create function refuse_late_roster() returns trigger language plpgsql as $$
    begin
      if exists (select from added a join draw d on (d.authority_id, d.id) = (a.authority_id, a.draw_id)
                  where d.announcement is not null) then
        raise exception 'an announced draw takes no further list' using errcode = '23001';
      end if;
      return null;
    end $$;
    create trigger draw_roster_in_time after insert on draw_roster
      referencing new table as added for each statement execute function refuse_late_roster();
    create trigger draw_facts_in_time after insert on draw_facts
      referencing new table as added for each statement execute function refuse_late_roster();
  `.execute(db);
};
