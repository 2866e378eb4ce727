import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { partsOf, type ReceiptState, verdictOf } from './verdict.ts';

/** What a message became by its receipts; null where it stayed what it was. */
export type Settled = 'sent' | 'delivered' | 'failed' | null;

export interface Settlement {
  readonly settled: Settled;
  /** It failed, now or before, and one of its receipts says that there is no such address. */
  readonly isBadAddress: boolean;
}

/**
 * Moves a message to where its receipts say it ended: sent or unknown to delivered or failed/permanent, unknown to
 * sent where the provider says that it took it. What failed by receipts goes where all receipts together say, so that their
 * order makes no difference; what was delivered stays so. Messages that are being sent right now wait until their sending is noted.
 */
export const settleMessage = async (trx: Transaction<Database>, messageId: string): Promise<Settlement> => {
  const message = await trx
    .selectFrom('message')
    .select(['state', 'failureClass', 'providerReference'])
    .where('id', '=', messageId)
    // Not `for update`: a receipt's row holds a key lock on its message, and two of them would wait for each other.
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (message === undefined) return UNCHANGED;
  const receipts = await trx
    .selectFrom('messageReceipt')
    .select(['reference', 'state', 'code', 'note', 'reportedAt', 'receivedAt', 'badAddress'])
    .where('messageId', '=', messageId)
    .orderBy('id')
    .execute();
  const verdict = verdictOf(partsOf(message.providerReference), receipts);
  if (verdict === null) return UNCHANGED;
  const next = nextState(message.state, verdict, receipts.some(isFailure));
  const saysBadAddress = receipts.some(({ badAddress }) => badAddress);
  if (next === null || next === message.state)
    return { settled: null, isBadAddress: next === 'failed' && saysBadAddress };
  const at = receipts.filter(({ state }) => state === verdict).at(-1);
  const failed = next === 'failed' ? receipts.find(isFailure) : undefined;
  const deliveredAt = next === 'delivered' ? (at?.reportedAt ?? at?.receivedAt ?? null) : null;
  await trx
    .updateTable('message')
    .set({
      state: next,
      failureClass: next === 'failed' ? 'permanent' : null,
      failure: failed === undefined ? null : `回执 ${failed.code} ${failed.note ?? ''}`.trim(),
      deliveredAt,
      receiptMissingAt: null,
      ...(next === 'failed' ? {} : { sentAt }),
    })
    .where('id', '=', messageId)
    .execute();
  return { settled: next, isBadAddress: next === 'failed' && saysBadAddress };
};

const UNCHANGED: Settlement = { settled: null, isBadAddress: false };

/** When an attempt of unknown end began: that it was sent after all shows only now. */
const sentAt = sql<string>`coalesce(sent_at, (select max(started_at) from message_attempt a where a.message_id = message.id))`;

const isFailure = ({ state }: { readonly state: string }): boolean => state === 'failed';

/** @param failedBefore a receipt of failure is among them: a failed message failed by it */
const nextState = (state: string, verdict: ReceiptState['state'], failedBefore: boolean): Settled => {
  const isOpen = state === 'sent' || state === 'unknown' || (state === 'failed' && failedBefore);
  if (!isOpen) return null;
  return verdict === 'accepted' ? 'sent' : verdict;
};
