import { jsonb } from '../../db/actor.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { type CycleFacts, type CycleProgress, over, setCycle } from './cycle-facts.ts';
import { reportOf } from './cycle-report.ts';

/** The last task has ended: the report is filed, and the cycle is closed (周期办结). */
export const closeCycle = async (step: Step, cycle: CycleFacts): Promise<CycleProgress> => {
  const report = await reportOf(step, cycle.id);
  await step.trx
    .updateTable('cycle')
    .set({ report: jsonb(report) })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', cycle.id)
    .execute();
  await setCycle(step, cycle.id, { state: 'closed', closedAt: step.at, waitingFor: null });
  await step.audit('cycle.closed', ['cycle', cycle.id], { report });
  await tell(step, {
    subject: ['cycle', cycle.id],
    code: 'cycle.closed',
    params: {
      cycleName: cycleName(cycle),
      tasks: report.tasks,
      withFindings: report.withFindings,
      late: report.lateDeadlines,
    },
    to: [...(await recipientsWithRole(step, 'office')), ...(await recipientsWithRole(step, 'supervisor'))],
  });
  return over('closed');
};
