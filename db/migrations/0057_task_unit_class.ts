import { type Kysely, sql } from 'kysely';

/**
 * A task keeps the area and risk class that its unit had when it was drawn: what was found out in a year is told by what
 * was known before, and a class that changed because of a finding moves no figure of that year (R36).
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table task add column unit_area text not null default '', add column unit_risk_class text;
    alter table task disable trigger user;
    update task t set unit_area = u.area, unit_risk_class = u.risk_class
      from unit u where (u.authority_id, u.id) = (t.authority_id, t.unit_id);
    alter table task enable trigger user;

    create function keep_unit_class() returns trigger language plpgsql as $$
    begin
      select u.area, u.risk_class into new.unit_area, new.unit_risk_class
        from unit u where (u.authority_id, u.id) = (new.authority_id, new.unit_id);
      return new;
    end $$;
    create trigger task_keeps_unit_class before insert on task
      for each row execute function keep_unit_class();
  `.execute(db);
};
