import type { IsoDate } from '../calendar/dates.ts';
import { addDays } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays, lastWorkingDayOnOrBefore, workingDaysBetween } from '../calendar/working-days.ts';

/** How pressing a matter is: overdue (逾期), at risk (临期), due (未到期), or without a day (无期限). */
export const URGENCIES = ['overdue', 'at-risk', 'due', 'undated'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** With so many working days left or fewer, a matter is at risk: the rung of the reminder ladder before the deadline. */
const AT_RISK_WORKING_DAYS = 3;

/** The days between which the classes change, for a given today. */
export interface UrgencyDays {
  /** What was due before this day is overdue: what falls on a day off is in time on the next working day. */
  readonly overdueBefore: IsoDate;
  /** What is due until this day is at risk. */
  readonly atRiskThrough: IsoDate;
}

export const urgencyDays = (calendar: WorkingCalendar, today: IsoDate): UrgencyDays => ({
  overdueBefore: addDays(lastWorkingDayOnOrBefore(calendar, addDays(today, -1)).date, 1),
  atRiskThrough: addWorkingDays(calendar, today, AT_RISK_WORKING_DAYS).date,
});

export const urgencyOf = ({ overdueBefore, atRiskThrough }: UrgencyDays, dueOn: IsoDate | null): Urgency => {
  if (dueOn === null) return 'undated';
  if (dueOn < overdueBefore) return 'overdue';
  return dueOn <= atRiskThrough ? 'at-risk' : 'due';
};

/** Working days until a day that may be off: 0 on the last day in time, negative once it is over. */
export const workingDaysLeft = (calendar: WorkingCalendar, today: IsoDate, dueOn: IsoDate): number => {
  const last = addWorkingDays(calendar, dueOn, 0).date;
  return last >= today
    ? workingDaysBetween(calendar, today, last).days
    : -workingDaysBetween(calendar, last, today).days;
};
