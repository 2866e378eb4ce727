import { cycleName } from '../../domain/cycle/cycle-name.ts';
import type { Recipient } from '../../notify/outbox/insert-notices.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { type CycleFacts, type CycleProgress, over, setCycle } from './cycle-facts.ts';

/** Past the latest draw day: the cycle ends as 未抽取, on record, and the leader in charge hears of it. */
export const endNotDrawn = async (step: Step, cycle: CycleFacts, reason: string): Promise<CycleProgress> => {
  await setCycle(step, cycle.id, { state: 'not-drawn', waitingFor: reason, closedAt: step.at });
  await dropDeadlines(step, { subjectKind: 'cycle', subjectId: cycle.id }, '未抽取');
  await step.audit('cycle.not-drawn', ['cycle', cycle.id], { reason });
  const people: Recipient[] = [];
  for (const role of ['office', 'supervisor', 'drawer'] as const)
    people.push(...(await recipientsWithRole(step, role)));
  await tell(step, {
    subject: ['cycle', cycle.id],
    code: 'draw.not-drawn',
    params: { cycleName: cycleName(cycle), reason },
    to: [...new Map(people.map((person) => [person.id, person])).values()],
    lane: 'urgent',
  });
  return over('not-drawn');
};
