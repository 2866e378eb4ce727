import type { Column } from './columns.ts';
import type { SourceLine } from './source.ts';

/** Text that stands in a row's lines and belongs to none of its cells. */
export interface StrayText {
  readonly line: number;
  readonly column: Column | null;
  readonly text: string;
  /** `repeat`: the end of a cell printed once more; `number`: a second plan number; `unplaced`: fits nowhere. */
  readonly kind: 'repeat' | 'number' | 'unplaced';
}

/** The fragments of one plan row, gathered from the lines it is spread over, before its fields are read. */
export interface RawRow {
  /** From 1, in the order of the table. */
  readonly place: number;
  readonly lines: SourceLine[];
  /** Fragments per column, in order. */
  readonly fragments: Map<Column, string[]>;
  readonly uncertain: Set<Column>;
  readonly strays: StrayText[];
  /** Lines that might as well be a row of their own. */
  readonly doubtfulLines: SourceLine[];
  /** A line has another number of cells than there are headings, so that positions say nothing. */
  hasShiftedLine: boolean;
}

export const newRow = (place: number): RawRow => ({
  place,
  lines: [],
  fragments: new Map(),
  uncertain: new Set(),
  strays: [],
  doubtfulLines: [],
  hasShiftedLine: false,
});

/** The text of a column so far; fragments join without a space, as Chinese wraps without one. */
export const textOf = (row: RawRow, column: Column): string => (row.fragments.get(column) ?? []).join('');

/** The first line of the row: the one its doubts are listed under. */
export const firstLine = (row: RawRow): SourceLine => {
  const [first] = row.lines;
  if (first === undefined) throw new Error('a row of the plan table without any line');
  return first;
};
