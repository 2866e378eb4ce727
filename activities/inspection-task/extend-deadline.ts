import { isIsoDate } from '../../domain/calendar/dates.ts';
import { DEADLINE_KIND_NAMES } from '../../domain/deadline/kinds.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ExtendDeadline } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { findDeadline, moveDeadline } from '../shared/deadlines.ts';
import { assertMay } from '../shared/people.ts';
import { assertTaskState, lockTask } from './task-facts.ts';

/** Visit and entry can be extended by an approver, with a reason, before they pass; overdue stays visible for ever. */
export const carryOutExtendDeadline = async (step: CommandStep<ExtendDeadline>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockTask(step, subjectId);
  await assertMay(step, 'extendDeadline');
  await assertTaskState(step, facts, command.kind === 'visit' ? ['dispatched'] : ['visited'], '延期');
  const name = DEADLINE_KIND_NAMES[command.kind];
  const key = { subjectKind: 'task', subjectId, kind: command.kind } as const;
  const deadline = await findDeadline(step, key);
  if (deadline === undefined || deadline.metOn !== null)
    throw new Refusal('WrongState', `${name}没有未到的期限`);
  if (step.today > deadline.dueOn) {
    throw new Refusal('DeadlinePassed', `${name}期限 ${deadline.dueOn} 已过，不能延期；逾期情况将一直保留`);
  }
  if (command.reason.trim() === '') throw new Refusal('InvalidInput', '请填写延期原因', 'reason');
  if (!isIsoDate(command.newDueOn) || command.newDueOn <= deadline.dueOn) {
    throw new Refusal('InvalidInput', `新的期限应晚于原期限 ${deadline.dueOn}`, 'newDueOn');
  }
  await moveDeadline(step, key, { dueOn: command.newDueOn, provisional: false });
  await step.trx
    .insertInto('extension')
    .values({
      authorityId: step.authorityId,
      id: command.id,
      subjectKind: 'task',
      subjectId,
      kind: command.kind,
      requestedBy: command.actorId,
      requestReason: command.reason,
      requestedAt: step.at,
      newDueOn: command.newDueOn,
      decision: 'granted',
      decidedBy: command.actorId,
      decisionReason: command.reason,
      decidedAt: step.at,
    })
    .execute();
  await step.audit('task.extended', ['task', subjectId], {
    kind: command.kind,
    from: deadline.dueOn,
    to: command.newDueOn,
    reason: command.reason,
  });
  return `${name}期限已由 ${deadline.dueOn} 延至 ${command.newDueOn}`;
};
