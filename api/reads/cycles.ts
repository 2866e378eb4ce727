import { type Kysely, type NotNull, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
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
  readonly rectificationOpen: number;
  readonly overdue: number;
  readonly replaced: number;
  readonly cancelled: number;
}

const rowProgress = async (
  db: Db,
  authorityId: string,
  on: IsoDate,
  which: ReturnType<typeof sql>,
): Promise<RowProgress[]> => {
  const before = await overdueBefore(db, authorityId, on);
  const { rows } = await sql<RowProgress>`
    with late as (select distinct task_id from (${openDeadlines(authorityId)}) owed where due_on < ${before}::date),
    confirmed as (select distinct task_id from publication
                   where authority_id = ${authorityId} and confirmed_on is not null),
    found as (select task_id, bool_or(state = 'open' and order_id is not null) as open
                from finding where authority_id = ${authorityId} and state <> 'withdrawn' group by task_id),
    standing as (
      select ti.cycle_id, ti.row_number,
             count(*) filter (where live)::int as tasks,
             count(*) filter (where live and t.dispatched_at is not null)::int as dispatched,
             count(*) filter (where live and t.visited_on is not null)::int as visited,
             count(*) filter (where live and t.state in ('entered','reviewed','closed'))::int as entered,
             count(*) filter (where live and t.state in ('reviewed','closed'))::int as reviewed,
             count(*) filter (where live and confirmed.task_id is not null)::int as published,
             count(*) filter (where live and found.task_id is not null)::int as with_findings,
             count(*) filter (where live and found.open)::int as rectification_open,
             count(*) filter (where late.task_id is not null)::int as overdue,
             count(*) filter (where t.end_kind = 'replaced')::int as replaced,
             count(*) filter (where t.end_kind = 'cancelled')::int as cancelled
        from task_item ti
        join task t on (t.authority_id, t.id) = (ti.authority_id, ti.task_id)
        cross join lateral (select coalesce(t.end_kind, 'published') = 'published' as live) alive
        left join late on late.task_id = t.id
        left join confirmed on confirmed.task_id = t.id
        left join found on found.task_id = t.id
       where ti.authority_id = ${authorityId}
       group by ti.cycle_id, ti.row_number)
    select r.cycle_id, r.row_number, pr.task_name, coalesce(pr.item_text, i.name, r.item_id) as item,
           r.eligible, r.quota, r.drawn, r.work_ended_on,
           coalesce(s.tasks, 0) as tasks, coalesce(s.dispatched, 0) as dispatched, coalesce(s.visited, 0) as visited,
           coalesce(s.entered, 0) as entered, coalesce(s.reviewed, 0) as reviewed,
           coalesce(s.published, 0) as published, coalesce(s.with_findings, 0) as with_findings,
           coalesce(s.rectification_open, 0) as rectification_open, coalesce(s.overdue, 0) as overdue,
           coalesce(s.replaced, 0) as replaced, coalesce(s.cancelled, 0) as cancelled
      from cycle_row r
      join cycle c on (c.authority_id, c.id) = (r.authority_id, r.cycle_id)
      left join plan_row pr on (pr.authority_id, pr.year, pr.version, pr.number)
                             = (c.authority_id, c.year, c.plan_version, r.row_number)
      left join item i on (i.authority_id, i.id) = (r.authority_id, r.item_id)
      left join standing s on (s.cycle_id, s.row_number) = (r.cycle_id, r.row_number)
     where r.authority_id = ${authorityId} and ${which}
     order by r.cycle_id, r.row_number`.execute(db);
  return rows;
};

/** @param on the day by which something owed is overdue */
export const rowsOfCycle = (
  db: Db,
  authorityId: string,
  cycleId: string,
  on: IsoDate,
): Promise<RowProgress[]> => rowProgress(db, authorityId, on, sql`r.cycle_id = ${cycleId}`);

export const rowsOfYear = (db: Db, authorityId: string, year: number, on: IsoDate): Promise<RowProgress[]> =>
  rowProgress(db, authorityId, on, sql`c.year = ${year}`);
