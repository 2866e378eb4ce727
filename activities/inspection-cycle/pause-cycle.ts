import { cycleName, cycleNameOfId } from '../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { PauseCycle } from '../../workflows/inspection-cycle/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { assertMay } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { type CycleFacts, ENDED_STATES, lockCycle, setCycle } from './cycle-facts.ts';
import { tellOfPause } from './tell-of-pause.ts';

/** @throws Refusal AlreadyEnded */
export const openCycleFor = async (step: Step, cycleId: string, act: string): Promise<CycleFacts> => {
  const cycle = await lockCycle(step, cycleId);
  if (ENDED_STATES.has(cycle.state)) {
    throw new Refusal('AlreadyEnded', `${cycleNameOfId(cycleId)}已办结，不能${act}`);
  }
  return cycle;
};

export const assertReason = (reason: string, act: string): string => {
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new Refusal('InvalidInput', `请填写${act}的原因`, 'reason');
  }
  return reason.trim();
};

/** Pauses a cycle (暂停): nothing is drawn or entered and nobody is reminded until it goes on. */
export const carryOutPause = async (step: CommandStep<PauseCycle>): Promise<string> => {
  await assertMay(step, 'pauseCycle');
  const cycle = await openCycleFor(step, step.subjectId, '暂停');
  if (cycle.pausedOn !== null) {
    throw new Refusal('Paused', `${cycleName(cycle)}已于 ${cycle.pausedOn} 暂停`);
  }
  const reason = assertReason(step.command.reason, '暂停');
  await setCycle(step, cycle.id, { pausedOn: step.today });
  await step.audit('cycle.paused', ['cycle', cycle.id], { reason });
  await tellOfPause(step, cycle, reason);
  return `周期已暂停，恢复后各项期限按暂停的工作日数顺延`;
};
