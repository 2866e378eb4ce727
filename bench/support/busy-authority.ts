import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';

/**
 * Moves the tasks of a large bureau on, so that every role owes something: of each ten, three are visited, one is to be
 * reviewed, two are to be published, one has an order to re-inspect.
 */
export const makeBusy = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  const now = sql`clock_timestamp()`;
  await sql`
    create temporary table part as
    select id, unit_id, (row_number() over (order by id) % 10)::int as n,
           current_date - 10 + (row_number() over (order by id) % 40)::int as due_on
      from task where authority_id = ${authorityId} and state = 'dispatched'`.execute(db);
  await sql`
    update task t set state = case when n < 3 then 'visited' when n = 3 then 'entered' else 'reviewed' end,
           visited_on = current_date - 1, visit_started_at = ${now}, visit_ended_at = ${now}, visit_place = '现场'
      from part where t.authority_id = ${authorityId} and t.id = part.id and n < 7`.execute(db);
  await sql`
    update deadline d set met_on = current_date - 1
      from part where d.authority_id = ${authorityId} and d.subject_kind = 'task' and d.subject_id = part.id
       and d.kind = 'visit' and n < 7`.execute(db);
  await sql`
    insert into result (authority_id, task_id, revision, state, visited_on, started_at, ended_at, place, codes, entered_by,
                        entered_at, reviewed_by, reviewed_at, opinion)
    select ${authorityId}, id, 1, case when n = 3 then 'entered' else 'approved' end, current_date - 1, ${now}, ${now}, '现场',
           '{1}', 'i1', ${now}, case when n = 3 then null else 'reviewer' end,
           case when n = 3 then null else ${now} end, case when n = 3 then null else '同意' end
      from part where n between 3 and 6`.execute(db);
  await sql`
    insert into publication (authority_id, id, revision, kind, task_id, result_revision, state, started_at)
    select ${authorityId}, id, 1, 'result', id, 1, 'due', ${now} from part where n in (4, 5)`.execute(db);
  await sql`
    insert into rectification_order (authority_id, id, number, task_id, unit_id, state, issued_by, issued_at)
    select ${authorityId}, id || '-z1', 'bench-' || id, id, unit_id, 'issued', 'reviewer', ${now}
      from part where n = 6`.execute(db);
  await sql`
    insert into deadline (authority_id, subject_kind, subject_id, kind, part, due_on, provisional, calendar_version, opened_on)
    select ${authorityId}, case when n in (4, 5) then 'publication' when n = 6 then 'order' else 'task' end,
           case when n = 6 then id || '-z1' else id end,
           case when n < 3 then 'entry' when n = 3 then 'review' when n = 6 then 'reinspection' else 'publication' end,
           case when n < 3 then '' else '1' end, due_on, false, 'bench', current_date - 10
      from part where n < 7`.execute(db);
  // One section with a chief, who sees what all the teams have let pass: the most that anybody sees.
  await sql`insert into section (authority_id, id, name) values (${authorityId}, 'road', '运输管理所')`.execute(
    db,
  );
  await sql`update officer set section_id = 'road' where authority_id = ${authorityId}`.execute(db);
  await sql`insert into officer_role (authority_id, officer_id, role) values (${authorityId}, 'leader', 'chief')`.execute(
    db,
  );
  await sql`vacuum analyze`.execute(db);
};
