import type { Step } from './step.ts';

/** A paused cycle (暂停) takes no commands on its tasks and reminds nobody. */
export const isCyclePaused = async ({ trx, authorityId }: Step, cycleId: string): Promise<boolean> => {
  const cycle = await trx
    .selectFrom('cycle')
    .select('pausedOn')
    .where('authorityId', '=', authorityId)
    .where('id', '=', cycleId)
    .executeTakeFirst();
  return cycle?.pausedOn != null;
};
