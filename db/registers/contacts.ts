import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing, Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

export type PartyKind = 'officer' | 'unit';

const suppressedReason = (channel: 'email' | 'sms', column: 'email' | 'phone') => sql<string | null>`
  (select s.reason from suppressed_address s where s.authority_id = contact.authority_id and s.channel = ${channel}
      and s.address = ${sql.ref(`contact.${column}`)} and s.lifted_at is null)`;

/** The contacts (联系人) of a unit or officer, in the order in which they are tried; numbers in full. */
export const listContacts = (db: Reader, authorityId: string, partyKind: PartyKind, partyId: string) =>
  db
    .selectFrom('contact')
    .select(['id', 'partyKind', 'partyId', 'role', 'name', 'isPrimary', 'fromRegister', 'email', 'phone'])
    .select(['emailVerifiedAt', 'emailVerifiedBy', 'phoneVerifiedAt', 'phoneVerifiedBy'])
    .select(['smsOptedOutAt', 'smsOptedOutBy', 'recordedAt', 'recordedBy'])
    .select([
      // Fed by receipts: the network or the mail server says that there is nobody.
      suppressedReason('email', 'email').as('emailSuppressed'),
      suppressedReason('sms', 'phone').as('phoneSuppressed'),
    ])
    .where('authorityId', '=', authorityId)
    .where('partyKind', '=', partyKind)
    .where('partyId', '=', partyId)
    .where('removedAt', 'is', null)
    .orderBy('isPrimary', 'desc')
    .orderBy(sql`coalesce(email_verified_at, phone_verified_at) is null`)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();

/** Locked until the transaction ends. @throws Refusal NotFound */
export const lockContact = (trx: Transaction<Database>, authorityId: string, id: string) =>
  trx
    .selectFrom('contact')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有这个联系人，可能已被删除，请刷新后再试。'));

/** The audit names which contact and which fields; numbers stay in the register and its history. */
export const auditContact = (
  trx: Transaction<Database>,
  authorityId: string,
  {
    partyKind,
    partyId,
    id,
  }: { readonly partyKind: PartyKind; readonly partyId: string; readonly id: string },
  action: `contact.${string}`,
  data: object,
  doing: Doing,
): Promise<number> =>
  appendAudit(trx, {
    ...doing,
    authorityId,
    action,
    subjectKind: partyKind,
    subjectId: partyId,
    data: { contactId: id, ...data },
  });
