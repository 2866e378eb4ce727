import type { IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { DueDate } from '../calendar/working-days.ts';
import { publicationDue } from '../deadline/publication-due.ts';
import { dueWithin } from '../deadline/within-window.ts';
import type { AuthoritySettings } from '../settings/settings.ts';
import { cycleOpensOn, drawDayOf } from './opening.ts';

/** The days of a cycle as they will be by settings and calendar; any of them may still be provisional (暂定). */
export interface PlannedCycle {
  readonly opensOn: DueDate;
  readonly drawOn: DueDate;
  /** Past this day the cycle ends as 未抽取. */
  readonly drawLatestOn: DueDate;
  /** Last day of the visits. */
  readonly visitsUntil: DueDate;
  /** Last day for publication if the work lasts to the end of the window [R269, R217]. */
  readonly publishBy: DueDate;
}

/** @throws RangeError (Chinese) for a window without a working day */
export const plannedCycle = (
  { start, end, label }: { readonly start: IsoDate; readonly end: IsoDate; readonly label: string },
  { draw, task, publication }: Pick<AuthoritySettings, 'draw' | 'task' | 'publication'>,
  calendar: WorkingCalendar,
): PlannedCycle => {
  const opensOn = cycleOpensOn({ number: 1, start, end, label }, calendar);
  const after = (days: number): DueDate => {
    const day = drawDayOf(opensOn.date, days, calendar);
    return { ...day, provisional: day.provisional || opensOn.provisional };
  };
  const drawOn = after(draw.workingDaysAfterOpening);
  const visits = dueWithin(calendar, drawOn.date, task.visitWorkingDays, end);
  const facts = { inspectionEndedOn: end, rowWorkEndedOn: null, windowEnd: end };
  const { date, provisional } = publicationDue(publication, facts, calendar);
  return {
    opensOn,
    drawOn,
    drawLatestOn: after(draw.latestWorkingDaysAfterOpening),
    visitsUntil: { ...visits, provisional: visits.provisional || drawOn.provisional },
    publishBy: { date, provisional },
  };
};
