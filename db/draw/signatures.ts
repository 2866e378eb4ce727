import type { DrawSignature, TimeProof } from '../../domain/keys/receipt.ts';
import { inOrder } from '../../domain/keys/receipt.ts';
import type { Reader } from '../actor.ts';

/** The signatures of announcement or receipt, as they are published. */
export const readSignatures = async (
  db: Reader,
  authorityId: string,
  drawId: string,
  document: 'announcement' | 'receipt',
): Promise<DrawSignature[]> => {
  const rows = await db
    .selectFrom('drawSignature')
    .select(['keyId', 'role', 'value', 'signedAt'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('document', '=', document)
    .execute();
  return inOrder(
    rows.map(({ keyId, role, value, signedAt }) => ({
      key_id: keyId,
      role,
      alg: 'ed25519',
      value,
      signed_at: signedAt,
    })),
  );
};

/** Proofs of an announcement's time, as they are published, in the order in which they came. */
export const readTimeProofs = async (
  db: Reader,
  authorityId: string,
  drawId: string,
): Promise<TimeProof[]> => {
  const rows = await db
    .selectFrom('drawTimeProof')
    .select('proof')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .orderBy('no')
    .execute();
  return rows.map(({ proof }) => proof as unknown as TimeProof);
};
