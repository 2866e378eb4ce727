/** The execution receipt (抽取回执): binds announcement, signatures, time proofs, randomness, keys and record together. */
import { canonicalHash } from '../draw/canonical.ts';
import type { KeyEntry } from './key-log.ts';

export const RECEIPT_SCHEMA = 'dr-1-receipt';

/** A signature of announcement or receipt, as published. */
export interface DrawSignature {
  readonly key_id: string;
  readonly role: 'operator' | 'supervisor' | 'witness';
  readonly alg: 'ed25519';
  readonly value: string;
  /** When it came in: six fractional digits and `Z`. */
  readonly signed_at: string;
}

/** Proof by someone else of when an announcement was published. */
export type TimeProof =
  /** Base64 of the DER of an RFC 3161 TimeStampResp or its token. */
  | { readonly kind: 'rfc3161'; readonly value: string }
  | {
      readonly kind: 'countersignature';
      readonly key_id: string;
      readonly signed_at: string;
      readonly value: string;
    }
  | { readonly kind: 'outside-copy'; readonly where: string; readonly at: string; readonly sha256: string };

export interface Receipt {
  readonly schema: typeof RECEIPT_SCHEMA;
  readonly draw_id: string;
  readonly announcement_hash: string;
  /** {@link lockHash} */
  readonly lock_hash: string;
  readonly record_hash: string;
  /** SHA-256 of the bytes of `sources.json`. */
  readonly sources_hash: string;
  /** SHA-256 of the JCS of the first `keys_count` entries of the key log. */
  readonly keys_hash: string;
  readonly keys_count: number;
  readonly sealed_at: string;
}

const ROLE_ORDER: readonly DrawSignature['role'][] = ['operator', 'supervisor', 'witness'];

/** Operator, supervisor, witness: the order in which signatures are published and hashed. */
export const inOrder = (signatures: readonly DrawSignature[]): DrawSignature[] =>
  signatures.toSorted((a, b) => ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role));

/** Over everything that stood beside the announcement when the draw was sealed. */
export const lockHash = (signatures: readonly DrawSignature[], timeProofs: readonly TimeProof[]): string =>
  canonicalHash({ signatures: inOrder(signatures), time_proofs: timeProofs });

export const keysHash = (log: readonly KeyEntry[]): string => canonicalHash(log);

export interface Sealed {
  readonly drawId: string;
  readonly announcementHash: string;
  readonly recordHash: string;
  readonly signatures: readonly DrawSignature[];
  readonly timeProofs: readonly TimeProof[];
  /** The content of `sources.json`. */
  readonly sources: unknown;
  readonly keys: readonly KeyEntry[];
  readonly sealedAt: string;
}

export const receiptOf = (sealed: Sealed): Receipt => ({
  schema: RECEIPT_SCHEMA,
  draw_id: sealed.drawId,
  announcement_hash: sealed.announcementHash,
  lock_hash: lockHash(sealed.signatures, sealed.timeProofs),
  record_hash: sealed.recordHash,
  sources_hash: canonicalHash(sealed.sources),
  keys_hash: keysHash(sealed.keys),
  keys_count: sealed.keys.length,
  sealed_at: sealed.sealedAt,
});
