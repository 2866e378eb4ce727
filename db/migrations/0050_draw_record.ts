import { type Kysely, sql } from 'kysely';

/**
 * A draw's record leaves its row: it is kept member by member (of the assignment, each of its own) as the text that was
 * hashed, in pieces. As one value of
 * jsonb it was taken apart, ordered anew and compressed when it was sealed, which took longer than to write the order of
 * a hundred thousand units, and it could have no more than 256 MiB. A draw has its record when it has the record's hash.
 *
 * What was sealed before is taken over as PostgreSQL wrote it: the same values, so the same canonical bytes and hash.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table draw_record (
      authority_id text not null,
      draw_id text not null,
      member text not null,
      no integer not null check (no > 0),
      text text not null,
      primary key (authority_id, draw_id, member, no),
      foreign key (authority_id, draw_id) references draw
    );
    alter table draw_record alter text set storage external;

    insert into draw_record (authority_id, draw_id, member, no, text)
    select d.authority_id, d.id, e.key, 1, e.value::text
      from draw d cross join lateral jsonb_each(d.record) e
     where d.record is not null and not (e.key = 'assignment' and jsonb_typeof(e.value) = 'object');
    insert into draw_record (authority_id, draw_id, member, no, text)
    select d.authority_id, d.id, 'assignment.' || e.key, 1, e.value::text
      from draw d cross join lateral jsonb_each(d.record -> 'assignment') e
     where jsonb_typeof(d.record -> 'assignment') = 'object';
    alter table draw
      drop column record,
      add check (record_hash is null or (randomness is not null and sealed_at is not null)),
      add check (state not in ('sealed', 'published') or record_hash is not null);

    create function draw_record_member(authority text, draw text, name text) returns json language sql stable as $$
      select string_agg(r.text, '' order by r.no)::json from draw_record r
       where (r.authority_id, r.draw_id, r.member) = (authority, draw, name)
    $$;

    create trigger draw_record_frozen before update or delete on draw_record
      for each row execute function refuse_change();
    create trigger draw_record_no_truncate before truncate on draw_record execute function refuse_change();
    create function refuse_late_record() returns trigger language plpgsql as $$
    begin
      if exists (select from added a join draw d on (d.authority_id, d.id) = (a.authority_id, a.draw_id)
                  where d.randomness is null or d.record_hash is not null) then
        raise exception 'a record is written once, when the randomness is known' using errcode = '23001';
      end if;
      return null;
    end $$;
    create trigger draw_record_in_time after insert on draw_record
      referencing new table as added for each statement execute function refuse_late_record();

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
      if old.record_hash is not null
         and (new.record_hash, new.sealed_at) is distinct from (old.record_hash, old.sealed_at) then
        raise exception 'a draw record cannot change once it is sealed' using errcode = '23001';
      end if;
      if old.record_hash is null and new.record_hash is not null
         and draw_record_member(new.authority_id, new.id, 'record_hash') #>> '{}' is distinct from new.record_hash then
        raise exception 'a draw is sealed by the hash that stands in its record' using errcode = '23001';
      end if;
      if new.state <> old.state and (old.state in ('published', 'void', 'not-drawn')
                                     or (old.state = 'sealed' and new.state <> 'published')) then
        raise exception 'a draw that is % cannot become %', old.state, new.state using errcode = '23001';
      end if;
      return new;
    end $$;

    create or replace function refuse_late_entry() returns trigger language plpgsql as $$
    begin
      if exists (select from added a join draw d on (d.authority_id, d.id) = (a.authority_id, a.draw_id)
                  where d.record_hash is not null) then
        raise exception 'a sealed draw takes no further entry' using errcode = '23001';
      end if;
      return null;
    end $$;

    create or replace function refuse_late_proof() returns trigger language plpgsql as $$
    begin
      if not exists (select from draw where (authority_id, id) = (new.authority_id, new.draw_id)
                        and announcement is not null and record_hash is null) then
        raise exception 'proofs of time belong to an announcement that is not drawn yet' using errcode = '23001';
      end if;
      return new;
    end $$;

    create or replace function guard_draw_randomness() returns trigger language plpgsql as $$
    declare
      is_rehearsal boolean;
      ids text[];
      due text[];
    begin
      if tg_op = 'INSERT' then
        select mode = 'rehearsal' into is_rehearsal from installation;
        if is_rehearsal is not null and new.rehearsal <> is_rehearsal then
          raise exception 'a draw is real or rehearsed as its database is' using errcode = '23001';
        end if;
        if new.randomness is not null or new.fallback_taken_at is not null then
          raise exception 'a draw begins without randomness' using errcode = '23001';
        end if;
        return new;
      end if;
      if old.fallback_taken_at is not null and new.fallback_taken_at is distinct from old.fallback_taken_at then
        raise exception 'a fallback that was taken stays taken' using errcode = '23001';
      end if;
      if old.fallback_taken_at is null and new.fallback_taken_at is not null
         and (old.randomness is not null or fallback_source_id(old.announcement) is null) then
        raise exception 'draw % has no fallback to take', new.id using errcode = '23001';
      end if;
      if old.randomness is not null and new.record_hash is null and new.state in ('void', 'not-drawn') then
        raise exception 'a draw whose randomness is known takes its course' using errcode = '23001';
      end if;
      if old.randomness is null and new.randomness is not null then
        select array_agg(v->>'id' order by n) into ids
          from jsonb_array_elements(new.randomness) with ordinality as r(v, n);
        if new.rehearsal then
          if ids is distinct from array['rehearsal'] then
            raise exception 'a rehearsal takes the sealed source alone' using errcode = '23001';
          end if;
          return new;
        end if;
        if new.fallback_taken_at is null then
          due := announced_source_ids(new.announcement);
        else
          select array_agg(s.id order by s.n) || fallback_source_id(new.announcement) into due
            from unnest(announced_source_ids(new.announcement)) with ordinality as s(id, n)
            join draw_source_proof p on (p.authority_id, p.draw_id, p.source_id) = (new.authority_id, new.id, s.id);
          due := coalesce(due, array[fallback_source_id(new.announcement)]);
        end if;
        if ids is distinct from due then
          raise exception 'draw % takes the announced sources in their order, and all of them', new.id using errcode = '23001';
        end if;
        if exists (select from jsonb_array_elements(new.randomness) v
                    where not exists (select from draw_source_proof p
                                       where (p.authority_id, p.draw_id, p.source_id, p.value)
                                             = (new.authority_id, new.id, v->>'id', v->>'value'))) then
          raise exception 'a value of draw % has no proof', new.id using errcode = '23001';
        end if;
      end if;
      return new;
    end $$;
  `.execute(db);
};
