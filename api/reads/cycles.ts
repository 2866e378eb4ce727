import { type Kysely, type NotNull, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../domain/deadline/kinds.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { openDeadlines, overdueBefore } from './open-deadlines.ts';

type Db = Kysely<Database>;

const COLUMNS = [
  ...(['id', 'year', 'number', 'planVersion', 'windowStart', 'windowEnd', 'state', 'waitingFor'] as const),
  ...(['drawOn', 'drawLatestOn', 'openedAt', 'drawnAt', 'closedAt', 'pausedOn'] as const),
] as const;

export const listCycles = (db: Db, authorityId: string, year?: number) =>
  db
    .selectFrom('cycle')
    .select(COLUMNS)
    .where('authorityId', '=', authorityId)
    .$if(year !== undefined, (query) => query.where('year', '=', year ?? 0))
    .orderBy('year', 'desc')
    .orderBy('number')
    .execute();

/** Years with a plan or a cycle, newest first. */
export const yearsOf = async (db: Db, authorityId: string): Promise<number[]> => {
  const { rows } = await sql<{ year: number }>`
    select year from plan where authority_id = ${authorityId}
    union select year from cycle where authority_id = ${authorityId} order by year desc`.execute(db);
  return rows.map(({ year }) => year);
};

/** Draws of a cycle by number: the regular one, and what was drawn again or besides. */
export const drawsOfCycle = (db: Db, authorityId: string, cycleId: string) =>
  db
    .selectFrom('draw')
    .select(['id', 'purpose', 'state', 'waitingFor'])
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .orderBy('year')
    .orderBy('drawNo')
    .execute();

/** @throws Refusal NotFound */
export const getCycle = (db: Db, authorityId: string, id: string) =>
  db
    .selectFrom('cycle')
    .select([...COLUMNS, 'report'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${id}”的周期。`));

/** Plan rows whose visits are not announced to the units, with what the law requires on record. */
export const unannouncedRows = (db: Db, authorityId: string, cycleId: string) =>
  db
    .selectFrom('unannouncedNow')
    .select(['rowNumber', 'itemId', 'basis', 'decidedBy', 'decidedAt'])
    // Of a view it is not known that its columns are never null.
    .$narrowType<Record<'rowNumber' | 'itemId' | 'basis' | 'decidedBy' | 'decidedAt', NotNull>>()
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .orderBy('rowNumber')
    .execute();

/** Where the tasks of one plan row stand; a task drawn by several rows counts in each. */
export interface RowProgress {
  readonly cycleId: string;
  readonly rowNumber: string;
  readonly taskName: string | null;
  readonly item: string;
  readonly eligible: number | null;
  readonly quota: number | null;
  readonly drawn: number | null;
  readonly workEndedOn: IsoDate | null;
  /** Tasks to be carried out: neither replaced nor cancelled. */
  readonly tasks: number;
  readonly dispatched: number;
  readonly visited: number;
  readonly entered: number;
  readonly reviewed: number;
  /** Confirmed on every channel. */
  readonly published: number;
  readonly withFindings: number;
  /** With an order to correct (责令改正通知书) that stands. */
  readonly withOrders: number;
  readonly rectificationOpen: number;
  /** Tasks of which anything is overdue, and then by what is. */
  readonly overdue: number;
  readonly lateVisits: number;
  readonly lateEntries: number;
  readonly lateReviews: number;
  readonly latePublications: number;
  readonly lateRectifications: number;
  readonly replaced: number;
  readonly cancelled: number;
}

/** What is counted of a row; a row without tasks has none of any. */
const COUNTS = [
  ...['tasks', 'dispatched', 'visited', 'entered', 'reviewed', 'published', 'withFindings', 'withOrders'],
  ...['rectificationOpen', 'overdue', 'lateVisits', 'lateEntries', 'lateReviews', 'latePublications'],
  ...['lateRectifications', 'replaced', 'cancelled'],
];

/** Whether any of these kinds is overdue, of one task. As flags: a list of kinds would have to be sorted for each. */
const isLate = (kinds: readonly DeadlineKind[]) => sql`bool_or(kind = any(${kinds as string[]}::text[]))`;

const progress = async (
  db: Db,
  authorityId: string,
  on: IsoDate,
  cycleIds: readonly string[],
): Promise<RowProgress[]> => {
  const before = await overdueBefore(db, authorityId, on);
  const { rows } = await sql<RowProgress>`
    with late as (select task_id, ${isLate(['visit'])} as visit, ${isLate(['entry'])} as entry,
                    ${isLate(['review'])} as review, ${isLate(['publication'])} as publication,
                    ${isLate(['rectification', 'reinspection', 'referral'])} as rectification
               from (${openDeadlines(authorityId)}) owed where due_on < ${before}::date group by task_id),
    confirmed as (select distinct p.task_id from publication p join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
                   where p.authority_id = ${authorityId} and p.confirmed_on is not null and t.cycle_id = any(${cycleIds}::text[])),
    found as (select f.task_id, bool_or(f.state = 'open' and f.order_id is not null) as open,
                     bool_or(f.order_id is not null) as ordered
                from finding f join task t on (t.authority_id, t.id) = (f.authority_id, f.task_id)
               where f.authority_id = ${authorityId} and f.state <> 'withdrawn' and t.cycle_id = any(${cycleIds}::text[])
               group by f.task_id),
    standing as (
      select ti.cycle_id, ti.row_number,
             count(*) filter (where live)::int as tasks,
             count(*) filter (where live and t.dispatched_at is not null)::int as dispatched,
             count(*) filter (where live and t.visited_on is not null)::int as visited,
             count(*) filter (where live and t.state in ('entered','reviewed','closed'))::int as entered,
             count(*) filter (where live and t.state in ('reviewed','closed'))::int as reviewed,
             count(*) filter (where live and confirmed.task_id is not null)::int as published,
             count(*) filter (where live and found.task_id is not null)::int as with_findings,
             count(*) filter (where live and found.ordered)::int as with_orders,
             count(*) filter (where live and found.open)::int as rectification_open,
             count(*) filter (where late.task_id is not null)::int as overdue,
             count(*) filter (where late.visit)::int as late_visits,
             count(*) filter (where late.entry)::int as late_entries,
             count(*) filter (where late.review)::int as late_reviews,
             count(*) filter (where late.publication)::int as late_publications,
             count(*) filter (where late.rectification)::int as late_rectifications,
             count(*) filter (where t.end_kind = 'replaced')::int as replaced,
             count(*) filter (where t.end_kind = 'cancelled')::int as cancelled
        from (select authority_id, id, dispatched_at, visited_on, state, end_kind,
                     coalesce(end_kind, 'published') = 'published' as live
                from task where authority_id = ${authorityId} and cycle_id = any(${cycleIds}::text[])) t
        join task_item ti on (ti.authority_id, ti.task_id) = (t.authority_id, t.id)
        left join late on late.task_id = t.id
        left join confirmed on confirmed.task_id = t.id
        left join found on found.task_id = t.id
       group by ti.cycle_id, ti.row_number)
    select r.cycle_id, r.row_number, pr.task_name, coalesce(pr.item_text, i.name, r.item_id) as item,
           r.eligible, r.quota, r.drawn, r.work_ended_on, ${sql.join(
             COUNTS.map((column) => sql`coalesce(s.${sql.ref(column)}, 0) as ${sql.ref(column)}`),
           )}
      from cycle_row r
      join cycle c on (c.authority_id, c.id) = (r.authority_id, r.cycle_id)
      left join plan_row pr on (pr.authority_id, pr.year, pr.version, pr.number)
                             = (c.authority_id, c.year, c.plan_version, r.row_number)
      left join item i on (i.authority_id, i.id) = (r.authority_id, r.item_id)
      left join standing s on (s.cycle_id, s.row_number) = (r.cycle_id, r.row_number)
     where r.authority_id = ${authorityId} and r.cycle_id = any(${cycleIds}::text[])
     order by r.cycle_id, r.row_number`.execute(db);
  return rows;
};

/** @param on the day by which something owed is overdue */
export const rowsOfCycle = (
  db: Db,
  authorityId: string,
  cycleId: string,
  on: IsoDate,
): Promise<RowProgress[]> => progress(db, authorityId, on, [cycleId]);

export const rowsOfYear = async (
  db: Db,
  authorityId: string,
  year: number,
  on: IsoDate,
): Promise<RowProgress[]> => {
  const cycles = await db
    .selectFrom('cycle')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .execute();
  return progress(
    db,
    authorityId,
    on,
    cycles.map(({ id }) => id),
  );
};
