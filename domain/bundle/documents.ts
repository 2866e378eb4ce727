/** The parsed files of a bundle. Published JSON, hence snake_case. */
import type { Announcement } from '../draw/announcement.ts';
import type { Exclusion } from '../draw/commitments.ts';
import type { PublicInspectors } from '../draw/public-inspectors.ts';
import type { DrawRecord } from '../draw/record.ts';
import type { DrawEvent } from '../keys/draw-event.ts';
import type { KeyEntry } from '../keys/key-log.ts';
import type { DrawSignature, Receipt, TimeProof } from '../keys/receipt.ts';

export interface DrandProof {
  readonly round: number;
  readonly signature: string;
  readonly randomness: string;
}

export interface DiceProof {
  readonly digits: string;
  readonly read_by: string;
  readonly typed_by: readonly string[];
  readonly typed_at: string;
  readonly record_photo_sha256: string | null;
}

/** A value of public randomness with its raw proof; that of a rehearsal has none. */
export interface ProvenSource {
  readonly id: string;
  readonly value: string;
  readonly proof: DrandProof | DiceProof | Readonly<Record<string, never>>;
}

export interface Manifest {
  readonly schema: 'dr-1-bundle';
  readonly draw_id: string;
  readonly draw_no: string;
  /** Every file but the manifest, ascending by name. */
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
}

/** The end of a draw without a result (作废、未抽取): `end.json`. */
export interface DrawEnd {
  readonly schema: 'dr-1-end';
  readonly bureau: string;
  readonly cycle: string;
  readonly draw_id: string;
  readonly draw_no: string;
  readonly rehearsal: boolean;
  readonly state: 'void' | 'not-drawn';
  /** Six fractional digits and `Z`. */
  readonly ended_at: string;
  readonly reason: string;
  /** Number of the event that tells of it. */
  readonly event: number;
  readonly announcement_hash: string;
}

/** The `.json` files of every bundle, by name; their shapes are checked before anything reads them. */
interface CommonDocuments {
  readonly 'events.json': readonly DrawEvent[];
  readonly 'keys.json': readonly KeyEntry[];
  readonly 'manifest.json': Manifest;
}

interface Announced {
  readonly 'announcement-signatures.json': readonly DrawSignature[];
  readonly 'announcement.json': Announcement;
  readonly 'exclusions.json': { readonly draw_id: string; readonly exclusions: readonly Exclusion[] };
  readonly 'inspectors.json'?: PublicInspectors;
  readonly 'sources.json': readonly ProvenSource[];
  readonly 'time-proofs.json': readonly TimeProof[];
}

interface Resulting {
  readonly 'one-time-code.json'?: { readonly secret: string };
  readonly 'receipt-signatures.json': readonly DrawSignature[];
  readonly 'receipt.json': Receipt;
  readonly 'record.json': DrawRecord;
}

/** Of a draw with a result. */
export type Documents = CommonDocuments & Announced & Resulting;

/** Of a draw without one. */
export type EndedDocuments = CommonDocuments & Partial<Announced> & { readonly 'end.json': DrawEnd };

/** Of a draw that was announced, whatever became of it. */
export type AnnouncedDocuments = CommonDocuments &
  Announced &
  Partial<Resulting> & { readonly 'end.json'?: DrawEnd };

/** Of any bundle. */
export type AnyDocuments = CommonDocuments &
  Partial<Announced & Resulting> & { readonly 'end.json'?: DrawEnd };
