import type { Column } from './columns.ts';

/** One cell with text, squeezed, and its position on the line (from 0). */
export interface PlacedCell {
  readonly text: string;
  readonly at: number;
}

/** Worth of putting a cell into a column. */
export type Worth = (column: Column, cell: PlacedCell) => number;

export interface Alignment {
  /** Column of each cell, in order; null for a cell that fits nowhere. */
  readonly columns: readonly (Column | null)[];
  readonly worth: number;
}

/** A cell that fits nowhere costs this: less than forcing it into a column that it contradicts. */
const UNPLACED = -6;
/** Two alignments closer than this cannot be told apart with certainty. */
const MARGIN = 2.5;

/**
 * Puts the cells of a line into columns. Damaged tables lose or gain empty cells, so positions shift, but the order of
 * the columns stays: the placement with the highest worth that keeps the order wins (dynamic programming over cells and
 * columns).
 */
export const align = (cells: readonly PlacedCell[], order: readonly Column[], worth: Worth): Alignment => {
  // best[c] is the worth of the best placement of the cells seen so far within the first c columns.
  let best: number[] = Array.from({ length: order.length + 1 }, () => 0);
  const steps: ('unplaced' | 'placed' | 'skipped')[][] = [];
  for (const cell of cells) {
    const next: number[] = [];
    const taken: ('unplaced' | 'placed' | 'skipped')[] = [];
    for (let used = 0; used <= order.length; used += 1) {
      const column = order[used - 1];
      const options = [
        { step: 'unplaced', value: (best[used] ?? 0) + UNPLACED } as const,
        ...(column === undefined
          ? []
          : [
              { step: 'placed', value: (best[used - 1] ?? 0) + worth(column, cell) } as const,
              { step: 'skipped', value: next[used - 1] ?? 0 } as const,
            ]),
      ];
      const chosen = options.reduce((a, b) => (b.value > a.value ? b : a));
      next.push(chosen.value);
      taken.push(chosen.step);
    }
    best = next;
    steps.push(taken);
  }
  const columns: (Column | null)[] = [];
  let used = order.length;
  for (let index = cells.length - 1; index >= 0; index -= 1) {
    while (steps[index]?.[used] === 'skipped') used -= 1;
    const placed = steps[index]?.[used] === 'placed';
    columns.unshift(placed ? (order[used - 1] ?? null) : null);
    if (placed) used -= 1;
  }
  return { columns, worth: best[order.length] ?? 0 };
};

/** Columns for which another placement is nearly as good as the best one: a person has to look. */
export const uncertainColumns = (
  best: Alignment,
  cells: readonly PlacedCell[],
  order: readonly Column[],
  worth: Worth,
): Set<Column> => {
  const uncertain = new Set<Column>();
  best.columns.forEach((column, index) => {
    if (column === null) return;
    const forbidden = cells[index];
    const rival = align(cells, order, (candidate, cell) =>
      candidate === column && cell === forbidden ? Number.NEGATIVE_INFINITY : worth(candidate, cell),
    );
    if (best.worth - rival.worth >= MARGIN) return;
    uncertain.add(column);
    const other = rival.columns[index];
    if (other !== null && other !== undefined) uncertain.add(other);
  });
  return uncertain;
};
