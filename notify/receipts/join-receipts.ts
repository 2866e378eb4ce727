import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { follow } from './record-receipt.ts';

/**
 * Joins receipts that were here before the reference of their message, and lets the messages follow. Called with the
 * messages whose sending was noted just now.
 * @returns how many messages got a receipt
 */
export const joinReceipts = async (db: Kysely<Database>, messageIds: readonly string[]): Promise<number> => {
  if (messageIds.length === 0) return 0;
  const { rows } = await sql<Joined>`
    update message_receipt r set message_id = m.id
    from message m cross join unnest(string_to_array(m.provider_reference, ' ')) as own (reference)
    where m.id = any(${[...messageIds]}::uuid[])
      and r.message_id is null and r.provider = m.provider and r.reference = own.reference
    returning r.message_id`.execute(db);
  return letFollow(db, rows);
};

/**
 * Joins what {@link joinReceipts} had to miss: a receipt that was stored between the note of its sending and the look for
 * it. Receipts older than a day belong to somebody else who sends by the same account.
 * @returns how many messages got a receipt
 */
export const joinLeftReceipts = async (db: Kysely<Database>): Promise<number> => {
  const left = sql`r.message_id is null and r.received_at > clock_timestamp() - interval '1 day'`;
  const { rows } = await sql<Joined>`
    with found as (
      select r.id, m.id as message_id from message_receipt r
      join message m on m.provider = r.provider and m.provider_reference = r.reference
      where ${left}
      union
      select r.id, m.id from message_receipt r
      join message m on m.provider = r.provider and strpos(m.provider_reference, ' ') > 0
        and string_to_array(m.provider_reference, ' ') @> array[r.reference]
      where ${left}
    )
    update message_receipt r set message_id = found.message_id from found where r.id = found.id
    returning r.message_id`.execute(db);
  return letFollow(db, rows);
};

interface Joined {
  readonly messageId: string;
}

const letFollow = async (db: Kysely<Database>, rows: readonly Joined[]): Promise<number> => {
  const ids = new Set(rows.map(({ messageId }) => messageId));
  for (const id of ids) {
    if (db.isTransaction) await follow(db as Transaction<Database>, id);
    else await db.transaction().execute((trx) => follow(trx, id));
  }
  return ids.size;
};
