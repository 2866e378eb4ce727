import { jsonb } from '../../../db/actor.ts';
import { publicDrawId } from '../../../db/draw/draw-events.ts';
import { readSignatures, readTimeProofs } from '../../../db/draw/signatures.ts';
import { sourcesFile } from '../../../db/draw/sources-file.ts';
import { readKeyLog } from '../../../db/keys/key-log.ts';
import { canonicalHash } from '../../../domain/draw/canonical.ts';
import { profileOf } from '../../../domain/draw/profile.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { receiptOf } from '../../../domain/keys/receipt.ts';
import { preciseInstant } from '../../../domain/keys/signed-text.ts';
import type { Step } from '../../shared/step.ts';

/** The receipt of a sealed record, in the step that seals it: what both sign before the draw is published. */
export const makeReceipt = async (step: Step, drawId: string, record: DrawRecord): Promise<void> => {
  const { trx, authorityId } = step;
  const receipt = receiptOf({
    drawId: publicDrawId(authorityId, drawId),
    announcementHash: record.announcement_hash,
    recordHash: record.record_hash,
    signatures: await readSignatures(trx, authorityId, drawId, 'announcement'),
    timeProofs: await readTimeProofs(trx, authorityId, drawId),
    sources: await sourcesFile(trx, authorityId, drawId),
    keys: await readKeyLog(trx, authorityId),
    sealedAt: preciseInstant(step.at),
  });
  await trx
    .insertInto('drawReceipt')
    .values({
      authorityId,
      drawId,
      receipt: jsonb(receipt),
      receiptHash: canonicalHash(receipt, profileOf(record.alg)),
    })
    .execute();
};
