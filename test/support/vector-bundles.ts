/** Vectors of DR-1 as bundles: the files that a citizen would have. */
import { bundleInMemory, type WrittenDocuments } from '../../domain/bundle/write-bundle.ts';
import type { RosterEntry } from '../../domain/draw/roster.ts';
import type { DrawEvent } from '../../domain/keys/draw-event.ts';
import type { BundleFiles } from './second-verifiers.ts';

export interface DrawVector {
  readonly name: string;
  readonly announcement: WrittenDocuments['announcement.json'];
  readonly exclusions: unknown;
  readonly roster: readonly RosterEntry[];
  readonly sources: readonly { readonly id: string; readonly value: string }[];
  readonly oneTimeCode?: string;
  readonly inspectors?: WrittenDocuments['inspectors.json'];
  readonly record: WrittenDocuments['record.json'];
}

/** Vectors have no keys, and invented proofs of their randomness: what follows from them is all that is checked. */
export const BESIDE = [
  'keys',
  'announcement-signatures',
  'time-proof',
  'sources',
  'round-time',
  'drand-signature',
  'receipt',
  'receipt-signatures',
];

export const bundleOf = (vector: DrawVector, events: readonly DrawEvent[] = []): BundleFiles => {
  const { announcement, exclusions, record, sources, oneTimeCode, inspectors } = vector;
  const documents = {
    'announcement.json': announcement,
    'announcement-signatures.json': [],
    'time-proofs.json': [],
    'keys.json': [],
    'exclusions.json': Array.isArray(exclusions) ? { draw_id: announcement.draw_id, exclusions } : exclusions,
    ...(inspectors === undefined ? {} : { 'inspectors.json': inspectors }),
    'sources.json': sources.map(({ id, value }) => ({ id, value, proof: {} })),
    ...(oneTimeCode === undefined ? {} : { 'one-time-code.json': { secret: oneTimeCode } }),
    'record.json': record,
    'receipt.json': {
      schema: 'dr-1-receipt',
      draw_id: announcement.draw_id,
      announcement_hash: record.announcement_hash,
      lock_hash: record.announcement_hash,
      record_hash: record.record_hash,
      sources_hash: record.record_hash,
      keys_hash: record.record_hash,
      keys_count: 0,
      sealed_at: announcement.announced_at,
    },
    'receipt-signatures.json': [],
    'events.json': events,
  };
  return bundleInMemory(documents as unknown as WrittenDocuments, vector.roster);
};
