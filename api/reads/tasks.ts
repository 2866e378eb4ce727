import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { isHiddenTask } from '../../db/draw/secrecy.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../domain/deadline/kinds.ts';
import { openDeadlines, overdueBefore } from './open-deadlines.ts';

export type TaskState = 'created' | 'dispatched' | 'visited' | 'entered' | 'reviewed' | 'closed';

export interface TaskFilter {
  readonly cycle?: string | undefined;
  readonly row?: string | undefined;
  readonly state?: TaskState | undefined;
  readonly inspector?: string | undefined;
  readonly unit?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface TaskLine {
  readonly id: string;
  readonly cycleId: string;
  readonly sequenceNo: number;
  readonly state: TaskState;
  readonly endKind: 'published' | 'replaced' | 'cancelled' | null;
  readonly unitId: string;
  readonly unitName: string;
  readonly rows: string[];
  readonly team: string[];
  readonly visitedOn: IsoDate | null;
  /** The earliest thing owed: by when, and what. */
  readonly dueOn: IsoDate | null;
  readonly dueKind: DeadlineKind | null;
  readonly overdue: boolean;
}

/**
 * A page of tasks by id, one row more than asked for: the reader sees whether there is a next page. Of a list that is
 * still secret an officer sees his own visits alone.
 */
export const listTasks = async (
  db: Kysely<Database>,
  authorityId: string,
  filter: TaskFilter,
  { on, officerId }: { readonly on: IsoDate; readonly officerId: string },
): Promise<TaskLine[]> => {
  const { cycle, row, state, inspector, unit, overdue, after, limit } = filter;
  const before = await overdueBefore(db, authorityId, on);
  const conditions = [
    sql`t.authority_id = ${authorityId}`,
    sql`not ${isHiddenTask(authorityId, officerId, 't')}`,
  ];
  if (cycle !== undefined) conditions.push(sql`t.cycle_id = ${cycle}`);
  if (state !== undefined) conditions.push(sql`t.state = ${state}`);
  if (unit !== undefined) conditions.push(sql`t.unit_id = ${unit}`);
  if (after !== undefined) conditions.push(sql`t.id > ${after}`);
  if (row !== undefined) {
    conditions.push(sql`exists (select from task_item ti where (ti.authority_id, ti.task_id, ti.row_number)
                                                             = (t.authority_id, t.id, ${row}))`);
  }
  if (inspector !== undefined) {
    conditions.push(sql`exists (select from team_member m where (m.authority_id, m.task_id, m.officer_id, m.state)
                                                              = (t.authority_id, t.id, ${inspector}, 'assigned'))`);
  }
  if (overdue !== undefined)
    conditions.push(sql`coalesce(owed.due_on < ${before}::date, false) = ${overdue}`);
  const { rows } = await sql<TaskLine>`
    with owed as (select distinct on (task_id) task_id, due_on, kind
                    from (${openDeadlines(authorityId)}) d order by task_id, due_on)
    select t.id, t.cycle_id, t.sequence_no, t.state, t.end_kind, t.unit_id, u.name as unit_name, t.visited_on,
           array(select ti.row_number from task_item ti
                  where (ti.authority_id, ti.task_id) = (t.authority_id, t.id) order by 1) as rows,
           array(select m.officer_id from team_member m
                  where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')
                  order by m.slot) as team,
           owed.due_on, owed.kind as due_kind, coalesce(owed.due_on < ${before}::date, false) as overdue
      from task t
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      left join owed on owed.task_id = t.id
     where ${sql.join(conditions, sql` and `)}
     order by t.id
     limit ${limit + 1}`.execute(db);
  return rows;
};
