/** From which day to which a deadline runs, by the calendar as it is known now. */
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { addWorkingDays, firstWorkingDayOnOrAfter } from '../../domain/calendar/working-days.ts';
import { dueWithin } from '../../domain/deadline/within-window.ts';
import type { Step } from './step.ts';

export interface DeadlineBasis {
  readonly dueOn: IsoDate;
  readonly provisional: boolean;
  readonly upperBound?: boolean;
  /** From which day and over how many working days it was counted; absent for a date that a person chose. */
  readonly counted?: {
    readonly from: IsoDate;
    readonly workingDays: number;
    /** The last day of the window within which it falls, where one binds it. */
    readonly notAfter?: IsoDate;
  };
}

/** A deadline of so many working days from a day, by the calendar as it is known now. */
export const countedFrom = (step: Step, from: IsoDate, workingDays: number): DeadlineBasis => {
  const { date, provisional } = addWorkingDays(step.calendar, from, workingDays);
  return { dueOn: date, provisional, counted: { from, workingDays } };
};

/** The same, but within a window that is not over yet. */
export const countedWithin = (
  step: Step,
  from: IsoDate,
  workingDays: number,
  notAfter: IsoDate,
): DeadlineBasis => {
  const { date, provisional } = dueWithin(step.calendar, from, workingDays, notAfter);
  return { dueOn: date, provisional, counted: { from, workingDays, notAfter } };
};

/** The last day on which it is still in time: what falls on a day off is owed on the next working day. */
export const lastDayOf = ({ calendar }: Pick<Step, 'calendar'>, dueOn: IsoDate): IsoDate =>
  firstWorkingDayOnOrAfter(calendar, dueOn).date;

export const hasPassed = (step: Pick<Step, 'calendar' | 'today'>, dueOn: IsoDate): boolean =>
  step.today > lastDayOf(step, dueOn);
