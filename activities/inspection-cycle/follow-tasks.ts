import type { Step } from '../shared/step.ts';
import { closeCycle } from './close-cycle.ts';
import { type CycleFacts, type CycleProgress, going, inAWeek } from './cycle-facts.ts';

/** Tasks of the cycle whose workflows were asked for and not yet started. */
const hasTasksToStart = async ({ trx, authorityId }: Step, cycleId: string): Promise<boolean> =>
  (await trx
    .selectFrom('workflowProgress')
    .select('workflowId')
    .where('authorityId', '=', authorityId)
    .where('family', '=', 'inspection-task')
    .where('started', '=', false)
    .where('ended', '=', false)
    .where('subjectId', 'like', `${authorityId}-${cycleId}-%`)
    .limit(1)
    .executeTakeFirst()) !== undefined;

const hasOpenTasks = async ({ trx, authorityId }: Step, cycleId: string): Promise<boolean> =>
  (await trx
    .selectFrom('task')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('endedAt', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** While tasks are open the cycle sleeps; the step that ends the last one tells it, and then it closes. */
export const followTasks = async (step: Step, cycle: CycleFacts): Promise<CycleProgress> => {
  if (!(await hasOpenTasks(step, cycle.id))) return closeCycle(step, cycle);
  return going('running', inAWeek(step), await hasTasksToStart(step, cycle.id));
};
