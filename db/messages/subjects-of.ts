import { sql } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';
import { tasksNumbered } from '../task/tasks-numbered.ts';

/** What messages are about. */
export type Subjects = readonly (readonly [kind: string, id: string])[];

/**
 * A task with its publications and orders, by its number or id.
 * @throws Refusal NotFound, or InvalidInput where several have the number
 */
export const subjectsOfTask = async (db: Reader, authorityId: string, words: string): Promise<Subjects> => {
  const [taskId = words, ...more] = await tasksNumbered(db, authorityId, words);
  if (more.length > 0)
    throw new Refusal('InvalidInput', `“${words}”不止一项检查任务，请写明年度，如 平交检〔2021〕10001号。`);
  const { rows } = await sql<{ kind: string; id: string }>`
    select 'task' as kind, id from task where authority_id = ${authorityId} and id = ${taskId}
    union select 'publication', id from publication where authority_id = ${authorityId} and task_id = ${taskId}
    union select 'publication', id || '/' || revision from publication
           where authority_id = ${authorityId} and task_id = ${taskId}
    union select 'order', id from rectification_order where authority_id = ${authorityId} and task_id = ${taskId}`.execute(
    db,
  );
  if (rows.length === 0) throw new Refusal('NotFound', `没有编号为“${words}”的检查任务。`);
  return rows.map(({ kind, id }) => [kind, id] as const);
};

/** An order by its number or id. @throws Refusal NotFound */
export const subjectOfOrder = async (db: Reader, authorityId: string, words: string): Promise<Subjects> => {
  const order = await db
    .selectFrom('rectificationOrder')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where((eb) => eb.or([eb('id', '=', words), eb('number', '=', words)]))
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${words}”的责令改正通知书。`));
  return [['order', order.id]];
};
