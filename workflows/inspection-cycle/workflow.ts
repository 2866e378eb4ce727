import { proxyActivities } from '@temporalio/workflow';
import type { InspectionCycleActivities } from '../../activities/inspection-cycle/inspection-cycle.activities.ts';
import { WORKS_THROUGH_MANY, WRITES_FACTS } from '../shared/activity-proxies.ts';
import type { Progress, StepInput } from '../shared/contract.ts';
import { liveUntilEnded, onCommand } from '../shared/subject-loop.ts';
import * as contract from './contract.ts';

const facts = proxyActivities<InspectionCycleActivities>(WRITES_FACTS);
const many = proxyActivities<InspectionCycleActivities>(WORKS_THROUGH_MANY);

/** One look at the cycle; where the draw has just made tasks, their workflows are started by pages. */
const advance = async (input: StepInput): Promise<Progress> => {
  const progress = await facts.advanceCycle(input);
  if (!progress.tasksToStart) return progress;
  await many.startTasks(input);
  return facts.advanceCycle(input);
};

/**
 * One window of one year: opening with a readiness report, the draw on its day, tasks, and the report when the last
 * task has ended. It keeps no list: 30,000 tasks leave a history of a few hundred events.
 */
export const inspectionCycle = (input: contract.InspectionCycleInput): Promise<Progress> =>
  liveUntilEnded({
    input,
    authorityId: input.authorityId,
    subjectId: input.cycleId,
    advance,
    commands: [
      onCommand(contract.pauseCycleUpdate, facts.pauseCycle),
      onCommand(contract.resumeCycleUpdate, facts.resumeCycle),
      onCommand(contract.cancelCycleUpdate, facts.cancelCycle),
      onCommand(contract.makeUnannouncedUpdate, facts.makeUnannounced),
      onCommand(contract.revokeUnannouncedUpdate, facts.revokeUnannounced),
      onCommand(contract.enlargeDrawUpdate, facts.enlargeDraw),
      onCommand(contract.decideEnlargementUpdate, facts.decideEnlargement),
    ],
  });
