import { shiftForPause } from '../../domain/deadline/pause.ts';
import type { Step } from '../shared/step.ts';

/** Tasks that wait for their batch (R204) wait as many working days longer as the pause took. @returns how many */
export const shiftBatches = async (
  { trx, authorityId, calendar, today }: Step,
  cycleId: string,
  pausedOn: string,
): Promise<number> => {
  const pause = { pausedOn, resumedOn: today };
  const later = (day: string): string => shiftForPause(day, pause, calendar).date;
  const waiting = trx
    .selectFrom('task')
    .select(['visitFrom', 'visitTo'])
    .distinct()
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('state', '=', 'created')
    .where('endedAt', 'is', null)
    .where('visitTo', '>=', pausedOn)
    // From the last on: a batch that was moved must not be met again where the next one was.
    .orderBy('visitTo', 'desc');
  let moved = 0;
  for (const { visitFrom, visitTo } of await waiting.execute()) {
    if (visitFrom === null || visitTo === null) continue;
    const { numUpdatedRows } = await trx
      .updateTable('task')
      .set({ visitFrom: later(visitFrom), visitTo: later(visitTo) })
      .where('authorityId', '=', authorityId)
      .where('cycleId', '=', cycleId)
      .where('state', '=', 'created')
      .where('endedAt', 'is', null)
      .where('visitFrom', '=', visitFrom)
      .where('visitTo', '=', visitTo)
      .executeTakeFirst();
    moved += Number(numUpdatedRows);
  }
  return moved;
};
