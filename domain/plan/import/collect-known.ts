import type { Column, TableHeader } from './columns.ts';
import { isHeading } from './columns.ts';
import type { KnownValues } from './known-values.ts';
import { knownFrom, NOTHING_KNOWN } from './known-values.ts';
import { isWhole, quality } from './quality.ts';
import type { SourceLine } from './source.ts';
import { asNewRow } from './weigh-line.ts';

/** A line with fewer cells may be the second half of a row, and its cells torn. */
const LEAST_CELLS = 5;

/** Values that stand whole on lines that are whole themselves: the measure for torn cells. */
export const collectKnown = (lines: readonly SourceLine[], header: TableHeader): KnownValues => {
  const found = new Map<Column, string[]>();
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
      if (column !== null) found.set(column, [...(found.get(column) ?? []), text]);
    }
  }
  return knownFrom(found);
};
