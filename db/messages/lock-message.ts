import type { Selectable, Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Role } from '../../domain/rights/rights.ts';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';

/** Who decides over single messages: those who run the plan and those who keep the system. */
export const MESSAGE_ROLES = ['office', 'admin'] as const satisfies readonly Role[];

export type LockedMessage = Selectable<Database['message']>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isMessageId = (text: string): boolean => ID.test(text);

/**
 * The message for a person to decide over, held until the transaction ends, after his right and his reason were looked at.
 * @throws Refusal Forbidden, NotFound, InvalidInput
 */
export const lockMessage = async (
  trx: Transaction<Database>,
  authorityId: string,
  messageId: string,
  reason: string,
  doing: Doing,
): Promise<LockedMessage> => {
  await requireRole(trx, authorityId, doing.actor.id, MESSAGE_ROLES, dateAt(doing.at));
  if (reason.trim() === '') throw new Refusal('InvalidInput', '请填写理由。', 'reason');
  const unknown = (): Refusal => new Refusal('NotFound', `没有编号为“${messageId}”的消息。`);
  if (!isMessageId(messageId)) throw unknown();
  return (
    trx
      .selectFrom('message')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .where('id', '=', messageId)
      // Not `for update`: receipts hold key locks on their message.
      .forNoKeyUpdate()
      .executeTakeFirstOrThrow(unknown)
  );
};

/** A person's decision over a message, in the chain of events. */
export const auditMessage = (
  trx: Transaction<Database>,
  message: LockedMessage,
  action: `message.${string}`,
  data: Readonly<Record<string, unknown>>,
  doing: Doing,
): Promise<number> =>
  appendAudit(trx, {
    ...doing,
    authorityId: message.authorityId,
    action,
    subjectKind: 'message',
    subjectId: message.id,
    data: {
      about: [message.subjectKind, message.subjectId],
      stage: message.stage,
      channel: message.channel,
      recipient: [message.recipientKind, message.recipientId],
      ...data,
    },
  });
