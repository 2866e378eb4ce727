import { type RawBuilder, sql } from 'kysely';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../domain/calendar/working-calendar.ts';
import { firstWorkingDayOnOrAfter } from '../../domain/calendar/working-days.ts';

/**
 * Days off (`due_on`) of some years on which something may be due, each with the working day on which it is still in
 * time (`last_day`); a part of a `with`. What is owed for a year's last window is due in the next.
 */
export const daysOff = (
  calendar: WorkingCalendar,
  { from, to }: { readonly from: number; readonly to: number },
): RawBuilder<unknown> => {
  const due: IsoDate[] = [];
  const lastDays: IsoDate[] = [];
  for (let day = `${from}-01-01`; day < `${to + 2}-01-01`; day = addDays(day, 1)) {
    const last = firstWorkingDayOnOrAfter(calendar, day).date;
    if (last !== day) {
      due.push(day);
      lastDays.push(last);
    }
  }
  return sql`day_off as (select * from unnest(${due}::date[], ${lastDays}::date[]) as d(due_on, last_day))`;
};
