import { sql } from 'kysely';

/**
 * What is owed and not yet done, by the task it belongs to: `task_id, kind, part, due_on, provisional`. Deadlines of a
 * publication and of an order are their task's. A fragment for a `from` or a `with`.
 */
export const openDeadlines = (authorityId: string) => sql`
  select d.subject_id as task_id, d.kind, d.part, d.due_on, d.provisional
    from deadline d
   where d.authority_id = ${authorityId} and d.subject_kind = 'task'
     and d.met_on is null and d.dropped_reason is null
  union all
  select p.task_id, d.kind, d.part, d.due_on, d.provisional
    from deadline d join publication p on p.authority_id = d.authority_id and p.id || '/' || p.revision = d.subject_id
   where d.authority_id = ${authorityId} and d.subject_kind = 'publication'
     and d.met_on is null and d.dropped_reason is null
  union all
  select o.task_id, d.kind, d.part, d.due_on, d.provisional
    from deadline d join rectification_order o on (o.authority_id, o.id) = (d.authority_id, d.subject_id)
   where d.authority_id = ${authorityId} and d.subject_kind = 'order'
     and d.met_on is null and d.dropped_reason is null`;
