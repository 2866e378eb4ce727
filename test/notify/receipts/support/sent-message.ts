import type { Kysely } from 'kysely';
import type { Database } from '../../../../db/connect.ts';
import { insertNotices } from '../../../../notify/outbox/insert-notices.ts';
import { OFFICER, reminder } from '../../support/samples.ts';

export interface SentMessage {
  /** @default 'sent' */
  readonly state?: 'sent' | 'unknown' | 'sending';
  /** Null while the answer of the sending is not noted. */
  readonly reference: string | null;
  /** @default 'aliyun' */
  readonly provider?: string;
  /** How long ago the attempt ended. @default 0 */
  readonly minutesAgo?: number;
}

let number = 0;

/** An SMS of the outbox as a delivery worker leaves it after its sending; returns its id. */
export const addSentMessage = async (
  db: Kysely<Database>,
  authorityId: string,
  { state = 'sent', reference, provider = 'aliyun', minutesAgo = 0 }: SentMessage,
): Promise<string> => {
  number += 1;
  const subjectId = `task-of-receipt-${number}`;
  const notice = { ...reminder(authorityId, number), subjectId, channels: ['sms'] as const };
  await db.transaction().execute((trx) => insertNotices(trx, [notice]));
  const { id } = await db
    .updateTable('message')
    .set({ state, provider, providerReference: reference, attempts: 1, address: OFFICER.phone ?? null })
    .where('subjectId', '=', subjectId)
    .returning('id')
    .executeTakeFirstOrThrow();
  const endedAt = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  const outcome = state === 'sending' ? null : state;
  await db
    .insertInto('messageAttempt')
    .values({ messageId: id, attempt: 1, provider, startedAt: endedAt, endedAt: outcome && endedAt, outcome })
    .execute();
  return id;
};

export const stateOf = (db: Kysely<Database>, id: string) =>
  db
    .selectFrom('message')
    .where('id', '=', id)
    .select(['state', 'failureClass', 'failure', 'deliveredAt', 'receiptMissingAt'])
    .executeTakeFirstOrThrow();
