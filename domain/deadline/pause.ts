import type { IsoDate } from '../calendar/dates.ts';
import { addDays } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { DueDate } from '../calendar/working-days.ts';
import { addWorkingDays, firstWorkingDayOnOrAfter, workingDaysWithin } from '../calendar/working-days.ts';

/** A pause (中止) from its first day to the day work goes on; that day is worked again. */
export interface Pause {
  readonly pausedOn: IsoDate;
  readonly resumedOn: IsoDate;
}

/**
 * The deadline moved by the working days that the pause took, so that as many are left after it as were left before.
 * A deadline on a day off is owed, and counted, on the next working day. A deadline that had passed when the pause began stays: overdue stays overdue.
 *
 * @throws RangeError if the pause ends before it begins.
 */
export const shiftForPause = (dueOn: IsoDate, pause: Pause, calendar: WorkingCalendar): DueDate => {
  const { pausedOn, resumedOn } = pause;
  if (resumedOn < pausedOn) throw new RangeError(`恢复日期 ${resumedOn} 早于中止日期 ${pausedOn}，请核对。`);
  const owed = firstWorkingDayOnOrAfter(calendar, dueOn);
  if (owed.date < pausedOn) return { date: dueOn, provisional: false };
  const lost = workingDaysWithin(calendar, pausedOn, addDays(resumedOn, -1));
  if (lost.days === 0) return { date: dueOn, provisional: lost.provisional };
  const moved = addWorkingDays(calendar, owed.date, lost.days);
  return { date: moved.date, provisional: lost.provisional || owed.provisional || moved.provisional };
};
