/** Merges what the rows drew into visits: a unit drawn by several rows is visited once (综合查一次). */
import { compareUtf8 } from './canonical.ts';
import type { UnitKey } from './labels.ts';
import type { DrawnVisit, OrderedUnit, StratumResult } from './record.ts';

const drawOrder = (a: OrderedUnit, b: OrderedUnit): number =>
  compareUtf8(a.ticket, b.ticket) || compareUtf8(a.unit, b.unit);

/** Drawn units of a row in draw order: (ticket, unit) over all its strata, whose tickets share the row's labels. */
const drawnOfRow = (strata: readonly StratumResult[], row: number): OrderedUnit[] =>
  strata
    .filter((stratum) => stratum.row === row)
    .flatMap(({ order, quota }) => order.slice(0, quota))
    .sort(drawOrder);

/** Visits in the order of (smallest row, draw order), each with its rows ascending. */
export const mergeVisits = (strata: readonly StratumResult[]): DrawnVisit[] => {
  const rows = [...new Set(strata.map(({ row }) => row))].sort((a, b) => a - b);
  const rowsOfUnit = new Map<UnitKey, number[]>();
  for (const row of rows) {
    for (const { unit } of drawnOfRow(strata, row)) {
      const known = rowsOfUnit.get(unit);
      if (known === undefined) rowsOfUnit.set(unit, [row]);
      else if (known.at(-1) !== row) known.push(row);
    }
  }
  return [...rowsOfUnit].map(([unit, drawnBy], index) => ({ position: index + 1, unit, rows: drawnBy }));
};
