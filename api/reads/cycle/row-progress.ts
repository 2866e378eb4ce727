import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { cycleOfTask, isOverdue, loadLateDays } from '../late-days.ts';
import { openDeadlines } from '../open-deadlines.ts';
import { ofWholeYear } from '../whole-year.ts';

type Db = Kysely<Database>;

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

/** What is counted of a row, by the part of the query that counts it; a row without tasks has none of any. */
const COUNTS = {
  standing: ['tasks', 'dispatched', 'visited', 'entered', 'reviewed', 'replaced', 'cancelled'],
  behind: [
    ...['overdue', 'lateVisits', 'lateEntries', 'lateReviews', 'latePublications', 'lateRectifications'],
  ],
  shown: ['published'],
  wrong: ['withFindings', 'withOrders', 'rectificationOpen'],
};

/** Whether any of these kinds is overdue, of one task. As flags: a list of kinds would have to be sorted for each. */
const isLate = (kinds: readonly DeadlineKind[]) => sql`bool_or(kind = any(${kinds as string[]}::text[]))`;

const progress = async (
  db: Db,
  authorityId: string,
  on: IsoDate,
  cycleIds: readonly string[],
): Promise<RowProgress[]> => {
  const late = await loadLateDays(db, authorityId, on);
  const cycleId = cycleOfTask(authorityId, sql`owed.task_id`);
  return ofWholeYear(
    db,
    sql<RowProgress>`
    with late as (select task_id, ${isLate(['visit'])} as visit, ${isLate(['entry'])} as entry,
                    ${isLate(['review'])} as review, ${isLate(['publication'])} as publication,
                    ${isLate(['rectification', 'reinspection', 'referral'])} as rectification
               from (${openDeadlines(authorityId)}) owed
              where ${isOverdue(late, { dueOn: sql`owed.due_on`, kind: sql`owed.kind`, cycleId })} group by task_id),
    of_row as not materialized (select cycle_id, row_number, task_id from task_item
              where authority_id = ${authorityId} and cycle_id = any(${cycleIds}::text[])),
    -- Many tasks stand alike: they are counted once, and all else is counted of these few lines.
    alike as (
      select i.cycle_id, i.row_number, t.state, t.end_kind, t.dispatched_at is not null as dispatched,
             t.visited_on is not null as visited, count(*)::int as n
        from of_row i join task t on (t.authority_id, t.id) = (${authorityId}, i.task_id)
       group by 1, 2, 3, 4, 5, 6),
    standing as (
      select cycle_id, row_number,
             sum(n) filter (where live)::int as tasks,
             sum(n) filter (where live and dispatched)::int as dispatched,
             sum(n) filter (where live and visited)::int as visited,
             sum(n) filter (where live and state in ('entered','reviewed','closed'))::int as entered,
             sum(n) filter (where live and state in ('reviewed','closed'))::int as reviewed,
             sum(n) filter (where end_kind = 'replaced')::int as replaced,
             sum(n) filter (where end_kind = 'cancelled')::int as cancelled
        from (select *, coalesce(end_kind, 'published') = 'published' as live from alike) alike
       group by 1, 2),
    behind as (
      select i.cycle_id, i.row_number, count(*)::int as overdue,
             count(*) filter (where late.visit)::int as late_visits,
             count(*) filter (where late.entry)::int as late_entries,
             count(*) filter (where late.review)::int as late_reviews,
             count(*) filter (where late.publication)::int as late_publications,
             count(*) filter (where late.rectification)::int as late_rectifications
        from late join of_row i on i.task_id = late.task_id
       group by 1, 2),
    live as not materialized (select id from task where authority_id = ${authorityId} and cycle_id = any(${cycleIds}::text[])
                and (end_kind is null or end_kind = 'published')),
    shown as (
      select i.cycle_id, i.row_number, count(*)::int as published
        from (select distinct p.task_id from publication p
               where p.authority_id = ${authorityId} and p.confirmed_on is not null) p
        join live on live.id = p.task_id join of_row i on i.task_id = p.task_id
       group by 1, 2),
    wrong as (
      select i.cycle_id, i.row_number, count(*)::int as with_findings,
             count(*) filter (where f.ordered)::int as with_orders,
             count(*) filter (where f.open)::int as rectification_open
        from (select f.task_id, bool_or(f.state = 'open' and f.order_id is not null) as open,
                     bool_or(f.order_id is not null) as ordered
                from finding f where f.authority_id = ${authorityId} and f.state <> 'withdrawn' group by f.task_id) f
        join live on live.id = f.task_id join of_row i on i.task_id = f.task_id
       group by 1, 2)
    select r.cycle_id, r.row_number, pr.task_name, coalesce(pr.item_text, i.name, r.item_id) as item,
           r.eligible, r.quota, r.drawn, r.work_ended_on, ${sql.join(
             Object.entries(COUNTS).flatMap(([part, columns]) =>
               columns.map(
                 (column) => sql`coalesce(${sql.ref(`${part}.${column}`)}, 0) as ${sql.ref(column)}`,
               ),
             ),
           )}
      from cycle_row r
      join cycle c on (c.authority_id, c.id) = (r.authority_id, r.cycle_id)
      left join plan_row pr on (pr.authority_id, pr.year, pr.version, pr.number)
                             = (c.authority_id, c.year, c.plan_version, r.row_number)
      left join item i on (i.authority_id, i.id) = (r.authority_id, r.item_id)
      left join standing using (cycle_id, row_number)
      left join behind using (cycle_id, row_number)
      left join shown using (cycle_id, row_number)
      left join wrong using (cycle_id, row_number)
     where r.authority_id = ${authorityId} and r.cycle_id = any(${cycleIds}::text[])
     order by r.cycle_id, r.row_number`,
  );
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
