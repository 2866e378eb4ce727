import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../domain/calendar/working-calendar.ts';
import {
  type CyclePause,
  dayThatCounts,
  workingDaysLate,
  workingDaysLeftOf,
} from '../../domain/deadline/standstill.ts';
import { type UrgencyDays, urgencyDays } from '../../domain/deadline/urgency.ts';

/** A cycle that is paused (暂停) now: what it owes is judged by the day of the pause. */
interface HeldCycle {
  readonly cycleId: string;
  readonly days: UrgencyDays;
}

/** By which days something owed is overdue today: one for all, but what a paused cycle owes stands still. */
export interface LateDays {
  readonly on: IsoDate;
  readonly calendar: WorkingCalendar;
  readonly days: UrgencyDays;
  readonly held: readonly HeldCycle[];
  /** Pauses by cycle, those that are over among them. */
  readonly pauses: ReadonlyMap<string, readonly CyclePause[]>;
}

interface Paused extends CyclePause {
  readonly cycleId: string;
}

/** Every pause of every cycle: those that are over by the events that began and ended them. */
const pausesOf = async (db: Kysely<Database>, authorityId: string): Promise<Paused[]> => {
  const { rows } = await sql<Paused>`
    select cycle_id, paused_on, resumed_on
      from (select e.subject_id as cycle_id, e.action, (e.business_at at time zone 'Asia/Shanghai')::date as paused_on,
                   lead((e.business_at at time zone 'Asia/Shanghai')::date)
                     over (partition by e.subject_id order by e.id) as resumed_on
              from audit_event e
             where e.authority_id = ${authorityId}
               and e.action in ('cycle.paused', 'cycle.resumed', 'cycle.cancelled')) each
     where action = 'cycle.paused' and resumed_on is not null
    union all
    select c.id, c.paused_on, null from cycle c where c.authority_id = ${authorityId} and c.paused_on is not null
     order by cycle_id, paused_on`.execute(db);
  return rows;
};

export const loadLateDays = async (
  db: Kysely<Database>,
  authorityId: string,
  today: IsoDate,
): Promise<LateDays> => {
  const [calendar, paused] = await Promise.all([loadCalendar(db, authorityId), pausesOf(db, authorityId)]);
  const pauses = Map.groupBy(paused, ({ cycleId }) => cycleId);
  const held = paused
    .filter(({ resumedOn }) => resumedOn === null)
    .map(({ cycleId }) => ({
      cycleId,
      days: urgencyDays(calendar, dayThatCounts(today, pauses.get(cycleId) ?? [])),
    }));
  return { on: today, calendar, days: urgencyDays(calendar, today), held, pauses };
};

/** Whose a deadline is. A publication cannot be extended and goes on while its cycle is paused: no pause is its own. */
export interface Owing {
  readonly cycleId: string | null;
  readonly kind: string;
}

const pausesFor = ({ pauses }: LateDays, { cycleId, kind }: Owing): readonly CyclePause[] =>
  kind === 'publication' ? [] : (pauses.get(cycleId ?? '') ?? []);

/** The days by which this is judged. */
export const daysFor = ({ days, held }: LateDays, { cycleId, kind }: Owing): UrgencyDays =>
  (kind === 'publication' ? undefined : held.find((one) => one.cycleId === cycleId)?.days) ?? days;

/** Working days until it is due, 0 on the last day, negative once it is late; days of a pause do not count. */
export const daysLeft = (late: LateDays, owing: Owing & { readonly dueOn: IsoDate }): number =>
  workingDaysLeftOf(late.calendar, late.on, owing.dueOn, pausesFor(late, owing));

/** Working days that it was late when it was done, or is today; 0 in time; days of a pause do not count. */
export const daysLate = (
  late: LateDays,
  owing: Owing & { readonly dueOn: IsoDate; readonly doneOn?: IsoDate | null },
): number => workingDaysLate(late.calendar, owing.dueOn, owing.doneOn ?? late.on, pausesFor(late, owing));

interface OwingColumns {
  readonly dueOn: RawBuilder<unknown>;
  /** Absent where it is no publication. */
  readonly kind?: RawBuilder<unknown>;
  /** See {@link cycleOfTask}. */
  readonly cycleId: RawBuilder<unknown>;
}

/** The cycle of a task. @param taskId a column */
export const cycleOfTask = (authorityId: string, taskId: RawBuilder<unknown>) =>
  sql`(select its.cycle_id from task its where (its.authority_id, its.id) = (${authorityId}, ${taskId}))`;

/**
 * Whether a deadline is overdue, as a condition: its day is over, and was over when its cycle was paused. By the day
 * first, which an index gives; the cycle is looked for only where one is paused, and of those late by today alone.
 */
export const isOverdue = ({ days, held }: LateDays, { dueOn, kind, cycleId }: OwingColumns) => {
  const over = sql<boolean>`${dueOn} < ${days.overdueBefore}::date`;
  if (held.length === 0) return over;
  const stands = held.map(
    (one) => sql`${dueOn} >= ${one.days.overdueBefore}::date and ${cycleId} = ${one.cycleId}`,
  );
  const ofThese = kind === undefined ? sql`true` : sql`${kind} <> 'publication'`;
  return sql<boolean>`(${over} and not coalesce(${ofThese} and (${sql.join(stands, sql` or `)}), false))`;
};
