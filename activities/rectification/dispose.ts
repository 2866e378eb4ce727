import { Refusal } from '../../domain/failure/failures.ts';
import type { ReferFindings, WaiveFindings } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole, unitRecipient } from '../shared/people.ts';
import { disposeFindings, endOrderIfDone } from './end-order.ts';
import { assertOrderOpen, lockOrder, namedFindings, orderWords } from './order-facts.ts';

/** A finding that need not be put right after all, with an approver's reason on record. */
export const carryOutWaiveFindings = async (step: CommandStep<WaiveFindings>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'waiveFindings');
  assertOrderOpen(facts, '免予整改');
  if (command.reason.trim() === '') throw new Refusal('InvalidInput', '请填写免予整改的理由', 'reason');
  const ids = namedFindings(facts, command.findingIds).map(({ id }) => id);
  await disposeFindings(step, ids, 'waived', command.reason);
  await step.audit('order.waived', ['order', subjectId], { findings: ids, reason: command.reason });
  await endOrderIfDone(step);
  return `已免予整改 ${ids.length} 项`;
};

/** What is not put right, or belongs to another body, is handed on (移送/抄告) with receiver and reason (R9, R63). */
export const carryOutReferFindings = async (step: CommandStep<ReferFindings>): Promise<string> => {
  const { command, subjectId, trx, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'referFindings');
  assertOrderOpen(facts, '移送');
  if (command.receiver.trim() === '') throw new Refusal('InvalidInput', '请填写接收单位', 'receiver');
  if (command.reason.trim() === '') throw new Refusal('InvalidInput', '请填写移送理由', 'reason');
  const ids = namedFindings(facts, command.findingIds).map(({ id }) => id);
  await trx
    .insertInto('referral')
    .values({
      authorityId,
      id: command.id,
      orderId: subjectId,
      findingIds: ids,
      receiver: command.receiver,
      reason: command.reason,
      referredBy: command.actorId,
      businessAt: step.at,
    })
    .execute();
  await disposeFindings(step, ids, 'referred', `已移送${command.receiver}：${command.reason}`);
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.referred',
    params: { ...orderWords(facts), receiver: command.receiver, reason: command.reason },
    to: [await unitRecipient(step, facts.unit.id), ...(await recipientsWithRole(step, 'office'))],
    occasion: command.id,
  });
  await step.audit('order.referred', ['order', subjectId], {
    findings: ids,
    receiver: command.receiver,
    reason: command.reason,
  });
  await endOrderIfDone(step);
  return `已移送${command.receiver}`;
};
