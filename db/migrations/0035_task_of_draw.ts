import { type Kysely, sql } from 'kysely';

/**
 * 平台之外无抽查: a task stands for a unit that a draw put in order, drawn or in reserve, and for nobody else. With the
 * order frozen as soon as its record is sealed, no task can be made for a unit of somebody's choice, nor later be
 * turned on another.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function refuse_undrawn_task() returns trigger language plpgsql as $$
    declare undrawn text;
    begin
      select a.id into undrawn from added a
       where not exists (select from draw_entry e
                          where (e.authority_id, e.draw_id, e.unit_id) = (a.authority_id, a.draw_id, a.unit_id))
       limit 1;
      if undrawn is not null then
        raise exception 'task % is for a unit that its draw did not draw', undrawn using errcode = '23001';
      end if;
      return null;
    end $$;
    create trigger task_was_drawn after insert on task
      referencing new table as added for each statement execute function refuse_undrawn_task();

    create function freeze_drawn_unit() returns trigger language plpgsql as $$
    begin
      raise exception 'a task stays with the unit that was drawn for it' using errcode = '23001';
    end $$;
    create trigger task_unit_frozen before update of authority_id, cycle_id, draw_id, unit_id on task
      for each row when ((new.authority_id, new.cycle_id, new.draw_id, new.unit_id)
                         is distinct from (old.authority_id, old.cycle_id, old.draw_id, old.unit_id))
      execute function freeze_drawn_unit();
    create index draw_entry_of_unit on draw_entry (authority_id, draw_id, unit_id);
  `.execute(db);
};
