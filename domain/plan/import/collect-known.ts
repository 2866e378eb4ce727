import type { Column, TableHeader } from './columns.ts';
import { isHeading } from './columns.ts';
import type { KnownValues } from './known-values.ts';
import { knownFrom, NOTHING_KNOWN } from './known-values.ts';
import { isWhole, quality } from './quality.ts';
import type { SourceLine } from './source.ts';
import { asNewRow } from './weigh-line.ts';

/** Columns whose texts repeat from round to round. In the others one good text may begin or end another (5% and 15%). */
const REPEATING: readonly Column[] = ['taskName', 'item', 'scope', 'window'];

/** A line with fewer cells may be the second half of a row, and its cells torn. */
const LEAST_CELLS = 5;

/** Values that stand whole on lines that are whole themselves: the measure for torn cells. */
export const collectKnown = (lines: readonly SourceLine[], header: TableHeader): KnownValues => {
  const found = new Map<Column, Map<string, number>>();
  for (const line of lines.slice(header.last + 1)) {
    if (isHeading(line)) continue;
    const { cells, columns } = asNewRow(header, line, NOTHING_KNOWN);
    if (cells.length < LEAST_CELLS) continue;
    const values = cells.map(({ text }, index) => ({ text, column: columns[index] ?? null }));
    const whole = values.every(
      ({ text, column }) => column !== null && isWhole(quality(column, text, NOTHING_KNOWN)),
    );
    if (!whole) continue;
    for (const { text, column } of values) {
      if (column === null || !REPEATING.includes(column)) continue;
      const counts = found.get(column) ?? new Map<string, number>();
      found.set(column, counts.set(text, (counts.get(text) ?? 0) + 1));
    }
  }
  return knownFrom(found);
};
