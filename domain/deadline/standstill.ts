import { addDays, type IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { firstWorkingDayOnOrAfter, workingDaysBetween, workingDaysWithin } from '../calendar/working-days.ts';
import { workingDaysLeft } from './urgency.ts';

/** A pause (暂停) of a cycle: the day of resuming is worked again; null while it goes on. */
export interface CyclePause {
  readonly pausedOn: IsoDate;
  readonly resumedOn: IsoDate | null;
}

/** The day by which what a cycle owes is judged: while it is paused, the day on which it was. */
export const dayThatCounts = (today: IsoDate, pauses: readonly CyclePause[]): IsoDate => {
  const pausedOn = pauses.find(({ resumedOn }) => resumedOn === null)?.pausedOn;
  return pausedOn !== undefined && pausedOn < today ? pausedOn : today;
};

const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

/**
 * How late a matter is, in working days, until a day; days of a pause are nobody's delay and are not counted. 0 in time.
 * @param until when it was done, or today
 */
export const workingDaysLate = (
  calendar: WorkingCalendar,
  dueOn: IsoDate,
  until: IsoDate,
  pauses: readonly CyclePause[],
): number => {
  const last = firstWorkingDayOnOrAfter(calendar, dueOn).date;
  const end = dayThatCounts(until, pauses);
  if (end <= last) return 0;
  const lost = pauses.flatMap(({ pausedOn, resumedOn }) =>
    resumedOn === null
      ? []
      : [
          workingDaysWithin(calendar, later(pausedOn, addDays(last, 1)), earlier(addDays(resumedOn, -1), end))
            .days,
        ],
  );
  return workingDaysBetween(calendar, last, end).days - lost.reduce((sum, days) => sum + days, 0);
};

/** Working days until a day that may be off, as {@link workingDaysLeft}; both ways the days of a pause do not count. */
export const workingDaysLeftOf = (
  calendar: WorkingCalendar,
  today: IsoDate,
  dueOn: IsoDate,
  pauses: readonly CyclePause[],
): number => {
  const left = workingDaysLeft(calendar, dayThatCounts(today, pauses), dueOn);
  return left < 0 ? 0 - workingDaysLate(calendar, dueOn, today, pauses) : left;
};
