import { type Kysely, sql } from 'kysely';

/** The two registers (两库) and the item list (一单), with the history that every change leaves (R240-R242). */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table unit (
      authority_id text not null references authority,
      id text not null,
      kind text not null check (kind in ('org','vehicle','ship','project','station','person')),
      code text not null,
      name text not null,
      category text not null,
      area text not null,
      status text not null check (status in ('operating','suspended','closed','moved','deregistered')),
      founded_on date,
      address text,
      legal_representative text,
      contact_name text,
      contact_email text,
      contact_phone text,
      weight integer not null default 1 check (weight between 1 and 1000),
      risk_class text,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      recorded_by text not null default 'system',
      primary key (authority_id, id),
      unique (authority_id, kind, code)
    );
    create index unit_by_category on unit (authority_id, category, status, code);

    create table inspector (
      authority_id text not null,
      officer_id text not null,
      certificate_number text not null,
      certificate_valid_from date not null,
      certificate_valid_to date not null check (certificate_valid_to >= certificate_valid_from),
      qualifications text[] not null default '{}',
      active boolean not null default true,
      primary key (authority_id, officer_id),
      unique (authority_id, certificate_number),
      foreign key (authority_id, officer_id) references officer
    );
    create table inspector_leave (
      authority_id text not null,
      officer_id text not null,
      from_on date not null,
      to_on date not null check (to_on >= from_on),
      reason text not null,
      primary key (authority_id, officer_id, from_on),
      foreign key (authority_id, officer_id) references inspector
    );
    create table inspector_interest (
      authority_id text not null,
      officer_id text not null,
      unit_id text not null,
      kind text not null,
      declared_on date not null,
      primary key (authority_id, officer_id, unit_id),
      foreign key (authority_id, officer_id) references inspector,
      foreign key (authority_id, unit_id) references unit
    );

    create table item (
      authority_id text not null references authority,
      id text not null,
      name text not null,
      kind text not null check (kind in ('general','key')),
      unit_category text not null,
      qualification text,
      legal_basis text not null,
      method text not null,
      section_id text,
      published boolean not null default false,
      primary key (authority_id, id),
      foreign key (authority_id, section_id) references section
    );
    create table checklist_line (
      authority_id text not null,
      item_id text not null,
      line_no integer not null,
      part text not null,
      text text not null,
      legal_basis text not null,
      primary key (authority_id, item_id, line_no),
      foreign key (authority_id, item_id) references item
    );

    create table register_history (
      id bigint generated always as identity primary key,
      authority_id text not null,
      register text not null,
      entry_key text not null,
      changed_at timestamptz not null default clock_timestamp(),
      changed_by text not null,
      before jsonb not null,
      after jsonb
    );
    create index register_history_entry on register_history (authority_id, register, entry_key, id);

    create function keep_register_history() returns trigger language plpgsql as $$
    declare entry_key text;
    begin
      if tg_op = 'UPDATE' and new is not distinct from old then return new; end if;
      entry_key := coalesce(to_jsonb(old)->>'id', to_jsonb(old)->>'officer_id') ||
                   coalesce('/' || (to_jsonb(old)->>'line_no'), '');
      insert into register_history (authority_id, register, entry_key, changed_by, before, after)
      values (old.authority_id, tg_table_name, entry_key,
              coalesce(nullif(current_setting('app.actor', true), ''), 'system'),
              to_jsonb(old) - 'password_hash',
              case when tg_op = 'UPDATE' then to_jsonb(new) - 'password_hash' end);
      return coalesce(new, old);
    end $$;
    create trigger unit_history after update or delete on unit for each row execute function keep_register_history();
    create trigger inspector_history after update or delete on inspector for each row execute function keep_register_history();
    create trigger leave_history after update or delete on inspector_leave for each row execute function keep_register_history();
    create trigger interest_history after update or delete on inspector_interest for each row execute function keep_register_history();
    create trigger item_history after update or delete on item for each row execute function keep_register_history();
    create trigger checklist_history after update or delete on checklist_line for each row execute function keep_register_history();
    create trigger officer_history after update of name, section_id, username, email, phone, active on officer
      for each row execute function keep_register_history();
  `.execute(db);
};
