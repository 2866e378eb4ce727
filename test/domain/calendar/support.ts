import fc from 'fast-check';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { addDays, daysBetween } from '../../../domain/calendar/dates.ts';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';

/** Every notice that is shipped: the calendar of a fresh authority. */
export const shippedCalendar = buildCalendar(SHIPPED_NOTICES);

/** Any date from `from` to `to`. */
export const anyDate = (from: IsoDate = '1995-01-01', to: IsoDate = '2095-12-31'): fc.Arbitrary<IsoDate> =>
  fc.integer({ min: 0, max: daysBetween(from, to) }).map((days) => addDays(from, days));
