import { sql } from 'kysely';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import { STATEMENT_KINDS } from '../../../domain/unit-link/statement.ts';
import type { WorkAsked } from './asked.ts';
import type { Branch } from './branches.ts';
import { NO_DAY, undated } from './undated.ts';

/** What is left of a file's doubts; an empty answer took the one before it back. */
const OPEN_DOUBTS = sql`
  (i.doubt_count - (select count(*) from (
      select distinct on (a.doubt_key) a.value from plan_import_answer a
       where (a.authority_id, a.import_id) = (i.authority_id, i.id) order by a.doubt_key, a.id desc) last
     where last.value <> 'null'))`;

/** A plan file (计划导入) that became no draft yet: its doubts wait for answers, or the draft to be made of it. */
export const planImport = ({ authorityId }: WorkAsked): Branch => ({
  kinds: ['plan-import'],
  roles: ['drafter'],
  dueOn: NO_DAY,
  query: sql`
    select ${undated(
      'plan-import',
      'plan-import',
      sql`i.id`,
      sql`i.file_name || case when ${OPEN_DOUBTS} > 0 then '：疑点待确认 ' || ${OPEN_DOUBTS} || ' 处' else '：疑点已确认，待形成草案' end`,
    )}
      from plan_import i
     where i.authority_id = ${authorityId} and i.state = 'open'`,
});

const STATEMENT_NAME = sql`case s.kind ${sql.join(
  Object.entries(STATEMENT_KINDS).map(([kind, name]) => sql`when ${sql.lit(kind)} then ${sql.lit(name)}`),
  sql` `,
)} end`;

/** What a unit said through its link and nobody answered; of a visit that is still secret its team alone knows. */
export const statement = ({ authorityId, officerId }: WorkAsked): Branch => ({
  kinds: ['statement'],
  roles: ['office', 'approver', 'reviewer', 'supervisor'],
  dueOn: sql`s.due_on`,
  query: sql`
    select 'statement'::text as kind, 'unit-statement'::text as subject_kind, s.id::text as subject_id, ''::text as part,
           s.due_on, false as provisional, s.task_id, ${STATEMENT_NAME} || '：' || left(s.text, 60) as detail
      from unit_statement s join task t on (t.authority_id, t.id) = (s.authority_id, s.task_id)
     where s.authority_id = ${authorityId} and not ${isHiddenTask(authorityId, officerId, 't')}
       and not exists (select from unit_statement_answer a where (a.authority_id, a.statement_id) = (s.authority_id, s.id))`,
});
