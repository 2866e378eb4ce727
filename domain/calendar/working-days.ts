import type { IsoDate } from './dates.ts';
import { addDays, daysBetween, yearOf } from './dates.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** A date found by counting working days (工作日). */
export interface DueDate {
  readonly date: IsoDate;
  /** A day walked over lies in a year whose notice is not loaded: the date may still move (暂定). */
  readonly provisional: boolean;
}

/** A number of working days, provisional as in {@link DueDate}. */
export interface WorkingDayCount {
  readonly days: number;
  readonly provisional: boolean;
}

/** Steps from `from` (itself not looked at) until `count` working days have passed. */
const walk = (calendar: WorkingCalendar, from: IsoDate, count: number, step: 1 | -1): DueDate => {
  let date = from;
  let left = count;
  let provisional = false;
  while (left > 0) {
    date = addDays(date, step);
    provisional ||= !calendar.knowsYear(yearOf(date));
    if (calendar.isWorkingDay(date)) left -= 1;
  }
  return { date, provisional };
};

/** The date itself if worked, else the next working day. */
export const firstWorkingDayOnOrAfter = (calendar: WorkingCalendar, date: IsoDate): DueDate =>
  walk(calendar, addDays(date, -1), 1, 1);

/** The date itself if worked, else the working day before it. */
export const lastWorkingDayOnOrBefore = (calendar: WorkingCalendar, date: IsoDate): DueDate =>
  walk(calendar, addDays(date, 1), 1, -1);

/**
 * The n-th working day after `from` (n > 0: day 1 is the next working day; field rules, section 9 [R269]), the n-th
 * before it (n < 0), or for n = 0 the date itself, moved to the next working day if it is not one.
 *
 * @throws RangeError unless n is a whole number.
 */
export const addWorkingDays = (calendar: WorkingCalendar, from: IsoDate, n: number): DueDate => {
  if (!Number.isSafeInteger(n)) throw new RangeError(`工作日天数“${n}”无效：应为整数。`);
  if (n === 0) return firstWorkingDayOnOrAfter(calendar, from);
  return walk(calendar, from, Math.abs(n), n > 0 ? 1 : -1);
};

/** Working days of the span, first and last day included; none if `to` is earlier. */
export const workingDaysWithin = (calendar: WorkingCalendar, from: IsoDate, to: IsoDate): WorkingDayCount => {
  let days = 0;
  let provisional = false;
  const length = daysBetween(from, to);
  for (let offset = 0; offset <= length; offset += 1) {
    const date = addDays(from, offset);
    provisional ||= !calendar.knowsYear(yearOf(date));
    if (calendar.isWorkingDay(date)) days += 1;
  }
  return { days, provisional };
};

/**
 * Working days after `from` up to and including `to`, so that it undoes {@link addWorkingDays}; negative, and
 * counted from the other side, if `to` is earlier.
 */
export const workingDaysBetween = (
  calendar: WorkingCalendar,
  from: IsoDate,
  to: IsoDate,
): WorkingDayCount => {
  if (to >= from) return workingDaysWithin(calendar, addDays(from, 1), to);
  const back = workingDaysWithin(calendar, to, addDays(from, -1));
  return { days: back.days === 0 ? 0 : -back.days, provisional: back.provisional };
};
