import { type IsoDate, yearOf } from '../calendar/dates.ts';
import { monthSpan } from '../cycle/windows.ts';
import { DRAW_TYPE_WORDS } from './draw-type.ts';
import { COLUMN_TITLES, COLUMNS, type Column } from './import/columns.ts';
import type { PlanRow } from './plan.ts';
import { ratioText } from './ratio-text.ts';

const monthOf = (date: IsoDate): number => Number(date.slice(5, 7));
const dayText = (date: IsoDate): string =>
  `${yearOf(date)}年${monthOf(date)}月${Number(date.slice(8, 10))}日`;

/** 抽查日期 as a plan writes it [R277]: 2021年1月至4月 where whole months are meant, else both days. */
export const windowText = (start: IsoDate, end: IsoDate): string => {
  const [year, firstMonth, lastMonth] = [yearOf(start), monthOf(start), monthOf(end)];
  const isOfMonths = yearOf(end) === year && lastMonth >= firstMonth;
  const whole = isOfMonths ? monthSpan(year, { firstMonth, lastMonth }) : null;
  if (whole?.start !== start || whole.end !== end) return `${dayText(start)}至${dayText(end)}`;
  return firstMonth === lastMonth ? `${year}年${firstMonth}月` : `${year}年${firstMonth}月至${lastMonth}月`;
};

const cellsOf = (row: PlanRow): Readonly<Record<Column, string>> => ({
  number: row.number,
  planName: row.planName,
  taskNumber: row.taskNumber,
  taskName: row.taskName,
  drawType: `${DRAW_TYPE_WORDS[row.drawType]}抽查`,
  ratio: ratioText(row.ratio),
  item: row.item,
  scope: row.scope,
  window: windowText(row.windowStart, row.windowEnd),
});

/** The plan table in its exact form [R270]: the nine headings, then a line per row; the importer reads it back. */
export const planSheet = (rows: readonly PlanRow[]): string[][] => [
  COLUMNS.map((column) => COLUMN_TITLES[column]),
  ...rows.map((row) => {
    const cells = cellsOf(row);
    return COLUMNS.map((column) => cells[column]);
  }),
];
