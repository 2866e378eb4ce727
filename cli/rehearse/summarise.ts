import { sql } from 'kysely';
import type { Reader } from '../../db/actor.ts';
import type { CycleSummary, RehearsalSummary } from '../../domain/rehearsal/summary.ts';
import { messageStages } from './message-stages.ts';

interface CycleRow {
  number: number;
  window: string;
  openedAt: string | null;
  closedAt: string | null;
  rows: number;
  eligible: number;
  drawn: number;
  visited: number;
  replaced: number;
  withFindings: number;
  inTime: number;
  late: number;
  unpublished: number;
  orders: number;
  rectified: number;
  referred: number;
  openOrders: number;
  email: number;
  sms: number;
  gathered: number;
}

/** Everything of a cycle in one statement: each part counts its own facts, so that no join multiplies another. */
const cycleRows = async (db: Reader, authorityId: string, year: number): Promise<CycleRow[]> => {
  const { rows } = await sql<CycleRow>`
    with the_cycle as (select * from cycle where authority_id = ${authorityId} and year = ${year}),
    the_task as (select t.* from task t join the_cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)),
    planned as (
      select cycle_id, count(*) as rows, sum(eligible) as eligible from cycle_row
       where authority_id = ${authorityId} group by cycle_id),
    tasks as (
      select cycle_id, count(*) filter (where replaces_task_id is null) as drawn,
             count(*) filter (where visited_on is not null) as visited,
             count(*) filter (where end_kind = 'replaced') as replaced,
             count(*) filter (where exists (select from finding f
               where (f.authority_id, f.task_id) = (the_task.authority_id, the_task.id)
                 and f.state <> 'withdrawn')) as with_findings
        from the_task group by cycle_id),
    published as (
      select t.cycle_id, count(*) filter (where p.state = 'confirmed' and p.confirmed_on <= d.due_on) as in_time,
             count(*) filter (where p.state = 'confirmed' and p.confirmed_on > d.due_on) as late,
             count(*) filter (where p.state = 'due') as unpublished
        from publication p
        join the_task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
        join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                         = (p.authority_id, 'publication', p.id, 'publication', p.revision::text)
       where p.kind = 'result' group by t.cycle_id),
    ordered as (
      select t.cycle_id, count(*) as orders, count(*) filter (where o.state in ('rectified', 'closed')) as rectified,
             count(*) filter (where o.state = 'referred') as referred,
             count(*) filter (where o.state = 'issued') as open_orders
        from rectification_order o join the_task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)
       where o.state <> 'withdrawn' group by t.cycle_id),
    belongs as (
      select 'cycle' as kind, id as subject, id as cycle_id from the_cycle
      union all select 'task', id, cycle_id from the_task
      union all select 'publication', id, cycle_id from the_task
      union all select 'order', o.id, t.cycle_id from rectification_order o
                  join the_task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)),
    reminded as (
      select b.cycle_id, count(*) filter (where m.channel = 'email' and m.digest_id is null) as email,
             count(*) filter (where m.channel = 'sms' and m.digest_id is null) as sms,
             count(*) filter (where m.digest_id is not null) as gathered
        from message m join belongs b on (b.kind, b.subject) = (m.subject_kind, m.subject_id)
       where m.authority_id = ${authorityId} and m.template like 'reminder.%' and m.state in ('sent', 'delivered')
       group by b.cycle_id)
    select c.number, c.window_start || '/' || c.window_end as window,
           to_char(c.opened_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as opened_at,
           to_char(c.closed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as closed_at,
           coalesce(planned.rows, 0)::int as rows, coalesce(planned.eligible, 0)::int as eligible,
           coalesce(drawn, 0)::int as drawn, coalesce(visited, 0)::int as visited,
           coalesce(replaced, 0)::int as replaced, coalesce(with_findings, 0)::int as with_findings,
           coalesce(in_time, 0)::int as in_time, coalesce(late, 0)::int as late,
           coalesce(unpublished, 0)::int as unpublished, coalesce(orders, 0)::int as orders,
           coalesce(rectified, 0)::int as rectified, coalesce(referred, 0)::int as referred,
           coalesce(open_orders, 0)::int as open_orders, coalesce(email, 0)::int as email, coalesce(sms, 0)::int as sms,
           coalesce(gathered, 0)::int as gathered
      from the_cycle c
      left join planned on planned.cycle_id = c.id
      left join tasks on tasks.cycle_id = c.id
      left join published on published.cycle_id = c.id
      left join ordered on ordered.cycle_id = c.id
      left join reminded on reminded.cycle_id = c.id
     order by c.number`.execute(db);
  return rows;
};

const cycleOf = (row: CycleRow): CycleSummary => {
  const {
    inTime,
    late,
    unpublished,
    orders,
    rectified,
    referred,
    openOrders,
    email,
    sms,
    gathered,
    ...rest
  } = row;
  return {
    ...rest,
    published: { inTime, late, open: unpublished },
    rectification: { orders, rectified, referred, open: openOrders },
    reminders: { email, sms, gathered },
  };
};

/** Visits per inspector of the register, those who made none included. */
const inspectorLoads = async (
  db: Reader,
  authorityId: string,
  year: number,
): Promise<RehearsalSummary['inspectors']> => {
  const { rows } = await sql<RehearsalSummary['inspectors']>`
    select count(*)::int as count, coalesce(min(visits), 0)::int as min_load, coalesce(max(visits), 0)::int as max_load
      from (select i.officer_id, count(t.id) as visits
              from inspector i
              left join team_member m on (m.authority_id, m.officer_id) = (i.authority_id, i.officer_id)
                   and m.state = 'assigned'
              left join (task t join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
                         and c.year = ${year})
                   on (t.authority_id, t.id) = (m.authority_id, m.task_id) and t.visited_on is not null
             where i.authority_id = ${authorityId} and i.active
             group by i.officer_id) loads`.execute(db);
  return rows[0] ?? { count: 0, minLoad: 0, maxLoad: 0 };
};

const messageTotals = async (db: Reader, authorityId: string): Promise<RehearsalSummary['messages']> => {
  const stages = await messageStages(db, authorityId);
  return {
    email: stages.reduce((sum, { email }) => sum + email, 0),
    sms: stages.reduce((sum, { sms }) => sum + sms, 0),
    stages,
  };
};

const planRows = async (db: Reader, authorityId: string, year: number): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from plan p join plan_row r
        on (r.authority_id, r.year, r.version) = (p.authority_id, p.year, p.current_version)
     where p.authority_id = ${authorityId} and p.year = ${year}`.execute(db);
  return rows[0]?.count ?? 0;
};

/**
 * The summary of a rehearsed year, counted from the facts alone.
 * @param known what the facts do not hold: seed, doubts of the import, invariants and how long it took
 */
export const summarise = async (
  db: Reader,
  authorityId: string,
  year: number,
  known: { readonly seed: number; readonly doubts: number } & Pick<
    RehearsalSummary,
    'invariants' | 'wallSeconds'
  >,
): Promise<RehearsalSummary> => ({
  year,
  seed: known.seed,
  plan: { rows: await planRows(db, authorityId, year), doubts: known.doubts },
  cycles: (await cycleRows(db, authorityId, year)).map(cycleOf),
  messages: await messageTotals(db, authorityId),
  inspectors: await inspectorLoads(db, authorityId, year),
  invariants: known.invariants,
  wallSeconds: known.wallSeconds,
});
