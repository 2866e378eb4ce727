import { closesPaper } from './closing-lines.ts';
import type { Column, TableHeader } from './columns.ts';
import { isHeading } from './columns.ts';
import type { KnownValues } from './known-values.ts';
import { isWhole, quality } from './quality.ts';
import type { RawRow } from './raw-row.ts';
import { newRow, textOf } from './raw-row.ts';
import type { SourceLine } from './source.ts';
import { rawText } from './source.ts';
import type { WeighedLine } from './weigh-line.ts';
import { asContinuation, asNewRow, cellsOf, orderOf, repeatsEnd } from './weigh-line.ts';

/** A row and its continuation closer than this are not told apart: a person has to look. */
const GROUPING_MARGIN = 3;

const addFragment = (
  row: RawRow,
  column: Column,
  text: string,
  line: SourceLine,
  known: KnownValues,
): void => {
  const before = textOf(row, column);
  const now = quality(column, before, known);
  const spoils = isWhole(now) && quality(column, before + text, known) < now;
  if (spoils && column === 'number') row.strays.push({ line: line.line, column, text, kind: 'number' });
  else if (spoils && repeatsEnd(before, text)) {
    row.strays.push({ line: line.line, column, text, kind: 'repeat' });
  } else row.fragments.set(column, [...(row.fragments.get(column) ?? []), text]);
};

const take = (
  row: RawRow,
  header: TableHeader,
  line: SourceLine,
  weighed: WeighedLine,
  known: KnownValues,
): void => {
  row.lines.push(line);
  if (line.cells.length !== header.columns.length) row.hasShiftedLine = true;
  for (const column of weighed.uncertain()) row.uncertain.add(column);
  weighed.cells.forEach(({ text }, index) => {
    const column = weighed.columns[index] ?? null;
    if (column === null) row.strays.push({ line: line.line, column, text, kind: 'unplaced' });
    else addFragment(row, column, text, line, known);
  });
};

/** Whether a line only fills columns behind those that the row has already: the rest of a row cut in two. */
const fillsTheRest = (row: RawRow, header: TableHeader, { columns }: WeighedLine): boolean => {
  const order = orderOf(header);
  const filled = Math.max(-1, ...[...row.fragments.keys()].map((column) => order.indexOf(column)));
  const placed = columns.filter((column) => column !== null).map((column) => order.indexOf(column));
  return placed.length > 0 && Math.min(...placed) > filled;
};

export interface GatheredRows {
  readonly rows: RawRow[];
  /** Lines between the headings and the first row that are no part of it: a person has to look. */
  readonly outside: SourceLine[];
  /** Signature, date and the like behind the last row. */
  readonly closing: SourceLine[];
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
  const below = lines.slice(header.last + 1);
  const isText = (line: SourceLine) => cellsOf(header, line).length > 0;
  const end = below.findLastIndex((line) => isText(line) && !closesPaper(line)) + 1;
  for (const line of below.slice(0, end)) {
    if (!isText(line) || isHeading(line)) continue;
    const own = asNewRow(header, line, known);
    const last = rows.at(-1);
    const rest = last === undefined ? null : asContinuation(header, line, last, known);
    const canBegin = own.cells.length > 1 && own.worth > 0;
    if (!canBegin && (rest?.worth ?? 0) <= 0) {
      if (last === undefined) outside.push(line);
      else last.strays.push({ line: line.line, column: null, text: rawText(line), kind: 'unplaced' });
      continue;
    }
    const tie = rest !== null && Math.abs(own.worth - rest.worth) < GROUPING_MARGIN;
    const joins =
      last !== undefined &&
      rest !== null &&
      (!canBegin || (tie ? fillsTheRest(last, header, rest) : rest.worth > own.worth));
    const row = joins ? last : newRow(rows.length + 1);
    if (!joins) rows.push(row);
    if (tie && canBegin) row.doubtfulLines.push(line);
    take(row, header, line, joins ? rest : own, known);
  }
  return { rows, outside, closing: below.slice(end) };
};
