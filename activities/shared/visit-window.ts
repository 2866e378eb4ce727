import type { DayRange } from '../../domain/assignment/eligibility.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { addWorkingDays, lastWorkingDayOnOrBefore } from '../../domain/calendar/working-days.ts';
import type { Step } from './step.ts';

/** The days on which the visits of a draw may take place: what an inspector must be valid and free for. */
export const visitWindow = ({ calendar, settings }: Step, from: IsoDate, windowEnd: IsoDate): DayRange => {
  const counted = addWorkingDays(calendar, from, settings.task.visitWorkingDays).date;
  const last = lastWorkingDayOnOrBefore(calendar, windowEnd).date;
  return { from, to: counted <= last || last < from ? counted : last };
};
