import type { IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays, type DueDate, lastWorkingDayOnOrBefore } from '../calendar/working-days.ts';

/**
 * So many working days from a day, but not past the last working day of a window: the time of a plan row ends there.
 * A window that is over before it is counted from binds no more.
 *
 * @param notAfter the window's last day; null where there is none
 */
export const dueWithin = (
  calendar: WorkingCalendar,
  from: IsoDate,
  workingDays: number,
  notAfter: IsoDate | null,
): DueDate => {
  const counted = addWorkingDays(calendar, from, workingDays);
  if (notAfter === null) return counted;
  const last = lastWorkingDayOnOrBefore(calendar, notAfter);
  return counted.date <= last.date || last.date < from ? counted : last;
};
