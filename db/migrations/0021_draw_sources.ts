import { type Kysely, sql } from 'kysely';

/**
 * What proves the randomness of a draw, as it came: a beacon's signature, dice as two people typed them. Kept for ever,
 * accepted only while the value is not yet fixed. A live draw takes no value that is not among them, none from a
 * rehearsal, and cannot be stopped once its randomness is known.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table draw_source_proof (
      authority_id text not null,
      draw_id text not null,
      source_id text not null,
      kind text not null check (kind in ('drand', 'dice')),
      value text not null check (value <> ''),
      proof jsonb not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id, source_id),
      foreign key (authority_id, draw_id) references draw
    );
    create table draw_dice_entry (
      authority_id text not null,
      draw_id text not null,
      source_id text not null,
      attempt integer not null check (attempt >= 1),
      place integer not null check (place in (1, 2)),
      typed_by text not null,
      read_by text not null,
      digits text not null check (digits ~ '^[0-9]{39,200}$'),
      record_photo_sha256 text check (record_photo_sha256 ~ '^[0-9a-f]{64}$'),
      command_id text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, draw_id, source_id, attempt, place),
      unique (authority_id, draw_id, source_id, attempt, typed_by),
      foreign key (authority_id, draw_id) references draw,
      foreign key (authority_id, typed_by) references officer,
      foreign key (authority_id, read_by) references officer
    );
    create trigger draw_source_proof_frozen before update or delete on draw_source_proof
      for each row execute function refuse_change();
    create trigger draw_source_proof_no_truncate before truncate on draw_source_proof execute function refuse_change();
    create trigger draw_dice_entry_frozen before update or delete on draw_dice_entry
      for each row execute function refuse_change();
    create trigger draw_dice_entry_no_truncate before truncate on draw_dice_entry execute function refuse_change();

    alter table draw
      add column fallback_taken_at timestamptz,
      add check (fallback_taken_at is null or announcement is not null);

    create function announced_source_ids(announcement jsonb) returns text[] language sql immutable as $$
      select coalesce(array_agg(s->>'id'), '{}') from jsonb_array_elements(announcement->'sources') s
    $$;
    create function fallback_source_id(announcement jsonb) returns text language sql immutable as $$
      select case when jsonb_typeof(announcement->'fallback') = 'object' then announcement#>>'{fallback,source,id}' end
    $$;

    create function refuse_late_source() returns trigger language plpgsql as $$
    declare
      d draw%rowtype;
    begin
      select * into d from draw where (authority_id, id) = (new.authority_id, new.draw_id) for update;
      if d.announcement is null then
        raise exception 'a source of draw % came before its announcement', new.draw_id using errcode = '23001';
      end if;
      if d.rehearsal then
        raise exception 'draw % is a rehearsal: it takes no public source', new.draw_id using errcode = '23001';
      end if;
      if d.randomness is not null or d.state in ('published', 'void', 'not-drawn') then
        raise exception 'the randomness of draw % is settled: it takes no further source', new.draw_id using errcode = '23001';
      end if;
      if not (case when d.fallback_taken_at is null then new.source_id = any(announced_source_ids(d.announcement))
                   else new.source_id = fallback_source_id(d.announcement) end) then
        raise exception 'draw % does not take source % now', new.draw_id, new.source_id using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_source_proof_in_time before insert on draw_source_proof
      for each row execute function refuse_late_source();
    create trigger draw_dice_entry_in_time before insert on draw_dice_entry
      for each row execute function refuse_late_source();

    create function guard_draw_randomness() returns trigger language plpgsql as $$
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
      if old.randomness is not null and new.record is null and new.state in ('void', 'not-drawn') then
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
    create trigger draw_randomness_guarded before insert or update on draw
      for each row execute function guard_draw_randomness();
  `.execute(db);
};
