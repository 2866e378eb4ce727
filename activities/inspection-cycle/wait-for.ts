import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { type CycleFacts, setCycle } from './cycle-facts.ts';

/** Says on record what the draw of a cycle waits for; the office is told once for each change of it. */
export const sayWaiting = async (
  step: Step,
  cycle: CycleFacts,
  waitingFor: string,
  state: CycleFacts['state'] = 'waiting',
): Promise<void> => {
  await setCycle(step, cycle.id, { state, waitingFor });
  if (cycle.waitingFor === waitingFor) return;
  await step.audit('cycle.waiting', ['cycle', cycle.id], { waitingFor });
  await tell(step, {
    subject: ['cycle', cycle.id],
    code: 'cycle.waiting',
    params: { cycleName: cycleName(cycle), waitingFor, drawLatestOn: cycle.drawLatestOn },
    to: await recipientsWithRole(step, 'office'),
    occasion: step.at,
  });
};
