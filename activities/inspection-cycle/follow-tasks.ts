import { drawUnderWay } from '../../db/draw/enlargements.ts';
import type { Step } from '../shared/step.ts';
import { closeCycle } from './close-cycle.ts';
import { type CycleFacts, type CycleProgress, going, inAWeek } from './cycle-facts.ts';

/**
 * Workflows of the cycle's tasks (their publications and orders too, whose ids begin with the task's) that were asked
 * to start or to look at the facts, and have not been told yet.
 */
export const hasWorkflowsToTell = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  cycleId: string,
): Promise<boolean> =>
  (await trx
    .selectFrom('workflowProgress')
    .select('workflowId')
    .where('authorityId', '=', authorityId)
    .where((row) =>
      row.or([row('nudgesRequested', '>', row.ref('nudgesDelivered')), row('started', '=', false)]),
    )
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

/**
 * While tasks are open the cycle sleeps; the step that ends the last one tells it, and then it closes. Nor does it
 * close while further units are drawn: their draw tells it of its end.
 */
export const followTasks = async (step: Step, cycle: CycleFacts): Promise<CycleProgress> => {
  const isOver =
    !(await hasOpenTasks(step, cycle.id)) &&
    (await drawUnderWay(step.trx, step.authorityId, cycle.id)) === undefined;
  if (isOver) return closeCycle(step, cycle);
  return going('running', inAWeek(step), await hasWorkflowsToTell(step, cycle.id));
};
