import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { urgencyOf } from '../../../domain/deadline/urgency.ts';
import { cursorParts, isIdPart } from '../../http/cursor.ts';
import { cycleOfTask, daysFor, daysLeft, isOverdue, type LateDays, loadLateDays } from '../late-days.ts';

export const ORDER_VIEWS = ['open', 'overdue', 'extension', 'reinspection', 'referral', 'ended'] as const;
export type OrderView = (typeof ORDER_VIEWS)[number];

/** An order to correct (责令改正通知书) as a line of the board. */
export interface OrderLine {
  readonly id: string;
  readonly number: string;
  readonly taskId: string;
  readonly cycleId: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly state: 'issued' | 'rectified' | 'referred' | 'closed' | 'withdrawn';
  readonly issuedAt: string;
  readonly endedAt: string | null;
  readonly findings: number;
  readonly openFindings: number;
  /** Of the open ones, those that the unit says it has put right. */
  readonly reportedFindings: number;
  readonly pendingExtensions: number;
  /** What is owed first, and by when; null where nothing is. */
  readonly owed: DeadlineKind | null;
  readonly dueOn: IsoDate | null;
  readonly provisional: boolean | null;
  readonly overdue: boolean;
  readonly workingDaysLeft: number | null;
}

export interface OrdersWanted {
  readonly view: OrderView;
  readonly cycle?: string | undefined;
  /** Part of the unit's name or of the order's number. */
  readonly text?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface OrderCounts {
  readonly open: number;
  readonly overdue: number;
  readonly extension: number;
  readonly reinspection: number;
  readonly referral: number;
}

type Db = Kysely<Database>;
type Line = Omit<OrderLine, 'overdue' | 'workingDaysLeft'>;

/** What each open order owes first. */
const owedFirst = (authorityId: string) => sql`
  select distinct on (d.subject_id) d.subject_id, d.kind, d.due_on, d.provisional
    from deadline d
   where d.authority_id = ${authorityId} and d.subject_kind = 'order' and d.met_on is null and d.dropped_reason is null
   order by d.subject_id, d.due_on, d.kind`;

const owes = (authorityId: string, kind: DeadlineKind) => sql<boolean>`
  exists (select from deadline d where (d.authority_id, d.subject_kind, d.subject_id, d.kind)
                                     = (${authorityId}, 'order', o.id, ${kind})
             and d.met_on is null and d.dropped_reason is null)`;

const asksForTime = (authorityId: string) => sql<boolean>`
  exists (select from extension e where (e.authority_id, e.subject_kind, e.subject_id) = (${authorityId}, 'order', o.id)
             and e.decision is null)`;

const viewCondition = (authorityId: string, view: OrderView, late: LateDays): RawBuilder<unknown> =>
  ({
    open: sql`o.ended_at is null`,
    overdue: sql`o.ended_at is null and ${isLateOrder(authorityId, late)}`,
    extension: sql`o.ended_at is null and ${asksForTime(authorityId)}`,
    reinspection: sql`o.ended_at is null and ${owes(authorityId, 'reinspection')}`,
    referral: sql`o.ended_at is null and ${owes(authorityId, 'referral')}`,
    ended: sql`o.ended_at is not null`,
  })[view];

/** What order `o` owes first is overdue. */
const isLateOrder = (authorityId: string, late: LateDays) =>
  isOverdue(late, { dueOn: sql`owed.due_on`, cycleId: cycleOfTask(authorityId, sql`o.task_id`) });

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** The ended ones newest first, all others by what is due first. */
const placeOf = (view: OrderView) =>
  view === 'ended'
    ? { key: sql`to_char(o.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`, down: true }
    : { key: sql`coalesce(owed.due_on, '9999-12-31')::text`, down: false };

/** A page of the board, one line more than asked for. */
export const orderLines = async (
  db: Db,
  authorityId: string,
  on: IsoDate,
  { view, cycle, text, after, limit }: OrdersWanted,
): Promise<(OrderLine & { readonly place: string })[]> => {
  const late = await loadLateDays(db, authorityId, on);
  const { key, down } = placeOf(view);
  const conditions = [sql`o.authority_id = ${authorityId}`, viewCondition(authorityId, view, late)];
  if (cycle !== undefined) conditions.push(sql`t.cycle_id = ${cycle}`);
  if (text !== undefined) conditions.push(sql`(u.name ilike ${like(text)} or o.number ilike ${like(text)})`);
  if (after !== undefined) {
    const [place, id] = cursorParts(after, [isIdPart, isIdPart]);
    conditions.push(
      down
        ? sql`(${key} < ${place} or (${key} = ${place} and o.id > ${id}))`
        : sql`(${key}, o.id) > (${place}, ${id})`,
    );
  }
  const { rows } = await sql<Line & { place: string }>`
    with owed as materialized (${owedFirst(authorityId)})
    select o.id, o.number, o.task_id, t.cycle_id, o.unit_id, u.name as unit_name, o.state, o.issued_at, o.ended_at,
           f.findings, f.open_findings, f.reported_findings,
           (select count(*)::int from extension e
             where (e.authority_id, e.subject_kind, e.subject_id) = (o.authority_id, 'order', o.id)
               and e.decision is null) as pending_extensions,
           owed.kind as owed, owed.due_on, owed.provisional, ${key} as place
      from rectification_order o
      join task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)
      join unit u on (u.authority_id, u.id) = (o.authority_id, o.unit_id)
      left join owed on owed.subject_id = o.id
      cross join lateral (
        select count(*)::int as findings, count(*) filter (where f.state = 'open')::int as open_findings,
               count(*) filter (where f.state = 'open' and f.reported_on is not null)::int as reported_findings
          from finding f where (f.authority_id, f.order_id) = (o.authority_id, o.id)) f
     where ${sql.join(conditions, sql` and `)}
     order by ${key} ${down ? sql`desc` : sql`asc`}, o.id
     limit ${limit + 1}`.execute(db);
  return rows.map((row) => {
    const { dueOn, cycleId, owed: kind } = row;
    if (dueOn === null || kind === null) return { ...row, overdue: false, workingDaysLeft: null };
    const owing = { cycleId, kind, dueOn };
    return {
      ...row,
      overdue: urgencyOf(daysFor(late, owing), dueOn) === 'overdue',
      workingDaysLeft: daysLeft(late, owing),
    };
  });
};

/** How many orders stand in each view that asks for someone to act. */
export const countOrders = async (db: Db, authorityId: string, on: IsoDate): Promise<OrderCounts> => {
  const late = await loadLateDays(db, authorityId, on);
  const { rows } = await sql<OrderCounts>`
    with owed as materialized (${owedFirst(authorityId)})
    select count(*)::int as open, count(*) filter (where ${isLateOrder(authorityId, late)})::int as overdue,
           count(*) filter (where ${asksForTime(authorityId)})::int as extension,
           count(*) filter (where ${owes(authorityId, 'reinspection')})::int as reinspection,
           count(*) filter (where ${owes(authorityId, 'referral')})::int as referral
      from rectification_order o left join owed on owed.subject_id = o.id
     where o.authority_id = ${authorityId} and o.ended_at is null`.execute(db);
  return rows[0] ?? { open: 0, overdue: 0, extension: 0, reinspection: 0, referral: 0 };
};
