import { isIsoDate } from '../../domain/calendar/dates.ts';
import type { Column, Fault, Line } from './table.ts';

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/u;

/** Reads the cells of one row and gathers what is wrong with them. */
export interface CellReader<Field extends string> {
  text(field: Field): string;
  /** Null where the cell is empty. */
  optional(field: Field): string | null;
  /** Empty is wrong. */
  needed(field: Field): string;
  /** 2015-06-01, 2015/6/1, 2015年6月1日; null where the cell is empty. */
  date(field: Field): string | null;
  /** One of the words; `fallback` where the cell is empty, which is wrong without one. */
  oneOf<Value>(field: Field, words: Readonly<Record<string, Value>>, fallback?: Value): Value | null;
  /** Several texts in one cell. */
  several(field: Field): string[];
  /** Something wrong that only the whole row shows. */
  wrong(field: Field, what: string): void;
}

export const cellReader = <Field extends string>(
  { line, cells }: Line<Field>,
  columns: readonly Column<Field>[],
  faults: Fault[],
): CellReader<Field> => {
  const wrong = (field: Field, what: string): void => {
    faults.push({ line, head: columns.find((column) => column.field === field)?.head ?? field, what });
  };
  const text = (field: Field): string => cells[field];
  return {
    wrong,
    text,
    optional: (field) => text(field) || null,
    needed: (field) => {
      if (text(field) === '') wrong(field, '没有填写，请补填。');
      return text(field);
    },
    date: (field) => {
      if (text(field) === '') return null;
      const [, year = '', month = '', day = ''] = DATE.exec(text(field)) ?? [];
      const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
      if (isIsoDate(date)) return date;
      wrong(field, `“${text(field)}”不是真实日期，请写成 2015-06-01。`);
      return null;
    },
    oneOf: (field, words, fallback) => {
      const found = Object.entries(words).find(([word]) => word === text(field));
      if (found !== undefined) return found[1];
      if (text(field) === '' && fallback !== undefined) return fallback;
      const choices = Object.keys(words).join('、');
      wrong(
        field,
        `${text(field) === '' ? '没有填写' : `“${text(field)}”不在可选范围内`}，请填以下之一：${choices}。`,
      );
      return null;
    },
    several: (field) =>
      text(field)
        .split(/[、，,;；/\s]+/u)
        .filter((part) => part !== ''),
  };
};

/** The second of two rows that say who or what they are by the same text. */
export const repeatedFaults = <Row>(
  rows: readonly { readonly line: number; readonly row: Row }[],
  head: string,
  keyOf: (row: Row) => string,
): Fault[] => {
  const first = new Map<string, number>();
  return rows.flatMap(({ line, row }): Fault[] => {
    const key = keyOf(row);
    const before = first.get(key);
    if (before === undefined) first.set(key, line);
    return before === undefined || key === ''
      ? []
      : [{ line, head, what: `与第 ${before} 行重复，请删去其中一行。` }];
  });
};
