import type { AnnouncedDocuments } from '../bundle/documents.ts';
import { type DrawPapers, NO_NAMES } from './draw-papers.ts';

/** The papers of a draw from its public evidence: units and inspectors by their codes, without names. */
export const papersOfBundle = (
  documents: Omit<AnnouncedDocuments, 'manifest.json'>,
  verifyAt: string | null = null,
): DrawPapers => {
  const events = documents['events.json'];
  return {
    announcement: documents['announcement.json'],
    announcementSignatures: documents['announcement-signatures.json'],
    timeProofs: documents['time-proofs.json'],
    keys: documents['keys.json'],
    exclusions: documents['exclusions.json'].exclusions,
    record: documents['record.json'] ?? null,
    sources: documents['sources.json'],
    receipt: documents['receipt.json'] ?? null,
    receiptSignatures: documents['receipt-signatures.json'] ?? [],
    events,
    revealed: documents['one-time-code.json'] !== undefined,
    endReason: events.findLast(({ kind }) => kind === 'void' || kind === 'not-drawn')?.reason ?? null,
    copy: 'public',
    names: NO_NAMES,
    verifyAt,
  };
};
