import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { DrawEvent } from '../../domain/keys/draw-event.ts';
import { isSignedBy } from '../../domain/keys/ed25519.ts';
import { keyInUse } from '../../domain/keys/key-log.ts';
import { preciseInstant, signedText } from '../../domain/keys/signed-text.ts';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { readKeyLog } from '../keys/key-log.ts';
import { publicDrawId, readDrawEvents } from './draw-events.ts';
import { meetEventDeadlines } from './unsigned-events.ts';

/** Who signs what happened after a draw. */
const EVENT_SIGNERS = ['supervisor', 'operator'] as const;
type EventSigner = (typeof EVENT_SIGNERS)[number];

interface EventSignature {
  readonly authorityId: string;
  readonly drawId: string;
  readonly no: number;
  readonly role: EventSigner;
  readonly keyId: string;
  /** Ed25519, hex. */
  readonly value: string;
  /** Six fractional digits and `Z`. */
  readonly signedAt: string;
  /** Null in a rehearsal. */
  readonly officerId: string | null;
}

export const storeEventSignature = async (
  trx: Transaction<Database>,
  signature: EventSignature,
): Promise<void> => {
  await trx.insertInto('drawEventSignature').values(signature).execute();
};

/** The role whose key in use this is, with the key. @throws Refusal BadSignature */
const signerOf = async (trx: Transaction<Database>, authorityId: string, keyId: string) => {
  const log = await readKeyLog(trx, authorityId);
  for (const role of EVENT_SIGNERS) {
    const key = keyInUse(log, role);
    if (key?.key_id === keyId) return { role, publicKey: key.public_key };
  }
  throw new Refusal(
    'BadSignature',
    `密钥 ${keyId} 不是抽取人或监督人的在用密钥，不能对其后事项签名`,
    'keyId',
  );
};

interface GivenSignature {
  readonly authorityId: string;
  readonly drawId: string;
  readonly keyId: string;
  readonly value: string;
  /** Who holds the key. */
  readonly officerId: string;
}

/**
 * Stores a signature of what happened to a draw. It is that of the newest event as its signer saw it: another may have
 * come meanwhile, which is signed the next time. Twice the same changes nothing.
 *
 * @returns the event that it was made for: this one and all before it are signed
 * @throws Refusal NotFound, WrongState, BadSignature (Chinese)
 */
export const takeEventSignature = async (
  trx: Transaction<Database>,
  { authorityId, drawId, keyId, value, officerId }: GivenSignature,
  doing: Doing,
): Promise<DrawEvent> => {
  await trx
    .selectFrom('draw')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`));
  const events = await readDrawEvents(trx, authorityId, drawId);
  const newest = events.at(-1);
  if (newest === undefined) throw new Refusal('WrongState', `抽取${drawId}没有其后事项，不需要签名`);
  const { role, publicKey } = await signerOf(trx, authorityId, keyId);
  const textOf = ({ hash }: DrawEvent) => signedText('event', publicDrawId(authorityId, drawId), hash);
  const signed = events.findLast((event) => isSignedBy(publicKey, textOf(event), value));
  if (signed === undefined) {
    const why = `签名与抽取${drawId}的其后事项不符；最新一项应签的文字为 ${textOf(newest)}`;
    throw new Refusal('BadSignature', why, 'value');
  }
  if (signed.signature?.value === value) return signed;
  if (signed.signature !== null)
    throw new Refusal('WrongState', `抽取${drawId}的其后事项第${signed.no}项已签名，不能重复签名`);
  const { no } = signed;
  const signedAt = preciseInstant(doing.at);
  await storeEventSignature(trx, { authorityId, drawId, no, role, keyId, value, signedAt, officerId });
  await meetEventDeadlines(trx, { authorityId, drawId, throughNo: no, on: dateAt(doing.at) });
  await appendAudit(trx, {
    authorityId,
    action: 'draw.signed',
    subjectKind: 'draw',
    subjectId: drawId,
    ...doing,
    data: { document: 'event', no, role, keyId },
  });
  return signed;
};
