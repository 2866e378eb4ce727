import type { Kysely } from 'kysely';
import type { Database } from '../connect.ts';

export interface BadAddress {
  readonly authorityId: string;
  readonly channel: 'email' | 'sms';
  readonly address: string;
  /** Chinese, for the office. */
  readonly reason: string;
  /** The message that showed it. */
  readonly messageId: string | null;
}

/**
 * Notes that nothing may be written to an address any more because it does not exist (空号、退信). Noting it again
 * changes nothing; a person lifts it by correcting the contact.
 * @returns whether it is new
 */
export const suppressAddress = async (
  db: Kysely<Database>,
  { authorityId, channel, address, reason, messageId }: BadAddress,
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('suppressedAddress')
    .values({ authorityId, channel, address, reason, messageId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
};
