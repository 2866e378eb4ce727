import { type Kysely, sql } from 'kysely';

/**
 * A version of a plan carries its own document data (文号, 标题, 报送 …), so that an amendment in draft does not alter
 * what is published; rows of a version are fixed once it has left the draft (R56). The installation's mode is set once:
 * a rehearsal can never turn into a live system, nor the other way round.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table plan_version add column document jsonb not null default '{}';

    create function freeze_plan_row() returns trigger language plpgsql as $$
    declare fixed boolean;
    begin
      if tg_op <> 'DELETE' then
        select state <> 'draft' into fixed from plan_version
          where (authority_id, year, version) = (new.authority_id, new.year, new.version);
        if fixed then
          raise exception 'rows of a plan version that has left the draft cannot change' using errcode = '23001';
        end if;
      end if;
      if tg_op <> 'INSERT' then
        select state <> 'draft' into fixed from plan_version
          where (authority_id, year, version) = (old.authority_id, old.year, old.version);
        if fixed then
          raise exception 'rows of a plan version that has left the draft cannot change' using errcode = '23001';
        end if;
      end if;
      return coalesce(new, old);
    end $$;
    create trigger plan_row_frozen before insert or update or delete on plan_row
      for each row execute function freeze_plan_row();
    create trigger plan_row_no_truncate before truncate on plan_row execute function refuse_change();

    create trigger installation_frozen before update or delete on installation
      for each row execute function refuse_change();
    create trigger installation_no_truncate before truncate on installation execute function refuse_change();
  `.execute(db);
};
