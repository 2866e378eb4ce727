import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import { lastWorkingDayOnOrBefore } from '../../domain/calendar/working-days.ts';

/** What was due before this day is overdue: what is owed on a day off is in time on the next working day. */
export const overdueBefore = async (
  db: Kysely<Database>,
  authorityId: string,
  today: IsoDate,
): Promise<IsoDate> => {
  const calendar = await loadCalendar(db, authorityId);
  return addDays(lastWorkingDayOnOrBefore(calendar, addDays(today, -1)).date, 1);
};

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
    from deadline d join publication p on (p.authority_id, p.id, p.revision::text) = (d.authority_id, d.subject_id, d.part)
   where d.authority_id = ${authorityId} and d.subject_kind = 'publication'
     and d.met_on is null and d.dropped_reason is null
  union all
  select o.task_id, d.kind, d.part, d.due_on, d.provisional
    from deadline d join rectification_order o on (o.authority_id, o.id) = (d.authority_id, d.subject_id)
   where d.authority_id = ${authorityId} and d.subject_kind = 'order'
     and d.met_on is null and d.dropped_reason is null`;

/** {@link openDeadlines} of one task, by the keys of its subjects: for a lateral join. @param taskId a column */
export const openDeadlinesOf = (authorityId: string, taskId: RawBuilder<unknown>) => sql`
  select d.kind, d.due_on from deadline d
   where d.authority_id = ${authorityId} and d.subject_kind = 'task' and d.subject_id = ${taskId}
     and d.met_on is null and d.dropped_reason is null
  union all
  select d.kind, d.due_on
    from publication p
    join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.part) = (p.authority_id, 'publication', p.id, p.revision::text)
   where p.authority_id = ${authorityId} and p.task_id = ${taskId} and d.met_on is null and d.dropped_reason is null
  union all
  select d.kind, d.due_on
    from rectification_order o
    join deadline d on (d.authority_id, d.subject_kind, d.subject_id) = (o.authority_id, 'order', o.id)
   where o.authority_id = ${authorityId} and o.task_id = ${taskId} and d.met_on is null and d.dropped_reason is null`;
