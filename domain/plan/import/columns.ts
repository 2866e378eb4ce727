import type { SourceLine } from './source.ts';
import { squeeze, UnreadablePlan } from './source.ts';

/** The nine columns of the plan table, in its order [R270]. */
export const COLUMNS = [
  'number',
  'planName',
  'taskNumber',
  'taskName',
  'drawType',
  'ratio',
  'item',
  'scope',
  'window',
] as const;

export type Column = (typeof COLUMNS)[number];

/** The heading of each column as plans print it. */
export const COLUMN_TITLES: Readonly<Record<Column, string>> = {
  number: '抽查计划编号',
  planName: '抽查计划名称',
  taskNumber: '抽查任务编号',
  taskName: '抽查任务名称',
  drawType: '抽查类型',
  ratio: '抽查比例',
  item: '抽查事项',
  scope: '抽查对象范围',
  window: '抽查日期',
};

const OTHER_TITLES: Readonly<Record<string, Column>> = {
  计划编号: 'number',
  计划名称: 'planName',
  任务编号: 'taskNumber',
  任务名称: 'taskName',
  类型: 'drawType',
  比例: 'ratio',
  事项: 'item',
  检查事项: 'item',
  抽查事项名称: 'item',
  对象范围: 'scope',
  抽查对象: 'scope',
  检查对象范围: 'scope',
  抽查范围: 'scope',
  日期: 'window',
  抽查时间: 'window',
  检查时间: 'window',
  实施时间: 'window',
};

/** Fewer headings than this are no table of a plan. */
const LEAST_HEADINGS = 6;

const columnOf = (heading: string): Column | null => {
  const bare = squeeze(heading).replace(/\s/gu, '');
  return COLUMNS.find((column) => COLUMN_TITLES[column] === bare) ?? OTHER_TITLES[bare] ?? null;
};

export interface TableHeader {
  /** Index of the first and last heading line in the list of lines. */
  readonly first: number;
  readonly last: number;
  /** The column at each cell position; null for a heading that is none of the nine (备注). */
  readonly columns: readonly (Column | null)[];
}

const headingsOf = (cells: readonly string[]): (Column | null)[] | null => {
  const columns = cells.map(columnOf);
  const known = columns.filter((column) => column !== null);
  return known.length >= LEAST_HEADINGS && new Set(known).size === known.length ? columns : null;
};

const joinCells = (above: readonly string[], below: readonly string[]): string[] =>
  Array.from(
    { length: Math.max(above.length, below.length) },
    (_, at) => `${above[at] ?? ''}${below[at] ?? ''}`,
  );

/** Whether a line repeats the headings, as the second page of a printed table does. */
export const isHeading = (line: SourceLine): boolean => headingsOf(line.cells) !== null;

/** The table's headings, on one line or wrapped over two. @throws UnreadablePlan where there is no such table. */
export const findHeader = (lines: readonly SourceLine[]): TableHeader => {
  for (const [index, line] of lines.entries()) {
    const columns = headingsOf(line.cells);
    if (columns !== null) return { first: index, last: index, columns };
    const below = lines[index + 1];
    // A title above whole headings is no first half of them.
    const isHalf = below !== undefined && headingsOf(below.cells) === null;
    const wrapped = isHalf ? headingsOf(joinCells(line.cells, below.cells)) : null;
    if (wrapped !== null) return { first: index, last: index + 1, columns: wrapped };
  }
  throw new UnreadablePlan(
    `没有找到计划表的表头。请确认文件中有一行表头，至少包含下列名称中的 ${LEAST_HEADINGS} 个：${Object.values(COLUMN_TITLES).join('、')}。`,
  );
};
