import { type IsoDate, yearOf } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { workingDaysWithin } from '../calendar/working-days.ts';
import { monthSpan } from '../cycle/windows.ts';

/** What one plan row asks of the inspectors: so many visits (户次) within its days. */
export interface RowWork {
  readonly visits: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** Who may take any seat, and who may take the first: officer ids. */
  readonly able: readonly string[];
  readonly qualified: readonly string[];
}

/** Of one month of the year, January first. */
interface MonthLoad {
  readonly month: number;
  readonly workingDays: number;
  readonly visits: number;
  /** Visits each inspector will make if the draw spreads them evenly, by officer id. */
  readonly perInspector: ReadonlyMap<string, number>;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

const laterOf = (a: IsoDate, b: IsoDate): IsoDate => [a, b].sort()[1] ?? a;
const earlierOf = (a: IsoDate, b: IsoDate): IsoDate => [a, b].sort()[0] ?? a;

/** The part of a row's visits that falls into a month: they are spread over its working days. */
const shareOf = (
  row: RowWork,
  month: { start: IsoDate; end: IsoDate },
  calendar: WorkingCalendar,
): number => {
  const from = laterOf(row.from, month.start);
  const to = earlierOf(row.to, month.end);
  const all = workingDaysWithin(calendar, row.from, row.to).days;
  return all === 0 ? 0 : (row.visits * workingDaysWithin(calendar, from, to).days) / all;
};

/** Seat 1 falls to a qualified inspector, every other seat to anybody able. */
const addSeats = (loads: Map<string, number>, row: RowWork, visits: number, teamSize: number): void => {
  const add = (id: string, seats: number) => loads.set(id, (loads.get(id) ?? 0) + seats);
  for (const id of row.qualified) add(id, visits / row.qualified.length);
  for (const id of row.able) add(id, (visits * (teamSize - 1)) / row.able.length);
};

/**
 * How many visits each month of the plan year brings and what of them falls to each inspector: an estimate before the
 * draw, by the plan's ratios and the registers as they are today. A unit drawn by two rows is one visit then, so this
 * is the most it can be.
 */
export const yearLoad = (
  year: number,
  rows: readonly RowWork[],
  teamSize: number,
  calendar: WorkingCalendar,
): MonthLoad[] =>
  MONTHS.map((month) => {
    const span = monthSpan(year, { firstMonth: month, lastMonth: month });
    const perInspector = new Map<string, number>();
    let visits = 0;
    for (const row of rows.filter(({ from, to }) => yearOf(from) <= year && yearOf(to) >= year)) {
      const share = shareOf(row, span, calendar);
      visits += share;
      if (share > 0) addSeats(perInspector, row, share, teamSize);
    }
    const workingDays = workingDaysWithin(calendar, span.start, span.end).days;
    return { month, workingDays, visits, perInspector };
  });
