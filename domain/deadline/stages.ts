import type { IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays, firstWorkingDayOnOrAfter } from '../calendar/working-days.ts';
import type { LadderStep } from './ladder.ts';

/** One step of a ladder and the day it falls on. */
export interface StageDate {
  readonly step: LadderStep;
  readonly on: IsoDate;
  readonly provisional: boolean;
}

/** What to do now, and when to look again. */
export interface StageDecision {
  /** The one reminder to send now, or null. */
  readonly due: StageDate | null;
  /** The next day a stage begins, after today; null when the ladder is at its end. */
  readonly nextStageOn: IsoDate | null;
}

/**
 * The day of each step, ascending. A deadline on a day off is owed on the next working day, and the steps are counted
 * from that day.
 */
export const stageDates = (
  ladder: readonly LadderStep[],
  dueOn: IsoDate,
  calendar: WorkingCalendar,
): StageDate[] => {
  const owed = firstWorkingDayOnOrAfter(calendar, dueOn);
  // Each step after the deadline is walked to from the step before: a fourth of the time of starting anew.
  let reached = { ...owed, offset: 0 };
  return [...ladder]
    .sort((a, b) => a.offsetWorkingDays - b.offsetWorkingDays)
    .map((step) => {
      const offset = step.offsetWorkingDays;
      const from = offset > 0 ? reached : { ...owed, offset: 0 };
      const { date, provisional } =
        offset === from.offset ? from : addWorkingDays(calendar, from.date, offset - from.offset);
      if (offset > 0) reached = { date, provisional: provisional || from.provisional, offset };
      return { step, on: date, provisional: provisional || from.provisional };
    });
};

/**
 * The reminder owed today. Only the LATEST stage reached counts: a stage that was slept through is over, and its
 * reminder is not sent any more. So whatever the pattern of waking, each stage is returned at most once, provided the
 * caller stores `on` (today) as the next `remindedThrough` when it has reminded.
 *
 * @param at.remindedThrough every stage on or before this day is dealt with; null if there was none yet.
 * @param at.createdOn first day of the deadline; a stage of an earlier day is skipped.
 */
export const dueStage = (
  ladder: readonly LadderStep[],
  dueOn: IsoDate,
  calendar: WorkingCalendar,
  at: { readonly on: IsoDate; readonly remindedThrough: IsoDate | null; readonly createdOn?: IsoDate },
): StageDecision => {
  const stages = stageDates(ladder, dueOn, calendar);
  const latest = stages.findLast(({ on }) => on <= at.on) ?? null;
  const isOver =
    latest === null ||
    (at.remindedThrough !== null && latest.on <= at.remindedThrough) ||
    (at.createdOn !== undefined && latest.on < at.createdOn);
  return {
    due: isOver ? null : latest,
    nextStageOn: stages.find(({ on }) => on > at.on)?.on ?? null,
  };
};
