import type { Looking } from './looking.ts';

/** The plan rows that a cycle draws, by number, each with its item and how many checklist lines that has. */
export const cyclePlanRows = ({ trx, authorityId }: Looking, cycleId: string) =>
  trx
    .selectFrom('cycleRow')
    .innerJoin('cycle', (join) =>
      join.onRef('cycle.authorityId', '=', 'cycleRow.authorityId').onRef('cycle.id', '=', 'cycleRow.cycleId'),
    )
    .innerJoin('planRow', (join) =>
      join
        .onRef('planRow.authorityId', '=', 'cycle.authorityId')
        .onRef('planRow.year', '=', 'cycle.year')
        .onRef('planRow.version', '=', 'cycle.planVersion')
        .onRef('planRow.number', '=', 'cycleRow.rowNumber'),
    )
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
    .where('cycleRow.authorityId', '=', authorityId)
    .where('cycleRow.cycleId', '=', cycleId)
    .orderBy('planRow.number')
    .execute();

export type CyclePlanRow = Awaited<ReturnType<typeof cyclePlanRows>>[number];
