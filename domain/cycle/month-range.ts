import type { IsoDate } from '../calendar/dates.ts';
import { monthSpan } from './windows.ts';

const SEPARATOR = /[-~—–―‐‑‒−〜至到]+/;
/** Year and month, month with or without 月 before a separator, end year only where it is written. */
const RANGE = new RegExp(
  `^(?<year>\\d{4})年(?<first>\\d{1,2})月?(?:${SEPARATOR.source}(?:(?<endYear>\\d{4})年)?(?<last>\\d{1,2})月)?$`,
  'u',
);

/**
 * Exact first and last day of a month range as plans write it [R277]: `2021年1月至4月`, `2021年1-4月`,
 * `2021年9月～2021年12月`, a single `2021年3月`. Full-width signs, spaces, tabs and line breaks do not matter, except
 * between two digits: `1 2月` may be a broken 12 or a lost sign, and is refused.
 *
 * @throws RangeError (Chinese) that quotes the text and says what is wrong; nothing is guessed.
 */
export const parseMonthRange = (text: string): { start: IsoDate; end: IsoDate } => {
  const refuse = (why: string): never => {
    throw new RangeError(`抽查时间“${text.trim()}”无法识别：${why}`);
  };
  const normal = text.normalize('NFKC').trim();
  if (/\d\s+\d/u.test(normal)) return refuse('数字中间有空格，请核对原文后写成“2021年1月至4月”的形式。');
  const groups = RANGE.exec(normal.replace(/\s+/gu, ''))?.groups;
  if (groups === undefined) return refuse('应写成“2021年1月至4月”的形式。');
  const { year, first, endYear, last } = groups;
  if (last === undefined && !normal.endsWith('月')) return refuse('缺少“月”字。');
  if (endYear !== undefined && endYear !== year) {
    return refuse('起止月份不在同一年，跨年的时间请分两年填写。');
  }
  try {
    return monthSpan(Number(year), { firstMonth: Number(first), lastMonth: Number(last ?? first) });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};
