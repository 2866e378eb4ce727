import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { type DutyFilter, isOfDuty } from '../duty-filter.ts';
import { cycleOfTask, isOverdue, type LateDays, loadLateDays } from '../late-days.ts';
import { openDeadlines, openDeadlinesOf } from '../open-deadlines.ts';
import { withText } from './task-search.ts';

export type TaskState = 'created' | 'dispatched' | 'visited' | 'entered' | 'reviewed' | 'closed';

export interface TaskFilter {
  readonly cycle?: string | undefined;
  readonly row?: string | undefined;
  readonly state?: TaskState | undefined;
  readonly inspector?: string | undefined;
  readonly unit?: string | undefined;
  /** Part of a unit's name, the beginning of its code, or the task's number (任务编号) or id. */
  readonly text?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** Owes this: together with `overdue`, this is what is late. */
  readonly due?: DutyFilter | undefined;
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
  readonly teamNames: string[];
  readonly visitedOn: IsoDate | null;
  /** The earliest thing owed: by when, and what. */
  readonly dueOn: IsoDate | null;
  readonly dueKind: DeadlineKind | null;
  readonly overdue: boolean;
}

/** More than these are met soon enough by reading the tasks one by one. */
const FEW_LATE = 2_000;

/** What `d`, a deadline of task `t`, is judged by. */
const OWED = { dueOn: sql`d.due_on`, kind: sql`d.kind`, cycleId: sql`t.cycle_id` };

const owesLate = (authorityId: string, late: LateDays, due?: DutyFilter) => sql`
  exists (select from (${openDeadlinesOf(authorityId, sql`t.id`)}) d where ${isOfDuty(due)} and ${isOverdue(late, OWED)})`;

/** Task `t` owes something that is overdue: few of many are named, of many one looks at each. */
const isLate = async (
  db: Kysely<Database>,
  authorityId: string,
  late: LateDays,
  due: DutyFilter | undefined,
) => {
  const { rows } = await sql<{ few: boolean }>`
    select count(*) <= ${sql.lit(FEW_LATE)} as few from (
      select from deadline d where d.authority_id = ${authorityId} and d.due_on < ${late.days.overdueBefore}::date
         and d.met_on is null and d.dropped_reason is null limit ${sql.lit(FEW_LATE + 1)}) late`.execute(db);
  return rows[0]?.few === true
    ? sql`t.id in (select d.task_id from (${openDeadlines(authorityId)}) d
        where ${isOfDuty(due)} and ${isOverdue(late, { ...OWED, cycleId: cycleOfTask(authorityId, sql`d.task_id`) })})`
    : owesLate(authorityId, late, due);
};

const conditionsOf = async (
  db: Kysely<Database>,
  authorityId: string,
  filter: TaskFilter,
  { late, officerId }: { readonly late: LateDays; readonly officerId: string },
): Promise<RawBuilder<unknown>[]> => {
  const { cycle, row, state, inspector, overdue, due, after } = filter;
  const conditions = [
    sql`t.authority_id = ${authorityId}`,
    sql`not ${isHiddenTask(authorityId, officerId, 't')}`,
    ...(filter.unit === undefined ? [] : [sql`t.unit_id = ${filter.unit}`]),
    ...(await withText(db, authorityId, filter.text)),
  ];
  if (cycle !== undefined) conditions.push(sql`t.cycle_id = ${cycle}`);
  if (state !== undefined) conditions.push(sql`t.state = ${state}`);
  if (after !== undefined) conditions.push(sql`t.id > ${after}`);
  if (row !== undefined) {
    conditions.push(sql`exists (select from task_item ti where (ti.authority_id, ti.task_id, ti.row_number)
                                                             = (t.authority_id, t.id, ${row}))`);
  }
  if (inspector !== undefined) {
    conditions.push(sql`exists (select from team_member m where (m.authority_id, m.task_id, m.officer_id, m.state)
                                                              = (t.authority_id, t.id, ${inspector}, 'assigned'))`);
  }
  if (overdue !== undefined) {
    conditions.push(
      overdue ? await isLate(db, authorityId, late, due) : sql`not ${owesLate(authorityId, late)}`,
    );
  }
  if (due !== undefined && overdue !== true)
    conditions.push(
      sql`exists (select from (${openDeadlinesOf(authorityId, sql`t.id`)}) d where ${isOfDuty(due)})`,
    );
  return conditions;
};

/**
 * A page of tasks by id, one row more than asked for: the reader sees whether there is a next page. Of a list that is
 * still secret an officer sees his own visits alone. What is owed is looked up for the page's tasks, not for all.
 */
export const listTasks = async (
  db: Kysely<Database>,
  authorityId: string,
  filter: TaskFilter,
  { on, officerId }: { readonly on: IsoDate; readonly officerId: string },
): Promise<TaskLine[]> => {
  const late = await loadLateDays(db, authorityId, on);
  const conditions = await conditionsOf(db, authorityId, filter, { late, officerId });
  const { rows } = await sql<TaskLine>`
    with page as materialized (
      select t.authority_id, t.id, t.cycle_id, t.sequence_no, t.state, t.end_kind, t.unit_id, t.visited_on,
             u.name as unit_name
        from task t join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
       where ${sql.join(conditions, sql` and `)}
       order by t.id limit ${sql.lit(filter.limit + 1)})
    select t.id, t.cycle_id, t.sequence_no, t.state, t.end_kind, t.unit_id, t.unit_name, t.visited_on,
           array(select ti.row_number from task_item ti
                  where (ti.authority_id, ti.task_id) = (t.authority_id, t.id) order by 1) as rows,
           array(select m.officer_id from team_member m
                  where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')
                  order by m.slot) as team,
           array(select o.name from team_member m
                   join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
                  where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')
                  order by m.slot) as team_names,
           owed.due_on, owed.kind as due_kind, coalesce(owed.overdue, false) as overdue
      from page t
      left join lateral (select d.due_on, d.kind, ${isOverdue(late, OWED)} as overdue
                           from (${openDeadlinesOf(authorityId, sql`t.id`)}) d
                          where ${isOfDuty(filter.due)} order by overdue desc, d.due_on limit 1) owed on true
     order by t.id`.execute(db);
  return rows;
};
