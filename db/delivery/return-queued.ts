import { sql, type Transaction } from 'kysely';
import type { Database } from '../connect.ts';
import { wakeRelays } from './changes.ts';

export type QueuedOf =
  | {
      readonly provider: string /** Of the messages that are not urgent: this share, 0 to 1. */;
      readonly share?: number;
    }
  | { readonly channel: 'email' | 'sms' };

/**
 * Takes queued messages back to the outbox without an attempt, so that the relay may choose anew. The jobs that carried
 * them find nothing to begin.
 * @returns how many
 */
export const returnQueued = async (trx: Transaction<Database>, of: QueuedOf): Promise<number> => {
  const which = 'channel' in of ? sql`channel = ${of.channel}` : sql`provider = ${of.provider}`;
  const share = 'share' in of ? (of.share ?? 1) : 1;
  // The hash of the id is spread evenly, so its remainder picks a share without sorting or counting.
  const some =
    share >= 1
      ? sql``
      : sql`and lane <> 'urgent' and abs(hashtext(id::text)::bigint) % 1000 < ${Math.round(share * 1000)}`;
  const { numAffectedRows } = await sql`
    update message set state = 'created', queued_at = null, job = null
    where state = 'queued' and ${which} ${some}`.execute(trx);
  if (numAffectedRows !== undefined && numAffectedRows > 0n) await wakeRelays(trx);
  return Number(numAffectedRows ?? 0n);
};
