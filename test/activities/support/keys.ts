/** Keys of a small live bureau and what their holders sign with them, for tests of what needs signatures. */
import type { Kysely } from 'kysely';
import type { DrawActivities } from '../../../activities/draw/draw.activities.ts';
import type { Database } from '../../../db/connect.ts';
import { publicDrawId, readDrawEvents } from '../../../db/draw/draw-events.ts';
import { appendKey } from '../../../db/keys/append-key.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import type { Instant } from '../../../domain/calendar/dates.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { sha256Hex } from '../../../domain/draw/hash.ts';
import { keyIdOf, publicKeyOf, sign } from '../../../domain/keys/ed25519.ts';
import { entryText, type KeyEntry, type KeyRole } from '../../../domain/keys/key-log.ts';
import { preciseInstant, signedText } from '../../../domain/keys/signed-text.ts';
import { voidOrderFile } from '../../../domain/keys/void-order.ts';
import { giveToStep } from '../../support/give.ts';

/** Officers of `addBureau` by the key that each holds. */
export const HOLDERS = { supervisor: 'leader', operator: 'drawer', witness: 'witness' } as const;
type OfficerRole = keyof typeof HOLDERS;

/** The seed of a role's key; another `turn` gives the key that comes after it. */
export const seedOf = (role: KeyRole, turn = 1): string => sha256Hex(`${role} ${turn}`);
export const idOfKey = (role: KeyRole, turn = 1): string => keyIdOf(publicKeyOf(seedOf(role, turn)));

/** An entry of the key log, endorsed by the keys with the given seeds. */
export const keyEntry = (
  authorityId: string,
  log: readonly KeyEntry[],
  given: Pick<KeyEntry, 'event' | 'role'> & { readonly turn?: number; readonly at?: Instant },
  endorsedBy: readonly string[],
): KeyEntry => {
  const publicKey = publicKeyOf(seedOf(given.role, given.turn));
  const draft: KeyEntry = {
    no: log.length + 1,
    event: given.event,
    key_id: keyIdOf(publicKey),
    role: given.role,
    alg: 'ed25519',
    public_key: publicKey,
    at: preciseInstant(given.at ?? '2020-12-31T01:00:00.000Z'),
    holder: '局领导班子',
    endorsements: [],
  };
  const text = entryText(authorityId, draft);
  return {
    ...draft,
    endorsements: endorsedBy.map((seed) => ({ key_id: keyIdOf(publicKeyOf(seed)), value: sign(seed, text) })),
  };
};

export const registerKey = (
  db: Kysely<Database>,
  authorityId: string,
  entry: KeyEntry,
  officerId: string | null,
): Promise<void> =>
  db.transaction().execute((trx) =>
    appendKey(
      trx,
      { authorityId, entry, officerId, rehearsal: false },
      {
        actor: { kind: 'system', id: 'test' },
        commandId: null,
        at: `${entry.at.slice(0, 23)}Z`,
      },
    ),
  );

/** Registers the keys of supervisor, operator and witness, as they stand before the year begins. */
export const addKeys = async (
  db: Kysely<Database>,
  authorityId: string,
  roles: readonly OfficerRole[] = ['supervisor', 'operator', 'witness'],
): Promise<void> => {
  for (const role of roles) {
    const log = await readKeyLog(db, authorityId);
    const by = role === 'supervisor' ? [seedOf(role)] : [seedOf(role), seedOf('supervisor')];
    await registerKey(
      db,
      authorityId,
      keyEntry(authorityId, log, { event: 'made', role }, by),
      HOLDERS[role],
    );
  }
};

export interface Signing {
  readonly db: Kysely<Database>;
  readonly draw: Pick<DrawActivities, 'signDraw'>;
  readonly authorityId: string;
  readonly drawId: string;
  readonly at: Instant;
}

const hashOf = async (
  { db, authorityId, drawId }: Pick<Signing, 'db' | 'authorityId' | 'drawId'>,
  document: 'announcement' | 'receipt',
): Promise<string> => {
  if (document === 'receipt') {
    const { receiptHash } = await db
      .selectFrom('drawReceipt')
      .select('receiptHash')
      .where('authorityId', '=', authorityId)
      .where('drawId', '=', drawId)
      .executeTakeFirstOrThrow();
    return receiptHash;
  }
  const { announcementHash } = await db
    .selectFrom('draw')
    .select('announcementHash')
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .executeTakeFirstOrThrow();
  return announcementHash ?? '';
};

/** What the holder of a role's key signs for a document as it is stored. */
export const signatureOf = async (
  signing: Pick<Signing, 'db' | 'authorityId' | 'drawId'>,
  document: 'announcement' | 'receipt',
  role: OfficerRole,
  turn = 1,
): Promise<{ readonly keyId: string; readonly value: string }> => {
  const drawId = publicDrawId(signing.authorityId, signing.drawId);
  const text = signedText(document, drawId, await hashOf(signing, document));
  return { keyId: idOfKey(role, turn), value: sign(seedOf(role, turn), text) };
};

/** A leader's order to void a draw as it stands, signed: the content of the command that gives it. */
export const signedVoid = async (
  { db, authorityId, drawId }: Pick<Signing, 'db' | 'authorityId' | 'drawId'>,
  order: { readonly reason: string; readonly orderNumber: string; readonly at: Instant },
  seed = seedOf('supervisor'),
) => {
  const { announcement } = await db
    .selectFrom('draw')
    .select('announcement')
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .executeTakeFirstOrThrow();
  const { alg } = announcement as unknown as Announcement;
  const { reason, orderNumber } = order;
  const content = { reason, orderNumber, orderedAt: preciseInstant(order.at) };
  const before = (await readDrawEvents(db, authorityId, drawId)).at(-1);
  const ofDraw = publicDrawId(authorityId, drawId);
  const { event } = voidOrderFile({ drawId: ofDraw, alg, before }, content);
  const value = sign(seed, signedText('event', ofDraw, event.hash));
  return { ...content, keyId: keyIdOf(publicKeyOf(seed)), value };
};

let commands = 0;
/** Gives a signature to its step. @param changed what the command says otherwise than the right one would */
export const giveSignature = async (
  signing: Signing,
  document: 'announcement' | 'receipt',
  role: OfficerRole,
  changed: Readonly<Record<string, unknown>> = {},
) => {
  commands += 1;
  const number = commands;
  const { db, draw, authorityId, drawId, at } = signing;
  const signature = await signatureOf(signing, document, role);
  const ids = { id: `sign-${drawId}-${number}`, actorId: HOLDERS[role] };
  const command = { ...ids, document, role, ...signature, ...changed };
  return giveToStep(db, draw.signDraw, { authorityId, name: 'signDraw', subjectId: drawId, command, at });
};

/** Operator and supervisor sign. */
export const signBoth = async (signing: Signing, document: 'announcement' | 'receipt'): Promise<void> => {
  await giveSignature(signing, document, 'operator');
  await giveSignature(signing, document, 'supervisor');
};
