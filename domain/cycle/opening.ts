import type { IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { DueDate } from '../calendar/working-days.ts';
import { addWorkingDays, firstWorkingDayOnOrAfter } from '../calendar/working-days.ts';
import type { CycleWindow } from './recurrence.ts';

/** A cycle opens on the first working day of its window. @throws RangeError if the window has none. */
export const cycleOpensOn = (window: CycleWindow, calendar: WorkingCalendar): DueDate => {
  const opens = firstWorkingDayOnOrAfter(calendar, window.start);
  if (opens.date > window.end) {
    throw new RangeError(
      `周期“${window.label}”（${window.start} 至 ${window.end}）内没有工作日，请调整时间。`,
    );
  }
  return opens;
};

/** The draw day: so many working days after the opening, 0 for the day itself (a setting per authority [R279]). */
export const drawDayOf = (
  opensOn: IsoDate,
  workingDaysAfterOpening: number,
  calendar: WorkingCalendar,
): DueDate => {
  if (!(workingDaysAfterOpening >= 0)) {
    throw new RangeError(`抽取日设置“${workingDaysAfterOpening}”无效：应为不小于 0 的工作日天数。`);
  }
  return addWorkingDays(calendar, opensOn, workingDaysAfterOpening);
};
