import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { auditMessage, type LockedMessage, lockMessage } from './lock-message.ts';
import { writeResend } from './resend-message.ts';

export interface Resolution {
  readonly messageId: string;
  readonly outcome: 'delivered' | 'not-delivered';
  readonly reason: string;
  /** What shows that it arrived: a signed slip, a recorded call, a screenshot's hash. Needed for `delivered`. */
  readonly proof?: string | undefined;
  /** Whether a message that did not arrive is sent again at once. @default false */
  readonly resend?: boolean | undefined;
}

export interface Resolved {
  readonly state: 'delivered' | 'failed';
  /** The message that was sent in its place, where that was asked for. */
  readonly resentAs: string | null;
}

const AWAITING_WORD: ReadonlySet<string> = new Set(['unknown', 'sent']);

/** The person's word beside the receipts of machines. */
const writeReceipt = async (
  trx: Transaction<Database>,
  { id, provider, providerReference, address }: LockedMessage,
  { outcome, reason, proof }: Resolution,
  { at }: Doing,
): Promise<void> => {
  await trx
    .insertInto('messageReceipt')
    .values({
      messageId: id,
      provider: provider ?? 'person',
      reference: providerReference ?? `person/${id}`,
      state: outcome === 'delivered' ? 'delivered' : 'failed',
      code: 'person',
      address,
      reportedAt: at,
      way: 'person',
      note: [reason, ...(proof === undefined ? [] : [`证明：${proof}`])].join('；'),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

const isDoneAlready = ({ state, failure }: LockedMessage, { outcome }: Resolution): boolean =>
  outcome === 'delivered'
    ? state === 'delivered'
    : state === 'failed' && failure?.startsWith(BY_HAND) === true;

const BY_HAND = '经人工核对未送达';

/**
 * Decides over a message of which no machine knows whether it arrived (结果不明), or which was taken and never
 * acknowledged: delivered, with proof, or not delivered, and then perhaps sent again. Deciding so again changes nothing.
 * @throws Refusal Forbidden, NotFound, InvalidInput, WrongState; as `resendMessage` where that is asked for
 */
export const resolveMessage = async (
  trx: Transaction<Database>,
  authorityId: string,
  resolution: Resolution,
  doing: Doing,
): Promise<Resolved> => {
  const { messageId, outcome, reason, proof, resend = false } = resolution;
  const message = await lockMessage(trx, authorityId, messageId, reason, doing);
  if (outcome === 'delivered' && (proof ?? '').trim() === '') {
    throw new Refusal('InvalidInput', '确认送达须写明证明：签收单、通话记录、截图编号等。', 'proof');
  }
  const failure = `${BY_HAND}：${reason}`;
  const done = isDoneAlready(message, resolution);
  if (!done) {
    if (!AWAITING_WORD.has(message.state)) {
      throw new Refusal('WrongState', '只有结果不明或尚无回执的消息需要人工核对，该消息已有结论或尚未发出。');
    }
    await writeReceipt(trx, message, resolution, doing);
    await trx
      .updateTable('message')
      .set(
        outcome === 'delivered'
          ? { state: 'delivered', deliveredAt: doing.at, failure: null, failureClass: null }
          : { state: 'failed', failureClass: 'permanent', failure },
      )
      .where('id', '=', message.id)
      .execute();
    await auditMessage(trx, message, 'message.resolved', { outcome, reason, proof: proof ?? null }, doing);
  }
  if (outcome === 'delivered') return { state: 'delivered', resentAs: null };
  const failed = done ? message : { ...message, state: 'failed' as const, failure };
  return { state: 'failed', resentAs: resend ? await writeResend(trx, failed, reason, doing) : null };
};
