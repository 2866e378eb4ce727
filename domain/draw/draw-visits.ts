/** Merges what the rows drew into visits: a unit drawn by several rows is visited once (综合查一次). */
import type { AnnouncedBatch, AnnouncedStratum } from './announced-strata.ts';
import { compareUtf8 } from './canonical.ts';
import type { UnitKey } from './labels.ts';
import type { DrawnVisit, OrderedUnit, StratumResult } from './record.ts';

const drawOrder = (a: OrderedUnit, b: OrderedUnit): number =>
  compareUtf8(a.ticket, b.ticket) || compareUtf8(a.unit, b.unit);

/** Drawn units of a row in draw order: (ticket, unit) over all its strata. */
const drawnOfRow = (strata: readonly StratumResult[], row: number): OrderedUnit[] =>
  strata
    .filter((stratum) => stratum.row === row)
    .flatMap(({ order, quota }) => order.slice(0, quota))
    .sort(drawOrder);

/** Batch of the unit at a 0-based place of its stratum's order: the first `count` are batch 1, and so on. */
const batchAt = (batches: readonly AnnouncedBatch[], place: number): number | undefined => {
  let end = 0;
  for (const { no, count } of batches) {
    end += count;
    if (place < end) return no;
  }
  return undefined;
};

const batchesByUnit = (
  strata: readonly StratumResult[],
  announced: readonly AnnouncedStratum[],
): ReadonlyMap<UnitKey, number> => {
  const batchesOf = new Map(announced.map(({ id, batches }) => [id, batches]));
  const byUnit = new Map<UnitKey, number>();
  for (const { id, order, quota } of strata.toSorted((a, b) => a.row - b.row)) {
    const batchesOfStratum = batchesOf.get(id) ?? [];
    if (batchesOfStratum.length === 0) continue;
    for (const [place, { unit }] of order.slice(0, quota).entries()) {
      const batch = batchAt(batchesOfStratum, place);
      if (batch !== undefined && !byUnit.has(unit)) byUnit.set(unit, batch);
    }
  }
  return byUnit;
};

/** Visits in the order of (smallest row, draw order), each with its rows ascending. */
export const mergeVisits = (
  strata: readonly StratumResult[],
  announced: readonly AnnouncedStratum[],
): DrawnVisit[] => {
  const rows = [...new Set(strata.map(({ row }) => row))].sort((a, b) => a - b);
  const rowsOfUnit = new Map<UnitKey, number[]>();
  for (const row of rows) {
    for (const { unit } of drawnOfRow(strata, row)) {
      const known = rowsOfUnit.get(unit);
      if (known === undefined) rowsOfUnit.set(unit, [row]);
      else known.push(row);
    }
  }
  const batches = batchesByUnit(strata, announced);
  const visits: DrawnVisit[] = [];
  for (const [unit, drawnBy] of rowsOfUnit) {
    const visit = { position: visits.length + 1, unit, rows: drawnBy };
    const batch = batches.get(unit);
    visits.push(batch === undefined ? visit : { ...visit, batch });
  }
  return visits;
};
