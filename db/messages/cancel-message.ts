import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { auditMessage, lockMessage } from './lock-message.ts';

export interface Cancellation {
  readonly messageId: string;
  readonly reason: string;
}

const WAITING: ReadonlySet<string> = new Set(['created', 'deferred', 'queued']);

/**
 * Keeps a message that still waits from going out. One that a worker has in hand cannot be called back; cancelling it
 * again changes nothing.
 * @throws Refusal Forbidden, NotFound, InvalidInput, WrongState
 */
export const cancelMessage = async (
  trx: Transaction<Database>,
  authorityId: string,
  { messageId, reason }: Cancellation,
  doing: Doing,
): Promise<void> => {
  const message = await lockMessage(trx, authorityId, messageId, reason, doing);
  if (message.state === 'cancelled') return;
  if (!WAITING.has(message.state)) {
    throw new Refusal('WrongState', '该消息已经发出或正在发送，不能取消。');
  }
  await trx
    .updateTable('message')
    .set({ state: 'cancelled', cancelledReason: reason })
    .where('id', '=', message.id)
    .execute();
  await auditMessage(trx, message, 'message.cancelled', { reason }, doing);
};
