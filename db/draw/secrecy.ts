import { type RawBuilder, sql } from 'kysely';
import type { Reader } from '../actor.ts';

/** Whether the draw of this id (of the query's own columns) keeps its list secret: its one-time code is not revealed. */
export const isSecretDraw = (
  authorityId: string,
  drawId: RawBuilder<string>,
): RawBuilder<boolean> => sql<boolean>`
  exists (select from draw d where d.authority_id = ${authorityId} and d.id = ${drawId} and d.reveal_at is not null
             and not exists (select from draw_event e where (e.authority_id, e.draw_id, e.kind)
                                                          = (d.authority_id, d.id, 'otc-revealed')))`;

/**
 * Tasks of a secret list that an officer may not know of: not visited yet, and not his own.
 * @param task alias of the task's table in the query
 */
export const isHiddenTask = (authorityId: string, officerId: string, task: string): RawBuilder<boolean> => {
  const of = (column: string) => sql.ref<string>(`${task}.${column}`);
  return sql<boolean>`
    (${of('visited_on')} is null and ${isSecretDraw(authorityId, of('draw_id'))}
      and not exists (select from team_member m where (m.authority_id, m.task_id, m.officer_id, m.state)
                                                   = (${authorityId}, ${of('id')}, ${officerId}, 'assigned')))`;
};

/**
 * What tells of a task that an officer may not know of: messages, events and commands name its unit, its team or its day,
 * and so do the unit's links and what it says through them.
 * @param of columns of the query's own with the kind and the id of what it is about
 */
export const tellsOfHiddenTask = (
  authorityId: string,
  officerId: string,
  of: { readonly kind: RawBuilder<string>; readonly id: RawBuilder<string> },
): RawBuilder<boolean> => {
  const task = sql`case ${of.kind} when 'task' then ${of.id}
      when 'unit-link' then (select l.task_id from unit_link l where (l.authority_id, l.id) = (${authorityId}, ${of.id}))
      when 'unit-statement' then (select s.task_id from unit_statement s
                                   where (s.authority_id, s.id) = (${authorityId}, ${of.id}::uuid)) end`;
  return sql<boolean>`
    (${of.kind} in ('task', 'unit-link', 'unit-statement')
      and exists (select from task hidden where hidden.authority_id = ${authorityId}
        and hidden.id = ${task} and ${isHiddenTask(authorityId, officerId, 'hidden')}))`;
};

/** Whether a draw's list is still secret. */
export const isSecret = async (db: Reader, authorityId: string, drawId: string): Promise<boolean> => {
  const { rows } = await sql<{ secret: boolean }>`
    select ${isSecretDraw(authorityId, sql<string>`${drawId}::text`)} as secret`.execute(db);
  return rows[0]?.secret === true;
};

export const isTaskHidden = async (
  db: Reader,
  authorityId: string,
  officerId: string,
  taskId: string,
): Promise<boolean> => {
  const { rows } = await sql<{ hidden: boolean }>`
    select ${isHiddenTask(authorityId, officerId, 't')} as hidden from task t
     where t.authority_id = ${authorityId} and t.id = ${taskId}`.execute(db);
  return rows[0]?.hidden === true;
};
