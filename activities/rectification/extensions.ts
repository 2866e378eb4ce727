import { isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { DecideExtension, RequestExtension } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { moveDeadline } from '../shared/deadlines.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, officersByIds, recipientsWithRole, unitRecipient } from '../shared/people.ts';
import { assertOrderOpen, lockOrder, openFindings, orderWords } from './order-facts.ts';

/** The unit asks for more time, before the deadline passes; the answer is an approver's. */
export const carryOutRequestExtension = async (step: CommandStep<RequestExtension>): Promise<string> => {
  const { command, subjectId, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'requestExtension', { team: facts.team, unitId: facts.unit.id });
  assertOrderOpen(facts, '申请延期');
  if (!openFindings(facts).some(({ dueOn }) => dueOn === command.dueOn)) {
    throw new Refusal('InvalidInput', `${facts.order.number}没有 ${command.dueOn} 到期的问题`, 'dueOn');
  }
  if (step.today > command.dueOn)
    throw new Refusal('DeadlinePassed', `改正期限 ${command.dueOn} 已过，不能延期`);
  if (!isIsoDate(command.newDueOn) || command.newDueOn <= command.dueOn) {
    throw new Refusal('InvalidInput', `新的期限应晚于原期限 ${command.dueOn}`, 'newDueOn');
  }
  if (command.reason.trim() === '') throw new Refusal('InvalidInput', '请填写延期原因', 'reason');
  const pending = await step.trx
    .selectFrom('extension')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', subjectId)
    .where('part', '=', command.dueOn)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (pending !== undefined) throw new Refusal('WrongState', '该期限已有一份延期申请待审批');
  await step.trx
    .insertInto('extension')
    .values({
      authorityId,
      id: command.id,
      subjectKind: 'order',
      subjectId,
      kind: 'rectification',
      part: command.dueOn,
      requestedBy: command.actorId,
      requestReason: command.reason,
      requestedAt: step.at,
      newDueOn: command.newDueOn,
    })
    .execute();
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.extension-requested',
    params: { ...orderWords(facts), reason: command.reason, newDueOn: command.newDueOn },
    to: await recipientsWithRole(step, 'approver'),
    occasion: command.id,
    dueOn: command.dueOn,
  });
  await step.audit('order.extension-requested', ['order', subjectId], {
    extensionId: command.id,
    from: command.dueOn,
    to: command.newDueOn,
    reason: command.reason,
  });
  return '延期申请已提交，等待审批';
};

const grant = async (step: CommandStep<DecideExtension>, dueOn: string, newDueOn: string): Promise<void> => {
  const { trx, authorityId, subjectId } = step;
  const deadlines = await trx
    .selectFrom('deadline')
    .select('part')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', subjectId)
    .where('kind', '=', 'rectification')
    .where('dueOn', '=', dueOn)
    .where('metOn', 'is', null)
    .execute();
  for (const { part } of deadlines) {
    const key = { subjectKind: 'order', subjectId, kind: 'rectification', part } as const;
    await moveDeadline(step, key, { dueOn: newDueOn, provisional: false });
  }
  await trx
    .updateTable('finding')
    .set({ dueOn: newDueOn })
    .where('authorityId', '=', authorityId)
    .where('orderId', '=', subjectId)
    .where('state', '=', 'open')
    .where('dueOn', '=', dueOn)
    .execute();
};

/** An approver grants or refuses, with a reason; granting late, after the old deadline has passed, is refused. */
export const carryOutDecideExtension = async (step: CommandStep<DecideExtension>): Promise<string> => {
  const { command, subjectId, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'decideExtension');
  assertOrderOpen(facts, '审批延期');
  if (command.reason.trim() === '') throw new Refusal('InvalidInput', '请填写审批意见', 'reason');
  const extension = await step.trx
    .selectFrom('extension')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', subjectId)
    .where('id', '=', command.extensionId)
    .forUpdate()
    .executeTakeFirst();
  if (extension === undefined) throw new Refusal('NotFound', '没有这份延期申请', 'extensionId');
  if (extension.decision !== null) throw new Refusal('WrongState', '该延期申请已审批');
  if (extension.requestedBy === command.actorId) throw new Refusal('SamePerson', '申请人不能审批自己的申请');
  if (command.decision === 'granted' && step.today > extension.part) {
    throw new Refusal('DeadlinePassed', `改正期限 ${extension.part} 已过，不能再批准延期`);
  }
  await step.trx
    .updateTable('extension')
    .set({
      decision: command.decision,
      decidedBy: command.actorId,
      decisionReason: command.reason,
      decidedAt: step.at,
    })
    .where('authorityId', '=', authorityId)
    .where('id', '=', command.extensionId)
    .execute();
  if (command.decision === 'granted') await grant(step, extension.part, extension.newDueOn);
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.extension-decided',
    params: {
      ...orderWords(facts),
      decision: command.decision === 'granted' ? '同意' : '不同意',
      dueOn: command.decision === 'granted' ? extension.newDueOn : extension.part,
      reason: command.reason,
    },
    to: [await unitRecipient(step, facts.unit.id), ...(await officersByIds(step, facts.team))],
    occasion: command.extensionId,
  });
  await step.audit('order.extension-decided', ['order', subjectId], {
    extensionId: command.extensionId,
    decision: command.decision,
    reason: command.reason,
  });
  return command.decision === 'granted' ? `已同意延至 ${extension.newDueOn}` : '已不同意延期';
};
