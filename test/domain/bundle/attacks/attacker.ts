/** Somebody with all the keys it takes, and a draw to attack (DR-1 section 7); what stops or reveals it. */
import { readCatalogue } from '../../../../cli/draw/catalogue.ts';
import { verifyBundle } from '../../../../domain/bundle/verify-bundle.ts';
import { bundleInMemory, type WrittenDocuments } from '../../../../domain/bundle/write-bundle.ts';
import { announcementHash } from '../../../../domain/draw/announcement.ts';
import { executeDraw } from '../../../../domain/draw/execute-draw.ts';
import { profileOf } from '../../../../domain/draw/profile.ts';
import type { RosterEntry } from '../../../../domain/draw/roster.ts';
import { resealed, signedBy } from '../../../support/bundle/signing.ts';
import { makeBundle } from '../../../support/bundle.ts';
import type { Bent, Files } from '../../../support/tamper.ts';

const catalogue = await readCatalogue();
export const made = makeBundle({ units: 60 });
export const { documents, roster, facts, seed } = made;
export const announced = documents['announcement.json'];
export const profile = profileOf(announced.alg);

/** What a reader finds first, and what he is told besides. */
export const verdict = async (files: Files, trusted: readonly string[] = []) => {
  const { ok, firstWrong, remarks } = await verifyBundle(files, catalogue, { trusted });
  return { ok, wrong: firstWrong === null ? null : [firstWrong.code, firstWrong.case], remarks };
};

const oneTimeSecretOf = ({ 'one-time-code.json': code }: WrittenDocuments) =>
  code === undefined ? {} : { oneTimeCode: code.secret };

/** The draw made over with another announcement or roster, signed and sealed by everyone in the bureau. */
export const madeOver = (
  change: Bent,
  list: readonly RosterEntry[] = roster,
  others: Partial<WrittenDocuments> = {},
): Files => {
  const announcement = { ...announced, ...change };
  const hash = announcementHash(announcement);
  const sources = others['sources.json'] ?? documents['sources.json'];
  const record = executeDraw({ announcement, roster: list, sources, facts, ...oneTimeSecretOf(documents) });
  const sealed = resealed(seed, {
    ...documents,
    ...others,
    'announcement.json': announcement,
    'announcement-signatures.json': signedBy(
      seed,
      ['operator', 'supervisor'],
      'announcement',
      hash,
      announced.announced_at,
    ),
    'record.json': record,
  });
  return bundleInMemory(sealed, list);
};
