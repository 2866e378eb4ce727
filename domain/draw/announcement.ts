/**
 * What is published before the randomness exists (抽取公告, DR-1 section 5). Member names are those of the published
 * JSON, hence snake_case; texts are NFC, instants RFC 3339 UTC with six fractional digits and `Z`.
 */
import type { RatioKind } from '../quota/quota.ts';
import { canonicalHash } from './canonical.ts';

export const DRAW_SCHEMA = 'dr-1';
export const DRAW_ALGORITHM = 'hkdf-sha256-min-v1';

/** Source that only a rehearsal (演练) uses; everything made from it is marked and never published as real. */
export const REHEARSAL_SOURCE = 'rehearsal';

/** Kinds of draw; each is unique per (authority, cycle, row, purpose, batch) unless void. */
export type DrawPurpose = 'regular' | 'batch' | 'enlargement' | 'campaign';

/** One group of units with a quota of its own; a plan row has one or more. */
export interface AnnouncedStratum {
  /** Unique in the draw, e.g. `3` or `3/甲类`. */
  readonly id: string;
  /** Number of the plan row, 1... */
  readonly row: number;
  /** N: roster entries of the stratum. */
  readonly eligible: number;
  /** Null where the plan fixes a number instead of a ratio. */
  readonly ratio: {
    readonly numerator: number;
    readonly denominator: number;
    readonly kind: RatioKind;
  } | null;
  /** m: at least so many; 0 where the row states none. */
  readonly minimum: number;
  /** At most so many; absent where the row states none. */
  readonly maximum?: number;
  /** K: how many are drawn. */
  readonly quota: number;
  /** How many more of the order are recorded for substitution (递补). */
  readonly reserve: number;
  /** Version of the weight table, `none` where every weight is 1. */
  readonly weights: string;
}

/** Rules of the assignment, fixed before the randomness. Absent when only units are drawn. */
export interface AnnouncedAssignment {
  /** Seats of a visit, 2 or more. */
  readonly team_size: number;
  /** First and last planned day of the visits, `YYYY-MM-DD`. */
  readonly planned: { readonly from: string; readonly to: string };
  /** What slot 1 must be qualified for, by plan row. */
  readonly qualifications: readonly { readonly row: number; readonly needs: readonly string[] }[];
  /** Sections whose inspectors may visit, by plan row; a row that is not listed is open to all. */
  readonly sections: readonly { readonly row: number; readonly open_to: readonly string[] }[];
}

export interface AnnouncedSource {
  readonly id: string;
  /** Exact rule by which the published value becomes the string that is hashed. */
  readonly normalisation: string;
  readonly when: string;
  readonly where: string;
}

export interface Announcement {
  readonly schema: typeof DRAW_SCHEMA;
  readonly alg: typeof DRAW_ALGORITHM;
  readonly bureau: string;
  readonly cycle: string;
  readonly purpose: DrawPurpose;
  readonly batch: number;
  readonly plan_rows: readonly number[];
  /** Gap-free per authority and year. */
  readonly draw_no: string;
  /** Binds every hash to this draw. */
  readonly draw_id: string;
  readonly announced_at: string;
  readonly roster_hash: string;
  readonly roster_merkle_root: string;
  readonly exclusions_hash: string;
  readonly strata: readonly AnnouncedStratum[];
  readonly assignment?: AnnouncedAssignment;
  /** `none` when only units are drawn. */
  readonly inspectors_hash: string;
  readonly eligibility_hash: string;
  readonly sources: readonly AnnouncedSource[];
  /** What happens when a source stays silent; never "the next round". */
  readonly fallback: string;
  readonly otc_commit: 'none' | { readonly hash: string; readonly iterations: number };
  readonly reveal_deadline?: string;
  readonly publish_policy: string;
  readonly verifier_sha256?: string;
  readonly software_version: string;
}

/** Place of the signatures (operator and supervisor), outside the signed bytes. */
export interface Signature {
  readonly key_id: string;
  readonly role: 'operator' | 'supervisor';
  readonly alg: 'ed25519' | 'sm2';
  readonly value: string;
}

/**
 * The announcement with what stands outside its bytes.
 * @public kept for signatures and time proofs
 */
export interface SignedAnnouncement {
  readonly announcement: Announcement;
  readonly signatures: readonly Signature[];
  /** Proof of the publishing time by someone else; without one verify says 发布时间未获证明. */
  readonly time_proofs?: readonly {
    readonly kind: 'rfc3161' | 'countersignature' | 'drand-round';
    readonly value: string;
  }[];
}

/** SHA-256 of the announcement's canonical bytes: what signatures, key and record refer to. */
export const announcementHash = (announcement: Announcement): string => canonicalHash(announcement);
