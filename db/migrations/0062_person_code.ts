import { type Kysely, sql } from 'kysely';

/**
 * A person (个人) stands in the lists of a draw under a salted hash alone: whoever knows numbers of people cannot find
 * out who is listed. The salt is kept like a one-time code: written once, before the first draw that could list the
 * person, and read out only to that person.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table person_code (
      authority_id text not null,
      unit_id text not null,
      salt text not null check (salt ~ '^[0-9a-f]{32}$'),
      code text not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, unit_id),
      unique (authority_id, code),
      foreign key (authority_id, unit_id) references unit
    );

    create function refuse_wrong_person_code() returns trigger language plpgsql as $$
    begin
      if not exists (select from unit u where (u.authority_id, u.id, u.kind) = (new.authority_id, new.unit_id, 'person')
                        and new.code = encode(sha256(decode(new.salt, 'hex') || convert_to(u.code, 'UTF8')), 'hex')) then
        raise exception 'a person''s code is the SHA-256 of salt and number' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger person_code_right before insert on person_code
      for each row execute function refuse_wrong_person_code();
    create trigger person_code_frozen before update or delete on person_code
      for each row execute function refuse_change();
    create trigger person_code_no_truncate before truncate on person_code execute function refuse_change();

    -- The number is in the hash: a person whose number changes is entered anew.
    create function keep_person_number() returns trigger language plpgsql as $$
    begin
      if (new.kind, new.code) is distinct from (old.kind, old.code)
         and exists (select from person_code p where (p.authority_id, p.unit_id) = (old.authority_id, old.id)) then
        raise exception 'a person whose code is in use keeps the number' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger unit_keeps_person_number before update of kind, code on unit
      for each row execute function keep_person_number();
  `.execute(db);
};
