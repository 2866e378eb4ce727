import { sql } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { lastDayOf } from '../shared/deadline-dates.ts';
import type { Step } from '../shared/step.ts';

/** One plan row in the cycle's report; a task of several rows counts in each. */
export interface RowReport {
  readonly rowNumber: string;
  readonly itemId: string;
  readonly eligible: number;
  readonly quota: number;
  readonly drawn: number;
  readonly visited: number;
  readonly replaced: number;
  readonly cancelled: number;
  readonly withFindings: number;
}

/** What is filed when a cycle closes (周期报告). */
export interface CycleReport {
  readonly rows: readonly RowReport[];
  readonly tasks: number;
  readonly withFindings: number;
  readonly publications: { readonly inTime: number; readonly late: number; readonly open: number };
  readonly orders: {
    readonly issued: number;
    readonly rectified: number;
    readonly referred: number;
    readonly open: number;
  };
  /** Deadlines of its tasks that were met late or are still open past their last day, as it stands after all moves. */
  readonly lateDeadlines: number;
}

const rowReports = async ({ trx, authorityId }: Step, cycleId: string): Promise<RowReport[]> =>
  (
    await sql<RowReport>`
      select r.row_number, r.item_id, coalesce(r.eligible, 0) as eligible, coalesce(r.quota, 0) as quota,
             coalesce(r.drawn, 0) as drawn,
             count(t.id) filter (where t.visited_on is not null) as visited,
             count(t.id) filter (where t.end_kind = 'replaced') as replaced,
             count(t.id) filter (where t.end_kind = 'cancelled') as cancelled,
             count(t.id) filter (where exists (
               select from finding f where (f.authority_id, f.task_id) = (t.authority_id, t.id)
                 and f.item_id = i.item_id and f.state <> 'withdrawn')) as with_findings
        from cycle_row r
        left join task_item i on (i.authority_id, i.cycle_id, i.row_number) = (r.authority_id, r.cycle_id, r.row_number)
        left join task t on (t.authority_id, t.id) = (i.authority_id, i.task_id)
       where r.authority_id = ${authorityId} and r.cycle_id = ${cycleId}
       group by r.authority_id, r.cycle_id, r.row_number
       order by r.row_number`.execute(trx)
  ).rows;

interface Totals {
  readonly tasks: number;
  readonly withFindings: number;
  readonly published: number;
  readonly open: number;
  readonly issued: number;
  readonly rectified: number;
  readonly referred: number;
  readonly ordersOpen: number;
}

const totals = async ({ trx, authorityId }: Step, cycleId: string): Promise<Totals> => {
  const { rows } = await sql<Totals>`
    with t as (select id from task where authority_id = ${authorityId} and cycle_id = ${cycleId}),
    p as (
      select p.confirmed_on, p.state from publication p
       where p.authority_id = ${authorityId} and p.kind = 'result' and p.task_id in (select id from t)),
    o as (select state from rectification_order
           where authority_id = ${authorityId} and task_id in (select id from t) and state <> 'withdrawn')
    select (select count(*) from t) as tasks,
           (select count(distinct task_id) from finding
             where authority_id = ${authorityId} and task_id in (select id from t) and state <> 'withdrawn') as with_findings,
           (select count(*) from p where confirmed_on is not null) as published,
           (select count(*) from p where confirmed_on is null and state = 'due') as open,
           (select count(*) from o) as issued,
           (select count(*) from o where state in ('rectified', 'closed')) as rectified,
           (select count(*) from o where state = 'referred') as referred,
           (select count(*) from o where state = 'issued') as orders_open`.execute(trx);
  const [found] = rows;
  if (found === undefined) throw new Error('counting a cycle gave no row');
  return found;
};

interface AfterItsDay {
  readonly dueOn: IsoDate;
  /** When it was met; today where it is not. */
  readonly on: IsoDate;
  /** Deadlines of that day. */
  readonly deadlines: number;
  /** Those among them of results that were published then. */
  readonly published: number;
}

/** By days, because what is owed on a day off is in time on the next working day, and only the calendar knows that. */
const lateIn = async (
  step: Step,
  cycleId: string,
): Promise<{ readonly deadlines: number; readonly published: number }> => {
  const { rows } = await sql<AfterItsDay>`
    select d.due_on, coalesce(d.met_on, ${step.today}::date) as on, count(*) as deadlines,
           count(p.id) as published
      from deadline d
      left join publication p on d.subject_kind = 'publication' and p.authority_id = d.authority_id
        and p.id = d.subject_id and p.revision::text = d.part and p.kind = 'result' and p.confirmed_on is not null
     where d.authority_id = ${step.authorityId} and d.subject_kind in ('task', 'publication')
       and d.subject_id in (select id from task where authority_id = ${step.authorityId} and cycle_id = ${cycleId})
       and d.dropped_reason is null and coalesce(d.met_on, ${step.today}::date) > d.due_on
     group by 1, 2`.execute(step.trx);
  const late = rows.filter(({ dueOn, on }) => on > lastDayOf(step, dueOn));
  return {
    deadlines: late.reduce((sum, { deadlines }) => sum + deadlines, 0),
    published: late.reduce((sum, { published }) => sum + published, 0),
  };
};

export const reportOf = async (step: Step, cycleId: string): Promise<CycleReport> => {
  const rows = await rowReports(step, cycleId);
  const all = await totals(step, cycleId);
  const late = await lateIn(step, cycleId);
  return {
    rows,
    tasks: all.tasks,
    withFindings: all.withFindings,
    publications: { inTime: all.published - late.published, late: late.published, open: all.open },
    orders: {
      issued: all.issued,
      rectified: all.rectified,
      referred: all.referred,
      open: all.ordersOpen,
    },
    lateDeadlines: late.deadlines,
  };
};
