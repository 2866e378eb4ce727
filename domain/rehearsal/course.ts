import type { IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays, lastWorkingDayOnOrBefore } from '../calendar/working-days.ts';
import { chooserOf } from './random.ts';
import type { DaysRange, Pace } from './scenario.ts';

/** What every decision of an actor rests on, beside the facts of its subject. */
export interface Stage {
  readonly seed: number;
  readonly pace: Pace;
  readonly calendar: WorkingCalendar;
}

/** What somebody will do with a subject next, and on which day if nothing comes between. */
export interface Next<Deed extends string> {
  readonly deed: Deed;
  readonly on: IsoDate;
}

export const workingDaysAfter = ({ calendar }: Stage, from: IsoDate, days: number): IsoDate =>
  addWorkingDays(calendar, from, days).date;

/** A day so many working days later, chosen for the key within the range. */
export const somewhenAfter = (stage: Stage, from: IsoDate, [least, most]: DaysRange, key: string): IsoDate =>
  workingDaysAfter(stage, from, chooserOf(stage.seed, key).between(least, most));

const earlierOf = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

/** In time: on the wished day, but no later than the last working day up to the deadline; never before the work began. */
export const inTime = ({ calendar }: Stage, wishedOn: IsoDate, dueOn: IsoDate): IsoDate =>
  earlierOf(wishedOn, lastWorkingDayOnOrBefore(calendar, dueOn).date);
