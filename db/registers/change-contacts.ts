/** What is written of the contacts (联系人) of units and officers: added, changed, taken out. */
import { sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { type ContactEntry, contactProblems, tidyContact } from '../../domain/notice/contact.ts';
import { actAs, actorText, type Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { auditContact, listContacts, lockContact, type PartyKind } from './contacts.ts';

export const PARTY_NAMES: Readonly<Record<PartyKind, string>> = { officer: '工作人员', unit: '检查对象' };

const assertParty = async (
  trx: Transaction<Database>,
  authorityId: string,
  kind: PartyKind,
  id: string,
): Promise<void> => {
  const found = await trx
    .selectFrom(kind)
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    // One change of a party's contacts at a time: only one of them is the primary.
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) throw new Refusal('NotFound', `没有${PARTY_NAMES[kind]}“${id}”。`);
};

/** Tidied. @throws Refusal InvalidInput */
export const checkedContact = (entry: ContactEntry): ContactEntry => {
  const tidy = tidyContact(entry);
  const [problem] = contactProblems(tidy);
  if (problem !== undefined) throw new Refusal('InvalidInput', problem.message, problem.field);
  return tidy;
};

const makePrimary = async (
  trx: Transaction<Database>,
  authorityId: string,
  party: { readonly partyKind: PartyKind; readonly partyId: string },
  id: string,
): Promise<void> => {
  const ofParty = (isPrimary: boolean) =>
    trx
      .updateTable('contact')
      .set({ isPrimary })
      .where('authorityId', '=', authorityId)
      .where('partyKind', '=', party.partyKind)
      .where('partyId', '=', party.partyId);
  await ofParty(false).where('isPrimary', '=', true).where('id', '<>', id).execute();
  await ofParty(true).where('id', '=', id).where('isPrimary', '=', false).execute();
};

export interface NewContact extends ContactEntry {
  readonly partyKind: PartyKind;
  readonly partyId: string;
  /** The first one of a party is primary anyway. */
  readonly isPrimary: boolean;
}

/** @returns the new contact's id @throws Refusal NotFound, InvalidInput */
export const addContact = async (
  trx: Transaction<Database>,
  authorityId: string,
  contact: NewContact,
  doing: Doing,
): Promise<string> => {
  const { partyKind, partyId, isPrimary } = contact;
  const entry = checkedContact(contact);
  await actAs(trx, doing.actor);
  await assertParty(trx, authorityId, partyKind, partyId);
  const { id } = await trx
    .insertInto('contact')
    .values({
      authorityId,
      partyKind,
      partyId,
      ...entry,
      businessAt: doing.at,
      recordedBy: actorText(doing.actor),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const others = await listContacts(trx, authorityId, partyKind, partyId);
  if (isPrimary || !others.some((other) => other.isPrimary)) await makePrimary(trx, authorityId, contact, id);
  await auditContact(trx, authorityId, { ...contact, id }, 'contact.add', { role: entry.role }, doing);
  return id;
};

export type ContactChange = Partial<ContactEntry & { readonly isPrimary: true }>;

/**
 * Changes a contact. Another address is not verified any more, and whoever asked for no SMS asked it for his own number.
 * @returns the fields that changed
 * @throws Refusal NotFound, InvalidInput
 */
export const changeContact = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  { isPrimary, ...change }: ContactChange,
  doing: Doing,
): Promise<readonly string[]> => {
  await actAs(trx, doing.actor);
  const before = await lockContact(trx, authorityId, id);
  const entry = checkedContact({ ...before, ...change });
  const fields = (Object.keys(entry) as (keyof ContactEntry)[]).filter(
    (field) => before[field] !== entry[field],
  );
  if (fields.length > 0) {
    const phoneChanged = fields.includes('phone');
    await trx
      .updateTable('contact')
      .set({
        ...entry,
        ...(fields.includes('email') ? { emailVerifiedAt: null, emailVerifiedBy: null } : {}),
        ...(phoneChanged ? { phoneVerifiedAt: null, phoneVerifiedBy: null } : {}),
        ...(phoneChanged ? { smsOptedOutAt: null, smsOptedOutBy: null } : {}),
        businessAt: doing.at,
        recordedAt: sql`clock_timestamp()`,
        recordedBy: actorText(doing.actor),
      })
      .where('authorityId', '=', authorityId)
      .where('id', '=', id)
      .execute();
  }
  const becomesPrimary = isPrimary === true && !before.isPrimary;
  if (becomesPrimary) await makePrimary(trx, authorityId, before, id);
  const changed = becomesPrimary ? [...fields, 'isPrimary'] : fields;
  if (changed.length > 0)
    await auditContact(trx, authorityId, before, 'contact.change', { fields: changed }, doing);
  return changed;
};

/** Takes a contact out; the next one is primary then. Its row and history stay. @throws Refusal NotFound */
export const removeContact = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  doing: Doing,
): Promise<void> => {
  await actAs(trx, doing.actor);
  const before = await lockContact(trx, authorityId, id);
  await trx
    .updateTable('contact')
    .set({ removedAt: doing.at, isPrimary: false, recordedBy: actorText(doing.actor) })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  const [next] = await listContacts(trx, authorityId, before.partyKind, before.partyId);
  if (before.isPrimary && next !== undefined) await makePrimary(trx, authorityId, next, next.id);
  await auditContact(trx, authorityId, before, 'contact.remove', {}, doing);
};
