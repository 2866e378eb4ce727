import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { type Urgency, type UrgencyDays, urgencyOf } from '../../../domain/deadline/urgency.ts';
import { daysFor, daysLeft } from '../late-days.ts';
import type { WorkAsked } from './asked.ts';
import { type Branch, branchesFor, SOURCE_COLUMNS } from './branches.ts';
import type { WorkKind } from './kinds.ts';
import { cycleOfDraw } from './other-branches.ts';

export interface WorkFilter {
  readonly kinds: readonly WorkKind[];
  readonly urgencies: readonly Urgency[];
  /** Where the page before ended: `2021-03-31~key`, `~key` among what has no day. */
  readonly after?: string | undefined;
  /** One matter alone: is it owed? */
  readonly key?: string | undefined;
  readonly limit: number;
}

export interface WorkLine {
  /** Unique and stable: kind, subject and part. */
  readonly key: string;
  readonly kind: WorkKind;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly part: string;
  readonly taskId: string | null;
  readonly cycleId: string | null;
  readonly unitName: string | null;
  readonly detail: string | null;
  readonly dueOn: IsoDate | null;
  readonly provisional: boolean;
  readonly urgency: Urgency;
  readonly workingDaysLeft: number | null;
  /** Who inspects, where the person owes it not himself but stands in for one of them. */
  readonly standsInFor: string | null;
  readonly claimedBy: string | null;
  readonly claimedByName: string | null;
  readonly claimedAt: string | null;
}

type Row = Omit<WorkLine, 'urgency' | 'workingDaysLeft'> & {
  /** Of the draw or the cycle that it is about, if it is about no task. */
  readonly ownCycleId: string | null;
};

const keyOf = sql`kind || ':' || subject_id || ':' || part`;
const LAST = '9999-12-31';

const isIn = (dueOn: RawBuilder<unknown>, urgency: Urgency, from: UrgencyDays, to: UrgencyDays = from) => {
  switch (urgency) {
    case 'overdue':
      return sql`${dueOn} < ${to.overdueBefore}::date`;
    case 'at-risk':
      return sql`${dueOn} between ${from.overdueBefore}::date and ${to.atRiskThrough}::date`;
    case 'due':
      return sql`${dueOn} > ${from.atRiskThrough}::date`;
    case 'undated':
      return sql`${dueOn} is null`;
  }
};

/** What a paused cycle owes is as urgent as it was then. The widest days first: those an index gives. */
const inUrgency = (
  { late }: WorkAsked,
  { dueOn, cycleId }: Branch,
  urgency: Urgency,
): RawBuilder<unknown> => {
  const { days, held } = late;
  const [first] = held.map((one) => one.days).sort((a, b) => (a.overdueBefore < b.overdueBefore ? -1 : 1));
  if (cycleId === undefined || first === undefined || urgency === 'undated')
    return isIn(dueOn, urgency, days);
  const moving = sql`coalesce(${cycleId} <> all(${held.map((one) => one.cycleId)}::text[]), true)`;
  const standing = held.map((one) => sql`${cycleId} = ${one.cycleId} and ${isIn(dueOn, urgency, one.days)}`);
  return sql`(${isIn(dueOn, urgency, first, days)} and ((${moving} and ${isIn(dueOn, urgency, days)}) or ${sql.join(standing, sql` or `)}))`;
};

const cursorOf = (after: string): { readonly day: IsoDate; readonly key: string } => {
  const at = after.indexOf('~');
  const day = after.slice(0, at);
  return { day: day === '' ? LAST : day, key: after.slice(at + 1) };
};

/** A branch from the cursor on, no more than a page: what the page needs of it, and nothing else is read. */
const pageOfBranch = (asked: WorkAsked, branch: Branch, { urgencies, after, key, limit }: WorkFilter) => {
  const conditions: RawBuilder<unknown>[] = [];
  if (urgencies.length > 0)
    conditions.push(
      sql`(${sql.join(
        urgencies.map((urgency) => inUrgency(asked, branch, urgency)),
        sql` or `,
      )})`,
    );
  if (after !== undefined) {
    const { day } = cursorOf(after);
    conditions.push(
      day === LAST
        ? sql`${branch.dueOn} is null`
        : sql`(${branch.dueOn} >= ${day}::date or ${branch.dueOn} is null)`,
    );
  }
  const more = conditions.length === 0 ? sql`` : sql`and ${sql.join(conditions, sql` and `)}`;
  const those =
    key !== undefined
      ? sql`where ${keyOf} = ${key}`
      : after !== undefined
        ? sql`where (coalesce(due_on, ${LAST}::date), ${keyOf}) > (${cursorOf(after).day}::date, ${cursorOf(after).key})`
        : sql``;
  return sql`(select ${SOURCE_COLUMNS} from (${branch.query} ${more}) b ${those} order by due_on, ${keyOf} limit ${sql.lit(limit + 1)})`;
};

/**
 * What a person owes today, by its day, what has none last; one line more than asked for. Each source gives no more
 * than a page, by an index, so that the time does not grow with what others owe.
 */
export const listWork = async (
  db: Kysely<Database>,
  asked: WorkAsked,
  filter: WorkFilter,
): Promise<WorkLine[]> => {
  const branches = branchesFor(asked, filter.kinds);
  if (branches.length === 0) return [];
  const { authorityId, members, officerId, late } = asked;
  const standing = new Set(branches.flatMap(({ kinds, cycleId }) => (cycleId === undefined ? [] : kinds)));
  const { rows } = await sql<Row>`
    with page as (
      select ${SOURCE_COLUMNS}, ${keyOf} as key from (${sql.join(
        branches.map((branch) => pageOfBranch(asked, branch, filter)),
        sql` union all `,
      )}) owed
      order by due_on, ${keyOf} limit ${sql.lit(filter.limit + 1)})
    select p.key, p.kind, p.subject_kind, p.subject_id, p.part, p.task_id, t.cycle_id, u.name as unit_name, p.detail,
           p.due_on, p.provisional, stands.name as stands_in_for,
           case p.subject_kind when 'cycle' then p.subject_id
             when 'draw' then ${cycleOfDraw(authorityId, sql`p.subject_id`, sql`p.part`)} end as own_cycle_id,
           c.officer_id as claimed_by, claimer.name as claimed_by_name, c.claimed_at
      from page p
      left join task t on (t.authority_id, t.id) = (${authorityId}, p.task_id)
      left join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      left join work_claim c on (c.authority_id, c.work_key) = (${authorityId}, p.key)
      left join officer claimer on (claimer.authority_id, claimer.id) = (c.authority_id, c.officer_id)
      left join lateral (
        select o.name from team_member m join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
         where p.kind in ('visit','entry','rectification','reinspection')
           and (m.authority_id, m.task_id, m.state) = (${authorityId}, p.task_id, 'assigned')
           and m.officer_id = any(${members}::text[])
         order by m.officer_id <> ${officerId}, m.slot limit 1) mine on true
      left join lateral (select mine.name where not exists (
        select from team_member m where (m.authority_id, m.task_id, m.state, m.officer_id)
                                      = (${authorityId}, p.task_id, 'assigned', ${officerId}))) stands on true
     order by p.due_on, p.key`.execute(db);
  return rows.map(({ ownCycleId, ...row }) => {
    const { kind, dueOn } = row;
    const owing = { kind, cycleId: standing.has(kind) ? (row.cycleId ?? ownCycleId) : null };
    return {
      ...row,
      urgency: urgencyOf(daysFor(late, owing), dueOn),
      workingDaysLeft: dueOn === null ? null : daysLeft(late, { ...owing, dueOn }),
    };
  });
};
