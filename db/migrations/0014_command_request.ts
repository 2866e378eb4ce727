import { type Kysely, sql } from 'kysely';

/**
 * What a command asks for is kept here and nowhere else: Temporal is given its id. How it ended, done or refused, is a
 * row of its own, so that neither is ever changed. Of commands from before only the hash of their content is known.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table command_end (
      authority_id text not null,
      command_id text not null,
      state text not null check (state in ('done','refused')),
      outcome jsonb,
      code text,
      message text,
      field text,
      business_at timestamptz not null,
      recorded_at timestamptz not null default clock_timestamp(),
      primary key (authority_id, command_id),
      foreign key (authority_id, command_id) references command,
      check ((state = 'done') = (outcome is not null)),
      check ((state = 'refused') = (code is not null)),
      check ((state = 'refused') = (message is not null)),
      check (field is null or state = 'refused')
    );
    insert into command_end (authority_id, command_id, state, outcome, business_at, recorded_at)
      select authority_id, id, 'done', outcome, business_at, recorded_at from command;

    alter table command
      add column subject_id text,
      add column actor_kind text not null default 'officer' check (actor_kind in ('officer','unit')),
      add column content jsonb,
      add column requested_at timestamptz;
    update command set
      requested_at = business_at,
      subject_id = coalesce(
        (select p.subject_id from workflow_progress p
          where p.authority_id = command.authority_id and p.workflow_id = command.workflow_id), workflow_id),
      actor_kind = coalesce(
        (select e.actor_kind from audit_event e
          where e.authority_id = command.authority_id and e.command_id = command.id and e.actor_kind = 'unit' limit 1),
        'officer');
    alter table command
      drop column outcome,
      drop column business_at,
      alter column subject_id set not null,
      alter column requested_at set not null,
      alter column actor_kind drop default;

    create trigger command_frozen before update or delete on command for each row execute function refuse_change();
    create trigger command_no_truncate before truncate on command execute function refuse_change();
    create trigger command_end_frozen before update or delete on command_end for each row execute function refuse_change();
    create trigger command_end_no_truncate before truncate on command_end execute function refuse_change();
  `.execute(db);
};
