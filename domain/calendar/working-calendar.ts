import type { IsoDate } from './dates.ts';
import { dayOfWeek, yearOf } from './dates.ts';
import type { HolidayNotice } from './holiday-notice.ts';
import { checkedNotice } from './holiday-notice.ts';

/** Which days are worked, as far as the loaded notices tell [R280]. */
export interface WorkingCalendar {
  /** Names the notices in use, e.g. `2020r2-2021r1`; stored with every deadline computed from them. */
  readonly version: string;
  /**
   * Whether the notice of that year is loaded. If not, its days are provisional (暂定). The last days of a known year
   * may still be changed by the notice of the next, as any day may by a revision: both give a new `version`.
   */
  readonly knowsYear: (year: number) => boolean;
  readonly isWorkingDay: (date: IsoDate) => boolean;
}

/** From this year on 2 May is a holiday of its own (全国年节及纪念日放假办法, revised 2024-11-10). */
const SECOND_OF_MAY_SINCE = 2025;

/**
 * Statutory days with a fixed date. The rest of an unknown year (Spring Festival, Qingming, Dragon Boat,
 * Mid-Autumn, all shifts) is left to the notice: that is why its dates are provisional.
 */
const isFixedHoliday = (date: IsoDate): boolean => {
  const monthDay = date.slice(5);
  if (monthDay === '05-02') return yearOf(date) >= SECOND_OF_MAY_SINCE;
  return ['01-01', '05-01', '10-01', '10-02', '10-03'].includes(monthDay);
};

const sameDays = (a: readonly IsoDate[], b: readonly IsoDate[]): boolean =>
  [...a].sort().join() === [...b].sort().join();

/** The notice in force of each year, years ascending: the highest revision. */
const latestRevisions = (notices: readonly HolidayNotice[]): HolidayNotice[] => {
  const byYear = new Map<number, HolidayNotice>();
  for (const notice of notices.map(checkedNotice)) {
    const known = byYear.get(notice.year);
    if (
      known?.revision === notice.revision &&
      !(sameDays(known.offDays, notice.offDays) && sameDays(known.makeUpWorkdays, notice.makeUpWorkdays))
    ) {
      throw new RangeError(
        `${notice.year} 年节假日安排有两份修订号同为 ${notice.revision} 而内容不同，请给新的一份更大的修订号。`,
      );
    }
    if (known === undefined || known.revision < notice.revision) byYear.set(notice.year, notice);
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year);
};

/**
 * Working day = (Monday to Friday and not a day off of a notice) or a make-up workday of one (field rules, section 9).
 * A later revision of a year replaces the earlier. Where the notice of the next year reaches back into December, it wins.
 *
 * @throws RangeError on a notice that cannot be used, or two different ones under one revision.
 */
export const buildCalendar = (notices: readonly HolidayNotice[]): WorkingCalendar => {
  const inForce = latestRevisions(notices);
  const years = new Set(inForce.map(({ year }) => year));
  const named = new Map<IsoDate, 'off' | 'work'>();
  for (const { offDays, makeUpWorkdays } of inForce) {
    for (const date of offDays) named.set(date, 'off');
    for (const date of makeUpWorkdays) named.set(date, 'work');
  }
  return {
    version: inForce.map(({ year, revision }) => `${year}r${revision}`).join('-') || 'none',
    knowsYear: (year) => years.has(year),
    isWorkingDay: (date) => {
      const day = named.get(date);
      if (day !== undefined) return day === 'work';
      return dayOfWeek(date) <= 5 && (years.has(yearOf(date)) || !isFixedHoliday(date));
    },
  };
};
