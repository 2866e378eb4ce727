import { type Kysely, sql } from 'kysely';

/** A checklist line has no id of its own: its history is kept under `<item>/<line>`. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create or replace function keep_register_history() returns trigger language plpgsql as $$
    declare entry jsonb := to_jsonb(old); entry_key text;
    begin
      if tg_op = 'UPDATE' and new is not distinct from old then return new; end if;
      entry_key := coalesce(entry->>'id', entry->>'officer_id', (entry->>'item_id') || '/' || (entry->>'line_no'));
      insert into register_history (authority_id, register, entry_key, changed_by, before, after)
      values (old.authority_id, tg_table_name, entry_key,
              coalesce(nullif(current_setting('app.actor', true), ''), 'system'),
              entry - 'password_hash',
              case when tg_op = 'UPDATE' then to_jsonb(new) - 'password_hash' end);
      return coalesce(new, old);
    end $$;
  `.execute(db);
};
