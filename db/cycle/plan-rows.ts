import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Looking } from './looking.ts';

/** Rows of every version, each with its item and how many checklist lines that has. */
const planRows = ({ trx, authorityId }: Looking) =>
  trx
    .selectFrom('planRow')
    .innerJoin('item', (join) =>
      join.onRef('item.authorityId', '=', 'planRow.authorityId').onRef('item.id', '=', 'planRow.itemId'),
    )
    .select(['planRow.number', 'planRow.itemId', 'item.name as itemName', 'item.qualification'])
    .select(['item.published', 'planRow.ratioNumerator', 'planRow.ratioDenominator', 'planRow.ratioKind'])
    .select(['planRow.scopeCategory', 'planRow.scopeArea', 'planRow.scopeFoundedBefore'])
    .select(['planRow.drawType', 'planRow.rule'])
    .select((row) =>
      row
        .selectFrom('checklistLine as line')
        .select((line) => line.fn.countAll<number>().as('lines'))
        .whereRef('line.authorityId', '=', 'item.authorityId')
        .whereRef('line.itemId', '=', 'item.id')
        .as('lines'),
    )
    .where('planRow.authorityId', '=', authorityId)
    .orderBy('planRow.number');

/** The plan rows that a cycle draws, by number. */
export const cyclePlanRows = (looking: Looking, cycleId: string) =>
  planRows(looking)
    .innerJoin('cycle', (join) =>
      join
        .onRef('cycle.authorityId', '=', 'planRow.authorityId')
        .onRef('cycle.year', '=', 'planRow.year')
        .onRef('cycle.planVersion', '=', 'planRow.version'),
    )
    .innerJoin('cycleRow', (join) =>
      join
        .onRef('cycleRow.authorityId', '=', 'cycle.authorityId')
        .onRef('cycleRow.cycleId', '=', 'cycle.id')
        .onRef('cycleRow.rowNumber', '=', 'planRow.number'),
    )
    .where('cycle.id', '=', cycleId)
    .execute();

export type CyclePlanRow = Awaited<ReturnType<typeof cyclePlanRows>>[number];

/** One window of a version of a plan: what a cycle that has not opened yet will draw. */
export interface PlannedWindow {
  readonly year: number;
  readonly version: number;
  readonly windowStart: IsoDate;
  readonly windowEnd: IsoDate;
}

export const windowPlanRows = (
  looking: Looking,
  { year, version, windowStart, windowEnd }: PlannedWindow,
): Promise<CyclePlanRow[]> =>
  planRows(looking)
    .where('planRow.year', '=', year)
    .where('planRow.version', '=', version)
    .where('planRow.windowStart', '=', windowStart)
    .where('planRow.windowEnd', '=', windowEnd)
    .execute();
