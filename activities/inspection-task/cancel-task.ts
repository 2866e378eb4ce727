import type { CancelTask } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, officersByIds, unitRecipient } from '../shared/people.ts';
import { endRowWork, endTask } from '../shared/row-work.ts';
import { assertTaskState, lockTask } from './task-facts.ts';
import { taskWords } from './task-words.ts';

/** A task given up with a reason: a result under review cannot vanish this way. */
export const carryOutCancelTask = async (step: CommandStep<CancelTask>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockTask(step, subjectId);
  await assertMay(step, 'cancelTask');
  await assertTaskState(step, facts, ['created', 'dispatched', 'visited'], '取消');
  const reason = requireText(command.reason, 'reason', '请填写取消原因');
  await dropDeadlines(step, { subjectKind: 'task', subjectId }, reason);
  await endRowWork(step, facts.task);
  await endTask(step, facts.task, { kind: 'cancelled', reason });
  const told = facts.task.announced ? [await unitRecipient(step, facts.task.unitId)] : [];
  await tell(step, {
    subject: ['task', subjectId],
    code: 'task.cancelled',
    params: { ...taskWords(facts), reason },
    to: [...(await officersByIds(step, facts.team)), ...told],
  });
  await step.audit('task.cancelled', ['task', subjectId], { reason });
  return '任务已取消';
};
