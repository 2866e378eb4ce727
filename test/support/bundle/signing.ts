/** Signatures, receipt and events of a made draw: what only those can make who hold the keys. */
import type { WrittenDocuments } from '../../../domain/bundle/write-bundle.ts';
import { announcementHash } from '../../../domain/draw/announcement.ts';
import { canonicalHash } from '../../../domain/draw/canonical.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import { type DrawEvent, nextDrawEvent } from '../../../domain/keys/draw-event.ts';
import { sign } from '../../../domain/keys/ed25519.ts';
import { type DrawSignature, type Receipt, receiptOf } from '../../../domain/keys/receipt.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import { DRAW_ID, SEALED_AT } from './facts-of-the-draw.ts';
import { secretOf, testKeyId } from './keys.ts';

const signatureOf = (
  seed: number,
  role: DrawSignature['role'],
  text: string,
  signed_at: string,
): DrawSignature => {
  const secret = secretOf(seed, role);
  return { key_id: testKeyId(seed, role), role, alg: 'ed25519', value: sign(secret, text), signed_at };
};

/** Signatures of announcement or receipt by those whose keys these are. */
export const signedBy = (
  seed: number,
  roles: readonly DrawSignature['role'][],
  document: 'announcement' | 'receipt',
  hash: string,
  at: string,
): DrawSignature[] => roles.map((role) => signatureOf(seed, role, signedText(document, DRAW_ID, hash), at));

type Event = Parameters<typeof nextDrawEvent>[2];

/** The next event of a chain, signed; by the operator, where nobody else is named. */
export const addEvent = (
  seed: number,
  events: readonly DrawEvent[],
  event: Event,
  profile = profileOf('hkdf-sha256-min-v1'),
  role: 'operator' | 'supervisor' = 'operator',
): DrawEvent[] => {
  const next = nextDrawEvent(DRAW_ID, events.at(-1), event, profile);
  const value = sign(secretOf(seed, role), signedText('event', DRAW_ID, next.hash));
  return [...events, { ...next, signature: { key_id: testKeyId(seed, role), value } }];
};

const receiptFor = (
  documents: Omit<WrittenDocuments, 'receipt.json' | 'receipt-signatures.json'>,
): Receipt => {
  const { 'announcement.json': announcement, 'record.json': record } = documents;
  return receiptOf({
    drawId: announcement.draw_id,
    announcementHash: announcementHash(announcement),
    recordHash: record.record_hash,
    signatures: documents['announcement-signatures.json'],
    timeProofs: documents['time-proofs.json'],
    sources: documents['sources.json'],
    keys: documents['keys.json'],
    sealedAt: SEALED_AT,
  });
};

/** Receipt and its signatures for what is there: what an insider with all keys can do. */
export const resealed = (
  seed: number,
  documents: Omit<WrittenDocuments, 'receipt.json' | 'receipt-signatures.json'>,
): WrittenDocuments => {
  const receipt = receiptFor(documents);
  const hash = canonicalHash(receipt, profileOf(documents['announcement.json'].alg));
  const signed = documents['announcement.json'].signers !== null;
  return {
    ...documents,
    'receipt.json': receipt,
    'receipt-signatures.json': signed
      ? signedBy(seed, ['operator', 'supervisor'], 'receipt', hash, SEALED_AT)
      : [],
  };
};
