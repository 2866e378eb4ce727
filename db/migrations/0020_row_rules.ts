import { type Kysely, sql } from 'kysely';

/**
 * What a plan row's rule needs: the rule itself, size and tags of a unit (规模、标签, R47, R212), exemptions from being
 * drawn with their basis (免抽), and the batch (批次, R204) that a task falls into.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table plan_row add column rule jsonb check (jsonb_typeof(rule) = 'object');

    alter table unit
      add column size text,
      add column tags text[] not null default '{}';

    create table draw_exemption (
      authority_id text not null,
      id bigint generated always as identity,
      unit_id text not null,
      item_id text,
      reason text not null,
      basis text not null check (basis <> ''),
      from_on date not null,
      to_on date not null check (to_on >= from_on),
      entered_by text not null,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      ended_at timestamptz,
      ended_by text,
      primary key (authority_id, id),
      foreign key (authority_id, unit_id) references unit,
      foreign key (authority_id, item_id) references item,
      check ((ended_at is null) = (ended_by is null))
    );
    create index draw_exemption_of_unit on draw_exemption (authority_id, unit_id);

    create function keep_exemption() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or old.ended_at is not null
         or (to_jsonb(new) - 'ended_at' - 'ended_by') is distinct from (to_jsonb(old) - 'ended_at' - 'ended_by') then
        raise exception 'an exemption from the draw can only be ended, once' using errcode = '23001';
      end if;
      return new;
    end $$;
    create trigger draw_exemption_kept before update or delete on draw_exemption
      for each row execute function keep_exemption();
    create trigger draw_exemption_no_truncate before truncate on draw_exemption execute function refuse_change();

    alter table task
      add column batch_no integer check (batch_no > 0),
      add column visit_from date,
      add column visit_to date,
      add check (visit_to >= visit_from);
  `.execute(db);
};
