import { sql } from 'kysely';
import { publicDrawId } from '../../../db/draw/draw-events.ts';
import { signedText } from '../../../domain/keys/signed-text.ts';
import type { Step } from '../../shared/step.ts';
import type { RandomnessSource } from '../randomness.ts';
import type { SignedName } from './documents.ts';
import { signInRehearsal } from './rehearsal-keys.ts';

export interface NewSignature {
  readonly drawId: string;
  readonly document: 'announcement' | 'receipt';
  readonly role: 'operator' | 'supervisor' | 'witness';
  readonly keyId: string;
  readonly value: string;
  /** Six fractional digits and `Z`. */
  readonly signedAt: string;
  /** Null in a rehearsal. */
  readonly officerId: string | null;
}

export const storeSignature = async (step: Step, signature: NewSignature): Promise<void> => {
  const { trx, authorityId } = step;
  await trx
    .insertInto('drawSignature')
    .values({ authorityId, alg: 'ed25519', ...signature })
    .execute();
  const { drawId, document, role, keyId } = signature;
  await step.audit('draw.signed', ['draw', drawId], { document, role, keyId });
};

/** Roles that have signed a document; those that sign events do so again for the next ones, and are never done. */
export const signedBy = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
  document: SignedName,
): Promise<ReadonlySet<string>> => {
  if (document === 'event') return new Set();
  const rows = await trx
    .selectFrom('drawSignature')
    .select('role')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('document', '=', document)
    .execute();
  return new Set(rows.map(({ role }) => role));
};

/** The hash that the signatures of a document are about. @returns null while there is no such document */
export const documentHash = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
  document: 'announcement' | 'receipt',
): Promise<string | null> => {
  const { rows } = await sql<{ hash: string | null }>`
    select case ${document}::text
             when 'announcement' then (select announcement_hash from draw where (authority_id, id) = (${authorityId}, ${drawId}))
             else (select receipt_hash from draw_receipt where (authority_id, draw_id) = (${authorityId}, ${drawId}))
           end as hash`.execute(trx);
  return rows[0]?.hash ?? null;
};

/** A rehearsal goes on without people: its own keys sign, and nobody takes them for anybody's. */
export const signAlone = async (
  step: Step,
  source: Pick<RandomnessSource, 'saltOf'>,
  drawId: string,
  document: 'announcement' | 'receipt',
  roles: readonly NewSignature['role'][],
): Promise<void> => {
  const hash = await documentHash(step, drawId, document);
  if (hash === null) throw new Error(`draw ${drawId} has no ${document} to sign`);
  const signed = await signedBy(step, drawId, document);
  const text = signedText(document, publicDrawId(step.authorityId, drawId), hash);
  for (const role of roles) {
    if (signed.has(role)) continue;
    const signature = await signInRehearsal(step, source, role, text);
    await storeSignature(step, { drawId, document, role, officerId: null, ...signature });
  }
};
