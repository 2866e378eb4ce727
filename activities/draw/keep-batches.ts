import { sql } from 'kysely';
import type { AnnouncedBatch, AnnouncedStratum } from '../../domain/draw/announced-strata.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import type { Step } from '../shared/step.ts';
import { taskIdOf } from './make-tasks.ts';
import { pagesOf } from './store-order.ts';

/** Batches of the visits that have one: those of the smallest of a visit's rows whose stratum has batches. */
const batchesByUnit = (record: DrawRecord, announced: readonly AnnouncedStratum[]) => {
  const batchesOf = new Map(announced.map(({ id, batches }) => [id, batches]));
  const byUnit = new Map<string, readonly AnnouncedBatch[]>();
  for (const { id, order, quota } of record.strata.toSorted((a, b) => a.row - b.row)) {
    const batches = batchesOf.get(id) ?? [];
    if (batches.length === 0) continue;
    for (const { unit } of order.slice(0, quota)) if (!byUnit.has(unit)) byUnit.set(unit, batches);
  }
  return byUnit;
};

/** Files with each task the batch that the drawn order gave its visit [R204]: its first and last day. */
export const keepBatches = async (
  { trx, authorityId }: Step,
  { cycleId, before }: { readonly cycleId: string; readonly before: number },
  record: DrawRecord,
  announced: readonly AnnouncedStratum[],
): Promise<void> => {
  const byUnit = batchesByUnit(record, announced);
  const tasks = record.visits.flatMap(({ unit, position, batch }) => {
    const found = byUnit.get(unit)?.find(({ no }) => no === batch);
    return found === undefined ? [] : [{ id: taskIdOf(authorityId, cycleId, before + position), ...found }];
  });
  for (const page of pagesOf(tasks)) {
    await sql`
      update task set batch_no = b.no, visit_from = b."from", visit_to = b."to"
        from jsonb_to_recordset(${JSON.stringify(page)}::jsonb) as b(id text, no integer, "from" date, "to" date)
       where (task.authority_id, task.id) = (${authorityId}, b.id)`.execute(trx);
  }
};
