import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { suppressAddress } from '../../db/messages/suppress-address.ts';
import type { Receipt } from '../providers/receipt.ts';
import { nationalNumber } from '../providers/sms/mobile-number.ts';
import { type Settled, settleMessage } from './settle.ts';

export interface RecordedReceipt {
  /** Null while no message is known by the reference. */
  readonly messageId: string | null;
  /** False for a repetition. */
  readonly isNew: boolean;
  /** What the message became by it. */
  readonly settled: Settled;
}

/**
 * Keeps a receipt (回执) and lets its message follow. The same receipt again changes nothing, and the order in which
 * receipts come makes no difference to where the message ends. A receipt whose reference nobody knows yet, because it
 * was faster than our own note of the sending, is kept, and joined when that is made (`join-receipts.ts`).
 */
export const recordReceipt = (
  db: Kysely<Database>,
  provider: string,
  receipt: Receipt,
): Promise<RecordedReceipt> =>
  db.isTransaction
    ? record(db as Transaction<Database>, provider, receipt)
    : db.transaction().execute((trx) => record(trx, provider, receipt));

const record = async (
  trx: Transaction<Database>,
  provider: string,
  receipt: Receipt,
): Promise<RecordedReceipt> => {
  const known = receipt.messageId ?? (await echoedMessage(trx, provider, receipt));
  const { rows } = await sql<{ messageId: string | null }>`
    insert into message_receipt
      (message_id, provider, reference, part, state, code, address, reported_at, way, note, bad_address)
    values (coalesce(${known}::uuid, ${messageOf(provider, receipt.reference)}), ${provider}, ${receipt.reference},
      ${receipt.part ?? 1}, ${receipt.state}, ${receipt.code}, ${receipt.address ?? null},
      ${receipt.reportedAt ?? null}::timestamptz, ${receipt.way}, ${receipt.note ?? null},
      ${receipt.isBadAddress ?? false})
    on conflict do nothing
    returning message_id`.execute(trx);
  const inserted = rows[0];
  if (inserted === undefined) {
    const { rows: found } = await sql<{ id: string | null }>`
      select coalesce(${known}::uuid, ${messageOf(provider, receipt.reference)}) as id`.execute(trx);
    return { messageId: found[0]?.id ?? null, isNew: false, settled: null };
  }
  const { messageId } = inserted;
  const settled = messageId === null ? null : await follow(trx, messageId);
  return { messageId, isNew: true, settled };
};

/** By the whole reference, else by that of one part. */
const messageOf = (provider: string, reference: string) => sql<string | null>`(
  select id from message where provider = ${provider} and provider_reference = ${reference}
  union all
  select id from message where provider = ${provider} and strpos(provider_reference, ' ') > 0
    and string_to_array(provider_reference, ' ') @> array[${reference}]
  limit 1)`;

/** The message whose id the provider echoes, if the number is its own: a call for many bears the id of one. */
const echoedMessage = async (
  trx: Transaction<Database>,
  provider: string,
  { echoedId, address }: Receipt,
): Promise<string | null> => {
  if (echoedId === undefined || !UUID.test(echoedId)) return null;
  const echoed = await trx
    .selectFrom('message')
    .where('id', '=', echoedId)
    .where('provider', '=', provider)
    .select('address')
    .executeTakeFirst();
  const isIts = nationalNumber(echoed?.address ?? '') === nationalNumber(address ?? '');
  return echoed !== undefined && isIts ? echoedId : null;
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Moves a message by all its receipts, and suppresses its address where one of them says that there is none. */
export const follow = async (trx: Transaction<Database>, messageId: string): Promise<Settled> => {
  const { settled, isBadAddress } = await settleMessage(trx, messageId);
  if (isBadAddress) await suppressBadAddress(trx, messageId);
  else if (settled === 'delivered') await liftOwnSuppression(trx, messageId);
  return settled;
};

/** A number that turns out to exist after all is written to again. */
const liftOwnSuppression = async (trx: Transaction<Database>, messageId: string): Promise<void> => {
  await sql`
    update suppressed_address s set lifted_at = clock_timestamp(), lifted_by = '回执'
    from message_receipt r
    where r.message_id = ${messageId} and r.bad_address and s.message_id = r.message_id and s.lifted_at is null
  `.execute(trx);
};

const suppressBadAddress = async (trx: Transaction<Database>, messageId: string): Promise<void> => {
  const bad = await trx
    .selectFrom('messageReceipt as r')
    .innerJoin('message as m', 'm.id', 'r.messageId')
    .where('m.id', '=', messageId)
    .where('r.badAddress', '=', true)
    .select(['m.authorityId', 'm.channel', 'm.address', 'r.provider', 'r.code', 'r.note'])
    .executeTakeFirst();
  if (bad === undefined || bad.address === null) return;
  await suppressAddress(trx, {
    authorityId: bad.authorityId,
    channel: bad.channel as 'email' | 'sms',
    address: bad.address,
    reason: `地址不存在：${[bad.provider, bad.code, bad.note].filter((text) => text !== null).join(' ')}`,
    messageId,
  });
};
