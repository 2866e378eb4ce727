import type { RectificationOrder } from '../../db/types.ts';
import type { CommandContent } from '../../workflows/shared/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { closeTaskIfDone } from '../shared/end-task.ts';
import { tell } from '../shared/notice.ts';
import { unitRecipient } from '../shared/people.ts';
import { lockOrder, openFindings, orderWords } from './order-facts.ts';

/** Gives findings their disposal (处置). Their deadlines are settled by who disposes of them. */
export const disposeFindings = async (
  { trx, authorityId, subjectId, at }: CommandStep<CommandContent>,
  ids: readonly string[],
  state: 'rectified' | 'waived' | 'referred',
  reason: string,
): Promise<void> => {
  if (ids.length === 0) return;
  await trx
    .updateTable('finding')
    .set({ state, disposedAt: at, disposalReason: reason })
    .where('authorityId', '=', authorityId)
    .where('orderId', '=', subjectId)
    .where('id', 'in', ids)
    .where('state', '=', 'open')
    .execute();
};

/** What the unit asked for and nobody decided is moot: there is no day left to move. */
const closeRequests = async (step: CommandStep<CommandContent>): Promise<void> => {
  const { trx, authorityId, subjectId, at } = step;
  const moot = await trx
    .updateTable('extension')
    .set({ decision: 'moot', decisionReason: '责令改正通知书已办结', decidedAt: at })
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', subjectId)
    .where('decision', 'is', null)
    .returning('id')
    .execute();
  for (const { id: extensionId } of moot)
    await step.audit('order.extension-moot', ['order', subjectId], { extensionId });
};

/** An order ends when every finding has its disposal; the task as a fact may then be closed (R60). */
export const endOrderIfDone = async (step: CommandStep<CommandContent>): Promise<void> => {
  const { trx, authorityId, subjectId } = step;
  const facts = await lockOrder(step, subjectId);
  if (openFindings(facts).length > 0) return;
  const referred = facts.findings.some((finding) => finding.state === 'referred');
  const rectified = facts.findings.some((finding) => finding.state === 'rectified');
  const state: RectificationOrder['state'] = referred ? 'referred' : rectified ? 'rectified' : 'closed';
  await trx
    .updateTable('rectificationOrder')
    .set({ state, endedAt: step.at })
    .where('authorityId', '=', authorityId)
    .where('id', '=', subjectId)
    .execute();
  await dropDeadlines(step, { subjectKind: 'order', subjectId }, '责令改正通知书已办结');
  await closeRequests(step);
  if (!referred) {
    await tell(step, {
      subject: ['order', subjectId],
      code: 'order.closed',
      params: orderWords(facts),
      to: [await unitRecipient(step, facts.unit.id)],
    });
  }
  await step.audit('order.ended', ['order', subjectId], { state });
  await closeTaskIfDone(step, facts.task.id);
};
