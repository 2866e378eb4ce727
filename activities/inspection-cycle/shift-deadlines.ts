import { type RawBuilder, sql } from 'kysely';
import { addDays, type IsoDate, instantAt } from '../../domain/calendar/dates.ts';
import { workingDaysWithin } from '../../domain/calendar/working-days.ts';
import { shiftForPause } from '../../domain/deadline/pause.ts';
import { urgencyDays } from '../../domain/deadline/urgency.ts';
import { requestNudge } from '../shared/engine-outbox.ts';
import type { Step } from '../shared/step.ts';

/**
 * Open deadlines of a cycle, its tasks and their orders, and what is owed of its draw once that has taken place.
 * Publication is not among them: it cannot be extended; nor is the signing of an announcement, whose round comes anyway.
 */
const openOfCycle = (authorityId: string, cycleId: string) => sql`
  d.authority_id = ${authorityId} and d.met_on is null and d.dropped_reason is null and d.kind <> 'publication'
  and ((d.subject_kind = 'cycle' and d.subject_id = ${cycleId})
    or (d.subject_kind = 'draw' and d.part <> 'announcement' and d.subject_id in (
          select id from draw where authority_id = ${authorityId} and cycle_id = ${cycleId}))
    or (d.subject_kind = 'task' and d.subject_id in (
          select id from task where authority_id = ${authorityId} and cycle_id = ${cycleId}))
    or (d.subject_kind = 'order' and d.subject_id in (
          select o.id from rectification_order o join task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)
           where t.authority_id = ${authorityId} and t.cycle_id = ${cycleId})))`;

interface Group {
  readonly dueOn: IsoDate;
  /** From when the pause took time from this deadline: a deadline may have begun while it went on. */
  readonly fromOn: IsoDate;
}

interface Move extends Group {
  readonly to: IsoDate;
  readonly provisional: boolean;
  readonly workingDays: number;
}

/**
 * One statement for all deadlines of one day. Days of a pause are given back even past the window's end. The findings behind an order's deadline, and a request to extend it that
 * is not decided, name that day: they move with it.
 */
const moveDay = async (
  { trx, authorityId, calendar, today }: Step,
  open: RawBuilder<unknown>,
  pausedOn: IsoDate,
  { dueOn, fromOn, to, provisional, workingDays }: Move,
): Promise<number> => {
  const { rows } = await sql<{ moved: number }>`
    with moved as (
      update deadline d
         set due_on = ${to}, version = version + 1, provisional = provisional or ${provisional},
             basis_working_days = basis_working_days + ${workingDays},
             not_after = case when not_after < ${to}::date then ${to}::date else not_after end, calendar_version = ${calendar.version},
             reminded_through = ${addDays(today, -1)}
       where ${open} and d.due_on = ${dueOn} and greatest(d.opened_on, ${pausedOn}::date) = ${fromOn}
      returning d.kind, d.subject_id),
    findings as (
      update finding f set due_on = ${to} from moved m
       where m.kind = 'rectification' and f.authority_id = ${authorityId} and f.order_id = m.subject_id
         and f.state = 'open' and f.due_on = ${dueOn}
      returning 1),
    requests as (
      update extension e set part = ${to} from moved m
       where m.kind = 'rectification' and e.authority_id = ${authorityId} and e.subject_kind = 'order'
         and e.subject_id = m.subject_id and e.part = ${dueOn} and e.decision is null
      returning 1)
    select count(*) as moved from moved`.execute(trx);
  return rows[0]?.moved ?? 0;
};

/**
 * Moves what is owed in a cycle by the working days of its pause: one UPDATE for all deadlines of one day, whatever
 * their number; each a new version that is reminded anew.
 */
export const shiftDeadlines = async (step: Step, cycleId: string, pausedOn: IsoDate): Promise<number> => {
  const { trx, authorityId, calendar, today } = step;
  const open = openOfCycle(authorityId, cycleId);
  const { overdueBefore } = urgencyDays(calendar, pausedOn);
  const { rows: groups } = await sql<Group>`
    select distinct d.due_on, greatest(d.opened_on, ${pausedOn}::date) as from_on
      from deadline d where ${open} and d.due_on >= ${overdueBefore} order by due_on desc`.execute(trx);
  let moved = 0;
  // The latest day first, so that a day that was moved is not met again on the day it was moved to.
  for (const { dueOn, fromOn } of groups) {
    if (fromOn > today) continue;
    const shifted = shiftForPause(dueOn, { pausedOn: fromOn, resumedOn: today }, calendar);
    if (shifted.date === dueOn) continue;
    const workingDays = workingDaysWithin(calendar, fromOn, addDays(today, -1)).days;
    const move = { dueOn, fromOn, to: shifted.date, provisional: shifted.provisional, workingDays };
    moved += await moveDay(step, open, pausedOn, move);
  }
  return moved;
};

/**
 * Tasks of the cycle and orders of these in whose hands a step is at this moment: it may have seen the pause, and what
 * it notes of its look is not to be seen yet. The others are held until the pause is over for all, so that whoever
 * begins to look now waits and sees that.
 */
const inHand = async ({ trx, authorityId }: Step, cycleId: string): Promise<string[]> => {
  const tasks = sql`select id from task where authority_id = ${authorityId} and cycle_id = ${cycleId}`;
  const orders = sql`select id from rectification_order where authority_id = ${authorityId} and task_id in (${tasks})`;
  const { rows } = await sql<{ id: string }>`
    with free_task as materialized (${tasks} for no key update skip locked),
    free_order as materialized (${orders} for no key update skip locked)
    select id from (${tasks} union all ${orders}) as each(id)
     where id not in (select id from free_task union all select id from free_order)`.execute(trx);
  return rows.map(({ id }) => id);
};

/** Workflows that looked at the facts during the pause were told to be silent; the others wake by their own timers. */
export const nudgeThoseWhoLooked = async (step: Step, cycleId: string, pausedOn: IsoDate): Promise<void> => {
  const { trx, authorityId } = step;
  const looking = await inHand(step, cycleId);
  await sql`
    update workflow_progress w set nudges_requested = nudges_requested + 1
     where w.authority_id = ${authorityId} and not w.ended
       and (w.progressed_at >= ${instantAt(pausedOn, '00:00')} or w.subject_id = any(${looking}::text[]))
       and ((w.family in ('inspection-task', 'publication') and split_part(w.subject_id, '/', 1) in (
               select id from task where authority_id = ${authorityId} and cycle_id = ${cycleId}))
         or (w.family = 'rectification' and w.subject_id in (
               select o.id from rectification_order o join task t on (t.authority_id, t.id) = (o.authority_id, o.task_id)
                where t.authority_id = ${authorityId} and t.cycle_id = ${cycleId})))`.execute(trx);
};

/** The draw of the cycle, if one goes on, looks at the facts at once. */
export const nudgeDraws = async ({ trx, authorityId }: Step, cycleId: string): Promise<void> => {
  const draws = await trx
    .selectFrom('draw')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('state', 'not in', ['published', 'void', 'not-drawn'])
    .execute();
  await requestNudge(
    trx,
    authorityId,
    'draw',
    draws.map(({ id }) => id),
  );
};
