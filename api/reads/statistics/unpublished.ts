import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { workingDaysLeft } from '../../../domain/deadline/urgency.ts';
import { cursorParts, isDayPart, isIdPart } from '../../http/cursor.ts';
import { taskNumbers } from '../task/task-number.ts';
import type { YearAsked } from './task-facts.ts';

/** A finished inspection whose result is not shown on every channel yet [R39]. */
export interface UnpublishedLine {
  readonly taskId: string;
  /** 任务编号. */
  readonly taskNumber: string;
  readonly cycleId: string;
  readonly unitName: string;
  readonly visitedOn: IsoDate;
  /** Where it waits: its result is to be entered, reviewed, or shown. */
  readonly waitsFor: 'entry' | 'review' | 'publication';
  readonly dueOn: IsoDate | null;
  readonly workingDaysLeft: number | null;
}

type Line = Omit<UnpublishedLine, 'workingDaysLeft' | 'taskNumber'>;

/** A page of them, what was visited first before all, one more than asked for. */
export const unpublished = async (
  db: Kysely<Database>,
  { authorityId, year, calendar, on }: YearAsked,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<UnpublishedLine[]> => {
  const [visitedOn, id] = after === undefined ? [] : cursorParts(after, [isDayPart, isIdPart]);
  const { rows } = await sql<Line>`
    select t.id as task_id, t.cycle_id, u.name as unit_name, t.visited_on, p.due_on,
           case when t.state = 'visited' then 'entry' when t.state = 'entered' then 'review' else 'publication' end
             as waits_for
      from task t
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      left join lateral (select min(d.due_on) as due_on from deadline d
         where (d.authority_id, d.subject_kind, d.subject_id, d.kind) = (t.authority_id, 'publication', t.id, 'publication')
           and d.met_on is null and d.dropped_reason is null) p on true
     where t.authority_id = ${authorityId} and c.year = ${year} and t.visited_on is not null
       and (t.end_kind is null or t.end_kind = 'published')
       and not exists (select from publication s where (s.authority_id, s.task_id) = (t.authority_id, t.id)
                          and s.confirmed_on is not null)
       and ${after === undefined ? sql`true` : sql`(t.visited_on, t.id) > (${visitedOn}::date, ${id})`}
     order by t.visited_on, t.id
     limit ${limit + 1}`.execute(db);
  const numberOf = await taskNumbers(db, authorityId);
  return rows.map((row) => ({
    ...row,
    taskNumber: numberOf(row.taskId),
    workingDaysLeft: row.dueOn === null ? null : workingDaysLeft(calendar, on, row.dueOn),
  }));
};
