import type { DayRange } from '../../domain/assignment/eligibility.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { dueWithin } from '../../domain/deadline/within-window.ts';
import type { Looking } from './looking.ts';

/** The days on which the visits of a draw may take place: what an inspector must be valid and free for. */
export const visitWindow = (
  { calendar, settings }: Looking,
  from: IsoDate,
  windowEnd: IsoDate,
): DayRange => ({
  from,
  to: dueWithin(calendar, from, settings.task.visitWorkingDays, windowEnd).date,
});
