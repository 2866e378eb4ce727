import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { isSecretDraw } from '../../db/draw/secrecy.ts';
import { type UnsignedEvents, unsignedEvents } from '../../db/draw/unsigned-events.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../domain/deadline/kinds.ts';
import { listCycles, yearsOf } from '../reads/cycle/cycles.ts';
import { type RowProgress, rowsOfYear } from '../reads/cycle/row-progress.ts';
import { cycleOfTask, daysLate, isOverdue, type LateDays, loadLateDays } from '../reads/late-days.ts';
import { openDeadlines } from '../reads/open-deadlines.ts';

type Db = Kysely<Database>;

/** Lines of the overdue list that a page bears; the rest is counted. */
const MOST_OVERDUE = 20;

export interface OverdueLine {
  readonly taskId: string;
  readonly kind: DeadlineKind;
  readonly dueOn: IsoDate;
  readonly unitName: string;
  /** The team whose duty it is; empty where a role, the unit or nobody known to all owes it. */
  readonly team: readonly string[];
  /** Days of a pause do not count. */
  readonly workingDaysLate: number;
}

/** Overdue matters of one kind, without saying whose. */
export interface OverdueKind {
  readonly kind: DeadlineKind;
  readonly count: number;
  readonly earliestDueOn: IsoDate;
  /** Of the one that is latest. */
  readonly workingDaysLate: number;
}

export interface MessageCount {
  readonly channel: 'email' | 'sms';
  readonly sent: number;
  /** Told by a digest (提醒汇总), which is counted in their stead. */
  readonly gathered: number;
  readonly waiting: number;
  readonly failed: number;
}

/** Tasks of the year, each once, however many rows drew it. */
export interface YearTotals {
  readonly tasks: number;
  readonly visited: number;
  readonly reviewed: number;
  readonly published: number;
  readonly rectificationOpen: number;
  readonly overdue: number;
}

/** What `owed`, a deadline of task `t`, is judged by. */
const OWED = { dueOn: sql`owed.due_on`, kind: sql`owed.kind`, cycleId: sql`t.cycle_id` };

const totals = async (db: Db, authorityId: string, year: number, late: LateDays): Promise<YearTotals> => {
  const { rows } = await sql<YearTotals>`
    with late as (select distinct task_id from (${openDeadlines(authorityId)}) owed
      where ${isOverdue(late, { ...OWED, cycleId: cycleOfTask(authorityId, sql`owed.task_id`) })})
    select count(*) filter (where live)::int as tasks,
           count(*) filter (where live and t.visited_on is not null)::int as visited,
           count(*) filter (where live and t.state in ('reviewed','closed'))::int as reviewed,
           count(*) filter (where live and exists (select from publication p
             where (p.authority_id, p.task_id) = (t.authority_id, t.id) and p.confirmed_on is not null))::int as published,
           count(*) filter (where live and exists (select from finding f
             where (f.authority_id, f.task_id) = (t.authority_id, t.id)
               and f.state = 'open' and f.order_id is not null))::int as rectification_open,
           count(*) filter (where late.task_id is not null)::int as overdue
      from task t
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      cross join lateral (select coalesce(t.end_kind, 'published') = 'published' as live) alive
      left join late on late.task_id = t.id
     where t.authority_id = ${authorityId} and c.year = ${year}`.execute(db);
  return rows[0] ?? { tasks: 0, visited: 0, reviewed: 0, published: 0, rectificationOpen: 0, overdue: 0 };
};

