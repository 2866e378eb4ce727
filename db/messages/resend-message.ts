import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import { jsonb } from '../actor.ts';
import type { Database } from '../connect.ts';
import { currentAddress } from './current-address.ts';
import { auditMessage, type LockedMessage, lockMessage } from './lock-message.ts';

export interface Resend {
  readonly messageId: string;
  readonly reason: string;
}

const assertMayGoOut = (message: LockedMessage, { at }: Doing): void => {
  const { state, expiresAt } = message;
  if (state === 'unknown') {
    throw new Refusal('WrongState', '该消息结果不明，可能已经送达：请先核对，确认未送达后再补发。');
  }
  if (state !== 'failed') {
    throw new Refusal('WrongState', '只有未送达的消息可以补发；尚未发出的会按时发出，已受理的请先核对。');
  }
  if (expiresAt !== null && expiresAt <= at) {
    throw new Refusal('TooLate', '该消息已过有效期，补发没有意义；需要告知的，请另行通知。');
  }
};

/** The new row: the same words to the same recipient, at the address he has today. @throws Refusal */
export const writeResend = async (
  trx: Transaction<Database>,
  message: LockedMessage,
  reason: string,
  doing: Doing,
): Promise<string> => {
  const already = await trx
    .selectFrom('message')
    .select('id')
    .where('resendOf', '=', message.id)
    .executeTakeFirst();
  if (already !== undefined) return already.id;
  assertMayGoOut(message, doing);
  const { address, contactId, problem } = await currentAddress(trx, message);
  if (problem !== null) throw new Refusal('NotReady', `不能补发：${problem}。`, 'address');
  const { id } = await trx
    .insertInto('message')
    .values({
      authorityId: message.authorityId,
      subjectKind: message.subjectKind,
      subjectId: message.subjectId,
      stage: message.stage,
      dueOn: message.dueOn,
      deadlineVersion: message.deadlineVersion,
      recipientKind: message.recipientKind,
      recipientId: message.recipientId,
      channel: message.channel,
      lane: message.lane,
      category: message.category,
      address,
      contactId,
      copyTo: message.copyTo,
      template: message.template,
      templateVersion: message.templateVersion,
      textVersion: message.textVersion,
      params: jsonb(message.params),
      campaignId: message.campaignId,
      expiresAt: message.expiresAt,
      businessAt: doing.at,
      resendOf: message.id,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await auditMessage(
    trx,
    message,
    'message.resent',
    { reason, resentAs: id, addressChanged: address !== message.address },
    doing,
  );
  return id;
};

/**
 * Sends a failed message again (补发) because a person says so: a new row that names the old one, to the address of today.
 * Once per message: asked again it answers with the same row, which may itself be sent again if it fails.
 * @returns id of the new message
 * @throws Refusal Forbidden, NotFound, InvalidInput, WrongState, TooLate, NotReady
 */
export const resendMessage = async (
  trx: Transaction<Database>,
  authorityId: string,
  { messageId, reason }: Resend,
  doing: Doing,
): Promise<string> =>
  writeResend(trx, await lockMessage(trx, authorityId, messageId, reason, doing), reason, doing);
