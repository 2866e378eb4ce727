import type { ReferFindings, WaiveFindings } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole, unitRecipient } from '../shared/people.ts';
import { disposeFindings, endOrderIfDone } from './end-order.ts';
import { roundsOf, settleOrderDeadlines } from './order-deadlines.ts';
import { assertOrderOpen, lockOrder, namedFindings, orderWords } from './order-facts.ts';

/** What a waiver or a referral takes off the order is owed no more, neither by the unit nor by the team. */
const dropWhatIsDisposedOf = async (
  step: CommandStep<WaiveFindings | ReferFindings>,
  reason: string,
): Promise<void> => {
  const { findings } = await lockOrder(step, step.subjectId);
  const rounds = await roundsOf(step, step.subjectId);
  await settleOrderDeadlines(
    step,
    step.subjectId,
    { findings, rounds },
    ({ state, reportedOn }, kind) => state === 'open' && (kind !== 'rectification' || reportedOn === null),
    { droppedReason: reason },
  );
};

/** A finding that need not be put right after all, with an approver's reason on record. */
export const carryOutWaiveFindings = async (step: CommandStep<WaiveFindings>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'waiveFindings');
  assertOrderOpen(facts, '免予整改');
  const reason = requireText(command.reason, 'reason', '请填写免予整改的理由');
  const ids = namedFindings(facts, command.findingIds).map(({ id }) => id);
  await disposeFindings(step, ids, 'waived', reason);
  await dropWhatIsDisposedOf(step, reason);
  await step.audit('order.waived', ['order', subjectId], { findings: ids, reason });
  await endOrderIfDone(step);
  return `已免予整改 ${ids.length} 项`;
};

/** What is not put right, or belongs to another body, is handed on (移送/抄告) with receiver and reason (R9, R63). */
export const carryOutReferFindings = async (step: CommandStep<ReferFindings>): Promise<string> => {
  const { command, subjectId, trx, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'referFindings');
  assertOrderOpen(facts, '移送');
  const receiver = requireText(command.receiver, 'receiver', '请填写接收单位');
  const reason = requireText(command.reason, 'reason', '请填写移送理由');
  const ids = namedFindings(facts, command.findingIds).map(({ id }) => id);
  await trx
    .insertInto('referral')
    .values({
      authorityId,
      id: command.id,
      orderId: subjectId,
      findingIds: ids,
      receiver,
      reason,
      referredBy: command.actorId,
      businessAt: step.at,
    })
    .execute();
  const disposal = `已移送${receiver}：${reason}`;
  await disposeFindings(step, ids, 'referred', disposal);
  await dropWhatIsDisposedOf(step, disposal);
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.referred',
    params: { ...orderWords(facts), receiver, reason },
    to: [await unitRecipient(step, facts.unit.id), ...(await recipientsWithRole(step, 'office'))],
    occasion: command.id,
  });
  await step.audit('order.referred', ['order', subjectId], {
    findings: ids,
    receiver,
    reason,
  });
  await endOrderIfDone(step);
  return `已移送${receiver}`;
};
