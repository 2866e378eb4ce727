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
  /** Columns of this alignment for which another one is nearly as good: a person has to look. */
  readonly uncertain: ReadonlySet<Column>;
}

/** A cell that fits nowhere costs this: less than forcing it into a column that it contradicts. */
const UNPLACED = -6;
/** Two alignments closer than this cannot be told apart with certainty. */
const MARGIN = 2.5;

interface Best {
  readonly worth: number;
  readonly columns: readonly (Column | null)[];
}

/** Best order-keeping placement, by dynamic programming over cells and columns. */
const bestPlacement = (cells: readonly PlacedCell[], order: readonly Column[], worth: Worth): Best => {
  // best[c] is the best placement of the cells seen so far within the first c columns.
  let best: Best[] = Array.from({ length: order.length + 1 }, () => ({ worth: 0, columns: [] }));
  for (const cell of cells) {
    const next: Best[] = [];
    for (let used = 0; used <= order.length; used += 1) {
      const before = best[used] as Best;
      const candidates: Best[] = [{ worth: before.worth + UNPLACED, columns: [...before.columns, null] }];
      const column = order[used - 1];
      if (column !== undefined) {
        const left = best[used - 1] as Best;
        candidates.push({ worth: left.worth + worth(column, cell), columns: [...left.columns, column] });
        candidates.push(next[used - 1] as Best);
      }
      next.push(candidates.reduce((a, b) => (b.worth > a.worth ? b : a)));
    }
    best = next;
  }
  return best[order.length] as Best;
};

/**
 * Puts the cells of a line into columns. Damaged tables lose or gain empty cells, so positions shift, but the order of
 * the columns stays: the placement with the highest worth that keeps the order wins.
 */
export const align = (cells: readonly PlacedCell[], order: readonly Column[], worth: Worth): Alignment => {
  const best = bestPlacement(cells, order, worth);
  const uncertain = new Set<Column>();
  best.columns.forEach((column, index) => {
    if (column === null) return;
    const forbidden = cells[index];
    const rival = bestPlacement(cells, order, (candidate, cell) =>
      candidate === column && cell === forbidden ? Number.NEGATIVE_INFINITY : worth(candidate, cell),
    );
    if (best.worth - rival.worth >= MARGIN) return;
    uncertain.add(column);
    const other = rival.columns[index];
    if (other !== null && other !== undefined) uncertain.add(other);
  });
  return { columns: best.columns, worth: best.worth, uncertain };
};
