import { sql } from 'kysely';
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
  /** Deadlines of its tasks that were met late or are still open past their day. */
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
  readonly inTime: number;
  readonly late: number;
  readonly open: number;
  readonly issued: number;
  readonly rectified: number;
  readonly referred: number;
  readonly ordersOpen: number;
  readonly lateDeadlines: number;
}

const totals = async ({ trx, authorityId, today }: Step, cycleId: string): Promise<Totals> => {
  const { rows } = await sql<Totals>`
    with t as (select id from task where authority_id = ${authorityId} and cycle_id = ${cycleId}),
    p as (
      select p.confirmed_on, d.due_on, p.state from publication p
        join deadline d on d.authority_id = p.authority_id and d.subject_kind = 'publication'
                       and d.subject_id = p.id and d.kind = 'publication' and d.part = p.revision::text
       where p.authority_id = ${authorityId} and p.kind = 'result' and p.task_id in (select id from t)),
    o as (select state from rectification_order
           where authority_id = ${authorityId} and task_id in (select id from t) and state <> 'withdrawn')
    select (select count(*) from t) as tasks,
           (select count(distinct task_id) from finding
             where authority_id = ${authorityId} and task_id in (select id from t) and state <> 'withdrawn') as with_findings,
           (select count(*) from p where confirmed_on <= due_on) as in_time,
           (select count(*) from p where confirmed_on > due_on) as late,
           (select count(*) from p where confirmed_on is null and state = 'due') as open,
           (select count(*) from o) as issued,
           (select count(*) from o where state in ('rectified', 'closed')) as rectified,
           (select count(*) from o where state = 'referred') as referred,
           (select count(*) from o where state = 'issued') as orders_open,
           (select count(*) from deadline d
             where d.authority_id = ${authorityId} and d.subject_kind in ('task', 'publication')
               and d.subject_id in (select id from t) and d.dropped_reason is null
               and coalesce(d.met_on, ${today}::date) > d.due_on) as late_deadlines`.execute(trx);
  const [found] = rows;
  if (found === undefined) throw new Error('counting a cycle gave no row');
  return found;
};

export const reportOf = async (step: Step, cycleId: string): Promise<CycleReport> => {
  const rows = await rowReports(step, cycleId);
  const all = await totals(step, cycleId);
  return {
    rows,
    tasks: all.tasks,
    withFindings: all.withFindings,
    publications: { inTime: all.inTime, late: all.late, open: all.open },
    orders: {
      issued: all.issued,
      rectified: all.rectified,
      referred: all.referred,
      open: all.ordersOpen,
    },
    lateDeadlines: all.lateDeadlines,
  };
};
