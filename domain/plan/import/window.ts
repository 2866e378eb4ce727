import type { IsoDate } from '../../calendar/dates.ts';
import { isIsoDate } from '../../calendar/dates.ts';
import { parseMonthRange } from '../../cycle/month-range.ts';
import { monthSpan } from '../../cycle/windows.ts';

export interface Window {
  readonly start: IsoDate;
  readonly end: IsoDate;
}

const PARTS_OF_YEAR: Readonly<Record<string, readonly [number, number]>> = {
  全年: [1, 12],
  上半年: [1, 6],
  下半年: [7, 12],
  第一季度: [1, 3],
  第二季度: [4, 6],
  第三季度: [7, 9],
  第四季度: [10, 12],
};

const DAY = '(\\d{1,2})月(\\d{1,2})日';
const DAYS = new RegExp(`^(\\d{4})年${DAY}[至到\\-—~～]+(?:(\\d{4})年)?${DAY}$`, 'u');

const isoDay = (year: string, month: string, day: string): IsoDate =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

const exactDays = (text: string): Window | null => {
  const match = DAYS.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = '', endYear, endMonth = '', endDay = ''] = match;
  const start = isoDay(year, month, day);
  const end = isoDay(endYear ?? year, endMonth, endDay);
  return isIsoDate(start) && isIsoDate(end) && start < end ? { start, end } : null;
};

const partOfYear = (text: string): Window | null => {
  const match = /^(\d{4})年度?(\D+)$/u.exec(text);
  const months = PARTS_OF_YEAR[match?.[2] ?? ''];
  if (match === null || months === undefined) return null;
  return monthSpan(Number(match[1]), { firstMonth: months[0], lastMonth: months[1] });
};

/**
 * 抽查日期 as first and last day [R277]: month ranges, exact days, 全年, half-years and quarters. Null where the text is
 * none of them, or names no year: the year of a window is never supplied from elsewhere.
 */
export const windowOf = (text: string): Window | null => {
  const known = exactDays(text) ?? partOfYear(text);
  if (known !== null) return known;
  try {
    return parseMonthRange(text);
  } catch {
    return null; // its message is for people who type one value; a table gets a doubt with the line instead
  }
};
