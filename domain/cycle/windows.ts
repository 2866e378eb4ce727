import type { IsoDate } from '../calendar/dates.ts';
import { daysInMonth, isIsoDate } from '../calendar/dates.ts';
import type { CycleWindow, DayRange, MonthDay, MonthRange, Recurrence } from './recurrence.ts';

/** A window before it is numbered. */
type Span = Omit<CycleWindow, 'number'>;

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const ordinal = (index: number): string => ['一', '二', '三', '四'][index] ?? String(index + 1);

/** First day of the first month to last day of the last [R277]. @throws RangeError on months that are none. */
export const monthSpan = (
  year: number,
  { firstMonth, lastMonth }: MonthRange,
): { start: IsoDate; end: IsoDate } => {
  const isMonth = (month: number) => Number.isSafeInteger(month) && month >= 1 && month <= 12;
  if (!isMonth(firstMonth) || !isMonth(lastMonth)) {
    throw new RangeError(`“${firstMonth}月至${lastMonth}月”无效：月份应为 1 至 12。`);
  }
  if (lastMonth < firstMonth) {
    throw new RangeError(
      `“${firstMonth}月至${lastMonth}月”无效：结束月份早于开始月份，跨年的周期请分两年填写。`,
    );
  }
  return {
    start: `${year}-${twoDigits(firstMonth)}-01`,
    end: `${year}-${twoDigits(lastMonth)}-${twoDigits(daysInMonth(year, lastMonth))}`,
  };
};

const monthsOf = (year: number, range: MonthRange, name?: string): Span => {
  const { firstMonth, lastMonth } = range;
  const months = firstMonth === lastMonth ? `${firstMonth}月` : `${firstMonth}-${lastMonth}月`;
  return { ...monthSpan(year, range), label: name ?? months };
};

const dayOf = (year: number, monthDay: MonthDay): IsoDate => {
  const date = `${year}-${monthDay}`;
  if (!isIsoDate(date)) {
    throw new RangeError(`“${monthDay}”不是 ${year} 年的日期：应写成 MM-DD，例如 03-15。`);
  }
  return date;
};

const spokenDay = (date: IsoDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

const daysOf = (year: number, range: DayRange, name?: string): Span => {
  const start = dayOf(year, range.start);
  const end = dayOf(year, range.end);
  if (end < start) throw new RangeError(`${start} 至 ${end}：结束日期早于开始日期，请核对。`);
  return { start, end, label: name ?? `${spokenDay(start)}-${spokenDay(end)}` };
};

/** A year in equal parts of so many months. */
const yearInParts = (monthsEach: number): MonthRange[] =>
  Array.from({ length: 12 / monthsEach }, (_, index) => ({
    firstMonth: index * monthsEach + 1,
    lastMonth: (index + 1) * monthsEach,
  }));

const ALL_MONTHS = yearInParts(1).map(({ firstMonth }) => firstMonth);
const HALF_YEAR_NAMES = ['上半年', '下半年'];

const spansOf = (recurrence: Recurrence, year: number): Span[] => {
  switch (recurrence.kind) {
    case 'three-windows':
      return yearInParts(4).map((range) => monthsOf(year, range));
    case 'whole-year':
      return [monthsOf(year, { firstMonth: 1, lastMonth: 12 }, '全年')];
    case 'half-years':
      return yearInParts(6).map((range, index) => monthsOf(year, range, HALF_YEAR_NAMES[index]));
    case 'quarters':
      return yearInParts(3).map((range, index) => monthsOf(year, range, `第${ordinal(index)}季度`));
    case 'months':
      return (recurrence.months ?? ALL_MONTHS).map((month) =>
        monthsOf(year, { firstMonth: month, lastMonth: month }),
      );
    case 'month-ranges':
      return recurrence.ranges.map((range) => monthsOf(year, range));
    case 'day-ranges':
      return recurrence.ranges.map((range) => daysOf(year, range));
    case 'batches':
      return recurrence.batches.map((batch, index) => {
        const span = daysOf(year, batch, batch.name ?? `第${ordinal(index)}批`);
        if (batch.completeBy === undefined) return span;
        const completeBy = dayOf(year, batch.completeBy);
        if (completeBy < span.start) {
          throw new RangeError(`${span.label}：完成期限 ${completeBy} 早于开始日期 ${span.start}，请核对。`);
        }
        return { ...span, completeBy };
      });
  }
};

/**
 * The windows of one year, numbered from 1 in the order of their first days. Windows may overlap (batches do), but no
 * two may have the same days: they would be one cycle under two numbers.
 *
 * @throws RangeError (Chinese) where a month or day is none of that year, or no window is named.
 */
export const windowsOf = (recurrence: Recurrence, year: number): CycleWindow[] => {
  if (!Number.isSafeInteger(year) || year < 1992 || year > 9999) {
    throw new RangeError(`年份“${year}”无效：应为 1992 至 9999 的整数。`);
  }
  const spans = spansOf(recurrence, year).sort((a, b) =>
    `${a.start}${a.end}` < `${b.start}${b.end}` ? -1 : 1,
  );
  if (spans.length === 0) throw new RangeError('抽查周期为空：请至少填写一个时间段。');
  spans.forEach(({ start, end, label }, index) => {
    const before = spans[index - 1];
    if (before?.start === start && before.end === end) {
      throw new RangeError(`抽查周期重复：“${before.label}”与“${label}”都是 ${start} 至 ${end}。`);
    }
  });
  return spans.map((span, index) => ({ number: index + 1, ...span }));
};
