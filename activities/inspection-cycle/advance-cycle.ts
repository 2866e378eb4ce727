import type { StepInput } from '../../workflows/shared/contract.ts';
import { deliverAfterCommit } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { noteProgress } from '../shared/engine-outbox.ts';
import { inStep, type Step } from '../shared/step.ts';
import { beforeDraw } from './before-draw.ts';
import { type CycleProgress, ENDED_STATES, findCycle, going, inAWeek, over } from './cycle-facts.ts';
import { followDraw } from './follow-draw.ts';
import { followTasks, hasWorkflowsToTell } from './follow-tasks.ts';
import { openCycle } from './open-cycle.ts';

/** One look at the facts of a cycle: does what is due, and says where it stands. */
export const lookAtCycle = async (step: Step, cycleId: string): Promise<CycleProgress> => {
  const cycle = (await findCycle(step, cycleId)) ?? (await openCycle(step, cycleId));
  if (ENDED_STATES.has(cycle.state)) {
    // A cancelled cycle ends when the workflows of its tasks have been told.
    if (await hasWorkflowsToTell(step, cycleId)) return going(cycle.state, step.at, true);
    return over(cycle.state);
  }
  // A paused cycle draws nothing and reminds nobody; the officer's resuming wakes it.
  if (cycle.pausedOn !== null) return going(cycle.state, inAWeek(step));
  if (cycle.state === 'drawing') return followDraw(step, cycle);
  if (cycle.state === 'running') return followTasks(step, cycle);
  return beforeDraw(step, cycle);
};

export const advanceCycle =
  (deps: ActivityDeps) =>
  async ({ authorityId, subjectId, at }: StepInput): Promise<CycleProgress> => {
    const progress = await inStep(deps, { authorityId, at }, async (step) => {
      const found = await lookAtCycle(step, subjectId);
      await noteProgress(step.trx, 'inspection-cycle', authorityId, subjectId, found, at);
      return found;
    });
    await deliverAfterCommit(deps, authorityId);
    return progress;
  };
