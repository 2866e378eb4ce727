import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Receipt } from '../providers/receipt.ts';
import { recordReceipt } from '../receipts/record-receipt.ts';
import { type Bounce, parseBounce } from './parse-bounce.ts';

/** What became of a mail to the bounce address. */
export type BounceResult =
  | {
      readonly kind: 'recorded';
      readonly messageId: string;
      readonly state: Bounce['state'];
      readonly isNew: boolean;
    }
  /** A bounce that names no message of ours: a person has to look at it. */
  | { readonly kind: 'unmatched'; readonly bounce: Bounce }
  /** Of a mail whose sending is not noted yet: to be shown again in a while. */
  | { readonly kind: 'early'; readonly messageId: string }
  /** No bounce at all, such as an absence note. */
  | { readonly kind: 'other' };

/**
 * Turns a bounce into a receipt of the message it names, in one transaction; the message then follows its receipts, and
 * a hard bounce (硬退信) suppresses the address. The same mail again changes nothing.
 * @param envelopeTo the address the mail was delivered to, where known
 */
export const recordBounce = async (
  db: Kysely<Database>,
  raw: Buffer | string,
  envelopeTo?: string,
): Promise<BounceResult> => {
  const bounce = await parseBounce(raw, envelopeTo);
  if (bounce === null) return { kind: 'other' };
  const message =
    bounce.messageId === null
      ? undefined
      : await db
          .selectFrom('message')
          .select(['id', 'state', 'provider', 'providerReference'])
          .where('id', '=', bounce.messageId)
          .where('channel', '=', 'email')
          .executeTakeFirst();
  if (message === undefined || message.provider === null) return { kind: 'unmatched', bounce };
  if (message.state === 'sending') return { kind: 'early', messageId: message.id };
  const receipt: Receipt = {
    messageId: message.id,
    reference: message.providerReference ?? message.id,
    state: bounce.state,
    code: bounce.code,
    address: bounce.address ?? undefined,
    reportedAt: bounce.reportedAt ?? undefined,
    note: bounce.diagnosis === '' ? undefined : bounce.diagnosis,
    way: 'bounce',
    ...(bounce.isBadAddress ? { isBadAddress: true } : {}),
  };
  const { isNew } = await recordReceipt(db, message.provider, receipt);
  return { kind: 'recorded', messageId: message.id, state: bounce.state, isNew };
};
