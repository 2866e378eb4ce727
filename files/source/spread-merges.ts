/** A cell with the rows it is merged over; its columns are already counted out by its position. */
export interface MergedRange {
  /** From 0, all included. */
  readonly top: number;
  readonly bottom: number;
  readonly column: number;
}

/** Rows above this belong to the same merged block as a heading or title, not to plan rows. */
const LEAST_ROWS = 2;

/** Repeats a cell's text in every row it is merged over: on paper it stands for all of them. */
export const spreadMerges = (
  rows: readonly (readonly string[])[],
  merges: readonly MergedRange[],
): string[][] => {
  const spread = rows.map((cells) => [...cells]);
  for (const { top, bottom, column } of merges) {
    if (bottom - top + 1 < LEAST_ROWS) continue;
    const text = spread[top]?.[column] ?? '';
    for (let row = top + 1; row <= bottom; row += 1) {
      const cells = spread[row];
      if (cells === undefined) continue;
      while (cells.length <= column) cells.push('');
      cells[column] = text;
    }
  }
  return spread;
};
