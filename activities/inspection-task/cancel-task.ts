import type { CancelTask } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { endTask } from '../shared/end-task.ts';
import { requireText } from '../shared/fields.ts';
import { assertMay } from '../shared/people.ts';
import { endRowWork } from '../shared/row-work.ts';
import { assertTaskState, lockTask } from './task-facts.ts';
import { tellCancelled } from './tell-cancelled.ts';

/** A task given up with a reason: a result under review cannot vanish this way. */
export const carryOutCancelTask = async (step: CommandStep<CancelTask>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockTask(step, subjectId);
  await assertMay(step, 'cancelTask');
  assertTaskState(facts, ['created', 'dispatched', 'visited'], '取消');
  const reason = requireText(command.reason, 'reason', '请填写取消原因');
  await dropDeadlines(step, { subjectKind: 'task', subjectId }, reason);
  await endRowWork(step, facts.task);
  await endTask(step, facts.task, { kind: 'cancelled', reason });
  await tellCancelled(step, facts, reason);
  await step.audit('task.cancelled', ['task', subjectId], { reason });
  return '任务已取消';
};
