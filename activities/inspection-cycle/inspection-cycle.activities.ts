import type {
  CancelCycle,
  DecideEnlargement,
  EnlargeDraw,
  MakeUnannounced,
  PauseCycle,
  ResumeCycle,
  RevokeUnannounced,
} from '../../workflows/inspection-cycle/contract.ts';
import type { Progress } from '../../workflows/shared/contract.ts';
import { commandActivity } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import type { Step } from '../shared/step.ts';
import { advanceCycle } from './advance-cycle.ts';
import { carryOutCancel } from './cancel-cycle.ts';
import { ENDED_STATES, inAWeek, lockCycle } from './cycle-facts.ts';
import { carryOutDecideEnlargement } from './decide-enlargement.ts';
import { carryOutEnlargeDraw } from './enlarge-draw.ts';
import { hasWorkflowsToTell } from './follow-tasks.ts';
import { carryOutMakeUnannounced, carryOutRevokeUnannounced } from './make-unannounced.ts';
import { carryOutPause } from './pause-cycle.ts';
import { carryOutResume } from './resume-cycle.ts';
import { startTasks } from './start-tasks.ts';

const FAMILY = 'inspection-cycle';

/** After a command: a cycle that goes on looks at the facts at once. */
const progressOf = async (step: Step, cycleId: string): Promise<Progress> => {
  const { state, pausedOn } = await lockCycle(step, cycleId);
  if (ENDED_STATES.has(state)) {
    const ended = !(await hasWorkflowsToTell(step, cycleId));
    return { state, ended, wakeAt: ended ? null : step.at };
  }
  return { state, ended: false, wakeAt: pausedOn === null ? step.at : inAWeek(step) };
};

export const createInspectionCycleActivities = (deps: ActivityDeps) => ({
  advanceCycle: advanceCycle(deps),
  startTasks: startTasks(deps),
  pauseCycle: commandActivity<PauseCycle>(deps, {
    name: 'pauseCycle',
    family: FAMILY,
    carryOut: carryOutPause,
    progressOf,
  }),
  resumeCycle: commandActivity<ResumeCycle>(deps, {
    name: 'resumeCycle',
    family: FAMILY,
    carryOut: carryOutResume,
    progressOf,
  }),
  cancelCycle: commandActivity<CancelCycle>(deps, {
    name: 'cancelCycle',
    family: FAMILY,
    carryOut: carryOutCancel,
    progressOf,
  }),
  makeUnannounced: commandActivity<MakeUnannounced>(deps, {
    name: 'makeUnannounced',
    family: FAMILY,
    carryOut: carryOutMakeUnannounced,
    progressOf,
  }),
  revokeUnannounced: commandActivity<RevokeUnannounced>(deps, {
    name: 'revokeUnannounced',
    family: FAMILY,
    carryOut: carryOutRevokeUnannounced,
    progressOf,
  }),
  enlargeDraw: commandActivity<EnlargeDraw>(deps, {
    name: 'enlargeDraw',
    family: FAMILY,
    carryOut: carryOutEnlargeDraw,
    progressOf,
  }),
  decideEnlargement: commandActivity<DecideEnlargement>(deps, {
    name: 'decideEnlargement',
    family: FAMILY,
    carryOut: carryOutDecideEnlargement,
    progressOf,
  }),
});

export type InspectionCycleActivities = ReturnType<typeof createInspectionCycleActivities>;
