import type { Alignment, PlacedCell, Worth } from './align.ts';
import { align } from './align.ts';
import type { Column, TableHeader } from './columns.ts';
import { isHeading } from './columns.ts';
import type { KnownValues } from './known-values.ts';
import { QUALITY, quality } from './quality.ts';
import type { RawRow } from './raw-row.ts';
import { newRow, textOf } from './raw-row.ts';
import type { SourceLine } from './source.ts';
import { squeeze } from './source.ts';

/** A cell in its own position on a line as wide as the headings gets this much trust on top. */
const IN_POSITION = 3;
/** A row and its continuation closer than this are not told apart: a person has to look. */
const GROUPING_MARGIN = 3;
/** A second plan number, or a repeated end, on a continuation line: no part of the value, but it stands in its column. */
const STANDS_IN_COLUMN = -1;

const orderOf = (header: TableHeader): Column[] => header.columns.filter((column) => column !== null);

const cellsOf = (line: SourceLine): PlacedCell[] =>
  line.cells.map((cell, at) => ({ text: squeeze(cell), at })).filter(({ text }) => text !== '');

/** Trust in positions, where the line shows as many cells as there are headings. */
const positionWorth = (header: TableHeader, line: SourceLine) => (column: Column, cell: PlacedCell) =>
  line.cells.length === header.columns.length && header.columns[cell.at] === column ? IN_POSITION : 0;

/** Cells under a heading that is none of the nine (备注) are left out where positions can be trusted. */
const planCells = (header: TableHeader, line: SourceLine): PlacedCell[] =>
  cellsOf(line).filter(
    ({ at }) => line.cells.length !== header.columns.length || header.columns[at] !== null,
  );

/** The line as the beginning of a row of its own. */
export const asNewRow = (header: TableHeader, line: SourceLine, known: KnownValues): Alignment => {
  const inPosition = positionWorth(header, line);
  const worth: Worth = (column, cell) => quality(column, cell.text, known) + inPosition(column, cell);
  return align(planCells(header, line), orderOf(header), worth);
};

const repeatsEnd = (before: string, text: string): boolean => before !== text && before.endsWith(text);

/** What a fragment adds to a column of the row before it. */
const gain = (row: RawRow, column: Column, text: string, known: KnownValues): number => {
  const before = textOf(row, column);
  const now = quality(column, before, known);
  const joined = quality(column, before + text, known) - now;
  if (now < QUALITY.whole - 2) return joined;
  const isSecondNumber = column === 'number' && quality(column, text, known) === QUALITY.whole;
  if (isSecondNumber || repeatsEnd(before, text)) return Math.max(joined, STANDS_IN_COLUMN);
  return joined;
};

const asContinuation = (
  header: TableHeader,
  line: SourceLine,
  row: RawRow,
  known: KnownValues,
): Alignment => {
  const inPosition = positionWorth(header, line);
  const worth: Worth = (column, cell) => gain(row, column, cell.text, known) + inPosition(column, cell);
  return align(planCells(header, line), orderOf(header), worth);
};

const addFragment = (
  row: RawRow,
  column: Column,
  text: string,
  line: SourceLine,
  known: KnownValues,
): void => {
  const before = textOf(row, column);
  const now = quality(column, before, known);
  const spoils = now >= QUALITY.whole - 2 && quality(column, before + text, known) < now;
  if (spoils && column === 'number') row.strays.push({ line: line.line, column, text, kind: 'number' });
  else if (spoils && repeatsEnd(before, text)) {
    row.strays.push({ line: line.line, column, text, kind: 'repeat' });
  } else row.fragments.set(column, [...(row.fragments.get(column) ?? []), text]);
};

const take = (
  row: RawRow,
  header: TableHeader,
  line: SourceLine,
  { columns, uncertain }: Alignment,
  known: KnownValues,
): void => {
  row.lines.push(line);
  for (const column of uncertain) row.uncertain.add(column);
  planCells(header, line).forEach(({ text }, index) => {
    const column = columns[index] ?? null;
    if (column === null) row.strays.push({ line: line.line, column, text, kind: 'unplaced' });
    else addFragment(row, column, text, line, known);
  });
};

/** Whether a line only fills columns behind those that the row has already: the rest of a row cut in two. */
const fillsTheRest = (row: RawRow, header: TableHeader, { columns }: Alignment): boolean => {
  const order = orderOf(header);
  const filled = Math.max(-1, ...[...row.fragments.keys()].map((column) => order.indexOf(column)));
  const placed = columns.filter((column) => column !== null).map((column) => order.indexOf(column));
  return placed.length > 0 && Math.min(...placed) > filled;
};

export interface GatheredRows {
  readonly rows: RawRow[];
  /** Lines under the headings that are no part of any row. */
  readonly outside: SourceLine[];
}

/**
 * Gathers the lines under the headings into rows [R278]. Each line is weighed twice, as a row of its own and as the rest
 * of the row before it; what makes better sense wins, and a near tie becomes a doubt. Numbers decide nothing here: in
 * broken tables they stand beside the wrong row.
 */
export const gatherRows = (
  lines: readonly SourceLine[],
  header: TableHeader,
  known: KnownValues,
): GatheredRows => {
  const rows: RawRow[] = [];
  const outside: SourceLine[] = [];
  for (const line of lines.slice(header.last + 1)) {
    if (cellsOf(line).length === 0 || isHeading(line)) continue;
    const own = asNewRow(header, line, known);
    const last = rows.at(-1);
    const rest = last === undefined ? null : asContinuation(header, line, last, known);
    if (Math.max(own.worth, rest?.worth ?? Number.NEGATIVE_INFINITY) <= 0) {
      outside.push(line);
      continue;
    }
    const tie = rest !== null && Math.abs(own.worth - rest.worth) < GROUPING_MARGIN;
    const joins =
      last !== undefined &&
      rest !== null &&
      (tie ? fillsTheRest(last, header, rest) : rest.worth > own.worth);
    const row = joins ? last : newRow(rows.length + 1);
    if (!joins) rows.push(row);
    if (tie) row.doubtfulLines.push(line);
    take(row, header, line, joins ? rest : own, known);
  }
  return { rows, outside };
};

/** Values that stand whole on lines that are whole themselves: the measure for torn cells. */
export const knownValues = (lines: readonly SourceLine[], header: TableHeader): KnownValues => {
  const known = new Map<Column, Set<string>>();
  /** With fewer cells a line may be the second half of a row, and its cells torn. */
  const leastCells = 5;
  for (const line of lines.slice(header.last + 1)) {
    const cells = planCells(header, line);
    if (cells.length < leastCells || isHeading(line)) continue;
    const { columns } = asNewRow(header, line, new Map());
    const isWhole = cells.every(({ text }, index) => {
      const column = columns[index] ?? null;
      return column !== null && quality(column, text, new Map()) >= QUALITY.whole - 2;
    });
    if (!isWhole) continue;
    cells.forEach(({ text }, index) => {
      const column = columns[index] ?? null;
      if (column === null) return;
      known.set(column, (known.get(column) ?? new Set()).add(text));
    });
  }
  return known;
};
