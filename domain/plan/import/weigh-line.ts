import type { Alignment, PlacedCell, Worth } from './align.ts';
import { align, uncertainColumns } from './align.ts';
import type { Column, TableHeader } from './columns.ts';
import type { KnownValues } from './known-values.ts';
import { isWhole, QUALITY, quality } from './quality.ts';
import type { RawRow } from './raw-row.ts';
import { textOf } from './raw-row.ts';
import type { SourceLine } from './source.ts';
import { squeeze } from './source.ts';

/**
 * A cell in its own position on a line as wide as the headings gets this much trust on top; more on a continuation line,
 * whose empty cells are there to keep the positions.
 */
const IN_POSITION = { ownRow: 3, continuation: 6 } as const;
/** A second plan number, or a repeated end, on a continuation line: no part of the value, but it stands in its column. */
const STANDS_IN_COLUMN = -1;

/** A line put into columns in one of the two ways it can be taken. */
export interface WeighedLine extends Alignment {
  readonly cells: readonly PlacedCell[];
  /** Columns that a person has to look at; worked out only where it is asked for. */
  readonly uncertain: () => ReadonlySet<Column>;
}

/** The columns that the table has, in its order. */
export const orderOf = (header: TableHeader): Column[] => header.columns.filter((column) => column !== null);

/** The cells with text; those under a heading that is none of the nine (备注) are left out where positions are sure. */
export const cellsOf = (header: TableHeader, line: SourceLine): PlacedCell[] => {
  const inPosition = line.cells.length === header.columns.length;
  return line.cells
    .map((cell, at) => ({ text: squeeze(cell), at }))
    .filter(({ text, at }) => text !== '' && !(inPosition && header.columns[at] === null));
};

const weigh = (header: TableHeader, line: SourceLine, trust: number, value: Worth): WeighedLine => {
  const cells = cellsOf(header, line);
  const order = orderOf(header);
  const full = line.cells.length === header.columns.length;
  const worth: Worth = (column, cell) =>
    value(column, cell) + (full && header.columns[cell.at] === column ? trust : 0);
  const best = align(cells, order, worth);
  return { ...best, cells, uncertain: () => uncertainColumns(best, cells, order, worth) };
};

/** The line as the beginning of a row of its own. */
export const asNewRow = (header: TableHeader, line: SourceLine, known: KnownValues): WeighedLine =>
  weigh(header, line, IN_POSITION.ownRow, (column, { text }) => quality(column, text, known));

/** Whether a text only says the end of a cell again, as wrapping sometimes leaves behind. */
export const repeatsEnd = (before: string, text: string): boolean => before !== text && before.endsWith(text);

/** What a fragment adds to a column of the row before it. */
const gain = (row: RawRow, column: Column, text: string, known: KnownValues): number => {
  const before = textOf(row, column);
  const now = quality(column, before, known);
  const joined = quality(column, before + text, known) - now;
  if (!isWhole(now)) return joined;
  const alone = quality(column, text, known);
  // 2021年1月 is a window, and so is 2021年1月至4月: what cannot stand alone belongs to what it completes.
  if (joined >= 0 && alone < 0) return Math.max(joined, QUALITY.loose);
  const isSecondNumber = column === 'number' && isWhole(alone);
  return isSecondNumber || repeatsEnd(before, text) ? Math.max(joined, STANDS_IN_COLUMN) : joined;
};

/** The line as the rest of the row before it. */
export const asContinuation = (
  header: TableHeader,
  line: SourceLine,
  row: RawRow,
  known: KnownValues,
): WeighedLine =>
  weigh(header, line, IN_POSITION.continuation, (column, { text }) => gain(row, column, text, known));