const overdueLines = async (
  db: Db,
  authorityId: string,
  year: number,
  late: LateDays,
): Promise<OverdueLine[]> => {
  const { rows } = await sql<Omit<OverdueLine, 'workingDaysLate'> & { readonly cycleId: string }>`
    select owed.task_id, owed.kind, owed.due_on, t.cycle_id,
           case when secret.yes then '名单未公开' else u.name end as unit_name,
           array(select o.name from team_member m
                   join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
                  where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')
                    and owed.kind in ('visit', 'entry', 'reinspection') and not secret.yes
                  order by m.slot) as team
      from (${openDeadlines(authorityId)}) owed
      join task t on t.authority_id = ${authorityId} and t.id = owed.task_id
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      cross join lateral (select coalesce(${isSecretDraw(authorityId, sql.ref<string>('t.draw_id'))}, false)
                                 and t.visited_on is null as yes) secret
     where c.year = ${year} and ${isOverdue(late, OWED)}
     order by owed.due_on, owed.task_id
     limit ${MOST_OVERDUE}`.execute(db);
  return rows.map((row) => ({ ...row, workingDaysLate: daysLate(late, row) }));
};

/** The same for everyone: how much of each kind, and since when. */
const overdueKinds = async (
  db: Db,
  authorityId: string,
  year: number,
  late: LateDays,
): Promise<OverdueKind[]> => {
  const { rows } = await sql<Omit<OverdueKind, 'workingDaysLate'> & { readonly cycleId: string }>`
    select owed.kind, t.cycle_id, count(*)::int as count, min(owed.due_on) as earliest_due_on
      from (${openDeadlines(authorityId)}) owed
      join task t on t.authority_id = ${authorityId} and t.id = owed.task_id
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
     where c.year = ${year} and ${isOverdue(late, OWED)}
     group by owed.kind, t.cycle_id order by earliest_due_on, owed.kind`.execute(db);
  return [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, ofCycles]) => ({
    kind,
    count: ofCycles.reduce((sum, { count }) => sum + count, 0),
    earliestDueOn: ofCycles[0]?.earliestDueOn ?? late.on,
    workingDaysLate: Math.max(
      ...ofCycles.map(({ cycleId, earliestDueOn }) =>
        daysLate(late, { cycleId, kind, dueOn: earliestDueOn }),
      ),
    ),
  }));
};

const messageCounts = async (db: Db, authorityId: string): Promise<MessageCount[]> => {
  const { rows } = await sql<MessageCount>`
    select channel,
           count(*) filter (where digest_id is null and state in ('sent','delivered'))::int as sent,
           count(*) filter (where digest_id is not null)::int as gathered,
           count(*) filter (where digest_id is null and state in ('created','queued','sending','deferred'))::int as waiting,
           count(*) filter (where digest_id is null and state in ('failed','unknown'))::int as failed
      from message where authority_id = ${authorityId} group by channel order by channel`.execute(db);
  return rows;
};

export interface Overview {
  readonly years: readonly number[];
  readonly year: number;
  readonly cycles: readonly (Awaited<ReturnType<typeof listCycles>>[number] & { rows: RowProgress[] })[];
  readonly totals: YearTotals;
  readonly overdue: readonly OverdueLine[];
  readonly overdueKinds: readonly OverdueKind[];
  readonly messages: readonly MessageCount[];
  /** Of all years: what waits for a signature waits until it has one. */
  readonly unsignedEvents: readonly UnsignedEvents[];
}

/** What the overview shows of a year. @param asked null: the newest year that has anything */
export const readOverview = async (
  db: Db,
  authorityId: string,
  asked: number | null,
  on: IsoDate,
): Promise<Overview> => {
  const known = await yearsOf(db, authorityId);
  const year = asked ?? known[0] ?? Number(on.slice(0, 4));
  const cycles = await listCycles(db, authorityId, year);
  const rows = await rowsOfYear(db, authorityId, year, on);
  const late = await loadLateDays(db, authorityId, on);
  return {
    years: known,
    year,
    cycles: cycles.map((cycle) => ({ ...cycle, rows: rows.filter(({ cycleId }) => cycleId === cycle.id) })),
    totals: await totals(db, authorityId, year, late),
    overdue: await overdueLines(db, authorityId, year, late),
    overdueKinds: await overdueKinds(db, authorityId, year, late),
    messages: await messageCounts(db, authorityId),
    unsignedEvents: await unsignedEvents(db, authorityId),
  };
};
