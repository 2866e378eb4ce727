import { DEADLINE_KIND_NAMES } from '../../domain/deadline/kinds.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ExtendDeadline } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { hasPassed } from '../shared/deadline-dates.ts';
import { findOpenDeadline, moveDeadline } from '../shared/deadlines.ts';
import { requireLaterDate, requireOneOf, requireText } from '../shared/fields.ts';
import { assertMay } from '../shared/people.ts';
import { assertTaskState, lockTask } from './task-facts.ts';

/** Visit and entry can be extended by an approver, with a reason, before they pass; overdue stays visible for ever. */
export const carryOutExtendDeadline = async (step: CommandStep<ExtendDeadline>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockTask(step, subjectId);
  await assertMay(step, 'extendDeadline');
  const kind = requireOneOf(
    command.kind,
    ['visit', 'entry'],
    'kind',
    '请选择要延长的期限：实地检查或结果录入',
  );
  assertTaskState(facts, kind === 'visit' ? ['dispatched'] : ['visited'], '延期');
  const name = DEADLINE_KIND_NAMES[kind];
  const deadline = await findOpenDeadline(step, { subjectKind: 'task', subjectId, kind });
  if (deadline === undefined) throw new Refusal('WrongState', `${name}没有未到的期限`);
  if (hasPassed(step, deadline.dueOn)) {
    throw new Refusal('DeadlinePassed', `${name}期限 ${deadline.dueOn} 已过，不能延期；逾期情况将一直保留`);
  }
  const reason = requireText(command.reason, 'reason', '请填写延期原因');
  const newDueOn = requireLaterDate(command.newDueOn, 'newDueOn', deadline.dueOn);
  const key = { subjectKind: 'task', subjectId, kind, part: deadline.part } as const;
  await moveDeadline(step, key, { dueOn: newDueOn, provisional: false });
  await step.trx
    .insertInto('extension')
    .values({
      authorityId: step.authorityId,
      id: command.id,
      subjectKind: 'task',
      subjectId,
      kind,
      part: deadline.part,
      requestedBy: command.actorId,
      requestReason: reason,
      requestedAt: step.at,
      newDueOn,
      decision: 'granted',
      decidedBy: command.actorId,
      decisionReason: reason,
      decidedAt: step.at,
    })
    .execute();
  await step.audit('task.extended', ['task', subjectId], {
    kind,
    from: deadline.dueOn,
    to: newDueOn,
    reason,
  });
  return `${name}期限已由 ${deadline.dueOn} 延至 ${newDueOn}`;
};
