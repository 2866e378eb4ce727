import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { wallTime } from '../../domain/calendar/wall-time.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { actorText, type Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { auditContact } from './contacts.ts';
import { type ContactChannel, contactAddress, verifyContact } from './verify-contact.ts';

/** A code is worth something for so long and so many answers. */
const CODE_MINUTES = 30;
const MOST_FAILURES = 5;
/** Of the shipped text of `contact.code`. */
const CODE_TEXT_VERSION = 1;

const hashOf = (contactId: string, code: string): string =>
  createHash('sha256').update(`${contactId}\n${code}`).digest('hex');

/**
 * Sends a code to an address, at any hour: somebody waits for it. A code that was sent before is worth nothing then.
 * @param code six digits, made by the caller
 * @returns until when it is valid
 * @throws Refusal NotFound, WrongState; NotReady where the unit must not hear from us now
 */
export const sendContactCode = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  { channel, code }: { readonly channel: ContactChannel; readonly code: string },
  doing: Doing,
): Promise<Instant> => {
  const { contact, address } = await contactAddress(trx, authorityId, id, channel);
  const { partyKind, partyId, name } = contact;
  const validUntil = new Date(Date.parse(doing.at) + CODE_MINUTES * 60_000).toISOString();
  await trx
    .updateTable('contactCode')
    .set({ endedAt: doing.at })
    .where('authorityId', '=', authorityId)
    .where('contactId', '=', id)
    .where('channel', '=', channel)
    .where('endedAt', 'is', null)
    .execute();
  const { id: codeId } = await trx
    .insertInto('contactCode')
    .values({
      ...{ authorityId, contactId: id, channel, address, codeHash: hashOf(id, code) },
      ...{ askedBy: actorText(doing.actor), expiresAt: validUntil, businessAt: doing.at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { authorityName } = await trx
    .selectFrom('authority')
    .select('name as authorityName')
    .where('id', '=', authorityId)
    .executeTakeFirstOrThrow();
  const params = {
    authorityName,
    recipientName: name ?? '联系人',
    code,
    validUntil: wallTime(validUntil).slice(11, 16),
  };
  const written = await trx
    .insertInto('message')
    .values({
      ...{ authorityId, subjectKind: 'contact', subjectId: id, stage: `contact.code/${codeId}` },
      ...{ recipientKind: partyKind, recipientId: partyId, contactId: id, channel, address },
      ...{ lane: 'urgent' as const, category: 'duty' as const },
      ...{ template: 'contact.code', templateVersion: CODE_TEXT_VERSION, params: JSON.stringify(params) },
      ...{ businessAt: doing.at, expiresAt: validUntil },
    })
    .returning('id')
    .executeTakeFirst();
  if (written === undefined)
    throw new Refusal('NotReady', '该检查对象目前不宜联系，不能发送核验码，请改用当面或者书面核验。');
  await auditContact(trx, authorityId, contact, 'contact.code', { channel }, doing);
  return validUntil;
};

/**
 * Takes the code that the contact told: right, the address is verified by it.
 * @returns false where it is wrong; after several wrong ones a new code is needed
 * @throws Refusal NotFound, TooLate where no code is valid
 */
export const answerContactCode = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  { channel, code }: { readonly channel: ContactChannel; readonly code: string },
  doing: Doing,
): Promise<boolean> => {
  const { address } = await contactAddress(trx, authorityId, id, channel);
  const sent = await trx
    .selectFrom('contactCode')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('contactId', '=', id)
    .where('channel', '=', channel)
    .where('endedAt', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (sent === undefined || sent.expiresAt <= doing.at || sent.address !== address)
    throw new Refusal('TooLate', '没有有效的核验码，请重新发送。', 'code');
  const isRight = sent.codeHash === hashOf(id, code);
  const failures = isRight ? sent.failures : sent.failures + 1;
  await trx
    .updateTable('contactCode')
    .set({ failures, endedAt: isRight || failures >= MOST_FAILURES ? doing.at : null })
    .where('id', '=', sent.id)
    .execute();
  if (isRight) await verifyContact(trx, authorityId, id, { channel, proof: 'code' }, doing);
  return isRight;
};
