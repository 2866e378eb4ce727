import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { actAs, actorText, type Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { auditContact, lockContact } from './contacts.ts';

export type ContactChannel = 'email' | 'sms';

/** How somebody made sure that an address is the contact's. */
export type ContactProof = 'person' | 'code';

const VERIFIED = {
  email: { at: 'emailVerifiedAt', by: 'emailVerifiedBy', address: 'email', name: '邮箱' },
  sms: { at: 'phoneVerifiedAt', by: 'phoneVerifiedBy', address: 'phone', name: '手机号码' },
} as const;

/** The contact, locked, and its address. @throws Refusal NotFound, WrongState where it has none */
export const contactAddress = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  channel: ContactChannel,
) => {
  const contact = await lockContact(trx, authorityId, id);
  const address = contact[VERIFIED[channel].address];
  if (address === null)
    throw new Refusal('WrongState', `该联系人没有登记${VERIFIED[channel].name}。`, 'channel');
  return { contact, address };
};

/**
 * Notes that an address was made sure of (核验): by whom, and whether he asked in person or a code was answered. What
 * receipts said of the address before does not hold any more.
 * @throws Refusal NotFound, WrongState where the contact has no such address
 */
export const verifyContact = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  { channel, proof }: { readonly channel: ContactChannel; readonly proof: ContactProof },
  doing: Doing,
): Promise<void> => {
  await actAs(trx, doing.actor);
  const { contact, address } = await contactAddress(trx, authorityId, id, channel);
  const { at, by } = VERIFIED[channel];
  await trx
    .updateTable('contact')
    .set({ [at]: doing.at, [by]: `${proof} ${actorText(doing.actor)}`, recordedBy: actorText(doing.actor) })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('suppressedAddress')
    .set({ liftedAt: sql`clock_timestamp()`, liftedBy: actorText(doing.actor) })
    .where('authorityId', '=', authorityId)
    .where('channel', '=', channel)
    .where('address', '=', address)
    .where('liftedAt', 'is', null)
    .execute();
  await auditContact(trx, authorityId, contact, 'contact.verify', { channel, proof }, doing);
};

/**
 * Whether a contact wants no SMS that reminds (谢绝短信提醒). What the law wants delivered, and what is urgent, still
 * comes. @throws Refusal NotFound
 */
export const setOptOut = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  wantsNone: boolean,
  doing: Doing,
): Promise<void> => {
  await actAs(trx, doing.actor);
  const contact = await lockContact(trx, authorityId, id);
  if ((contact.smsOptedOutAt !== null) === wantsNone) return;
  const by = actorText(doing.actor);
  await trx
    .updateTable('contact')
    .set({ smsOptedOutAt: wantsNone ? doing.at : null, smsOptedOutBy: wantsNone ? by : null, recordedBy: by })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await auditContact(trx, authorityId, contact, 'contact.opt-out', { wantsNone }, doing);
};
