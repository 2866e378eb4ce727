/**
 * What is published before the randomness exists (抽取公告, DR-1 section 5). Member names are those of the published
 * JSON, hence snake_case; texts are NFC, instants RFC 3339 UTC with six fractional digits and `Z`.
 */

import type { AnnouncedRule } from './announced-rules.ts';
import type { AnnouncedFallback, AnnouncedSource } from './announced-sources.ts';
import type { AnnouncedStratum } from './announced-strata.ts';
import { canonicalHash } from './canonical.ts';
import { type DrawAlgorithm, profileOf } from './profile.ts';

export const DRAW_SCHEMA = 'dr-1';

/** Kinds of draw; each is unique per (authority, cycle, row, purpose, batch) unless void. */
export type DrawPurpose = 'regular' | 'batch' | 'enlargement' | 'campaign';

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

/** Ids of the keys that sign: the first 32 hex digits of SHA-256 over the raw public key. */
export interface AnnouncedSigners {
  readonly operator: string;
  readonly supervisor: string;
}

/** `hash` = H^iterations(secret bytes), hex: the list stays secret until the secret is revealed. */
export interface OneTimeCodeCommitment {
  readonly hash: string;
  readonly iterations: number;
}

export interface Announcement {
  readonly schema: typeof DRAW_SCHEMA;
  /** Profile: which hash is H in this draw. */
  readonly alg: DrawAlgorithm;
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
  /** 演练: recomputes like any draw, its fairness is not proven, and it is never published as real. */
  readonly rehearsal: boolean;
  /** Null in a rehearsal that has no keys. */
  readonly signers: AnnouncedSigners | null;
  readonly roster_hash: string;
  readonly roster_merkle_root: string;
  readonly exclusions_hash: string;
  readonly strata: readonly AnnouncedStratum[];
  /** By row; absent in announcements of releases that did not publish it. */
  readonly rules?: readonly AnnouncedRule[];
  readonly assignment?: AnnouncedAssignment;
  /** H of the public inspectors file; `none` when only units are drawn. */
  readonly inspectors_hash: string;
  /** Root of the tree over every unit's conflicts, one leaf per unit of the roster; `none` when only units are drawn. */
  readonly eligibility_root: string;
  readonly sources: readonly AnnouncedSource[];
  /** A beacon's round lies at least so many hours after `announced_at`. */
  readonly notice_hours: number;
  /** What happens when a source stays silent; never "the next round". */
  readonly fallback: AnnouncedFallback;
  readonly otc_commit: 'none' | OneTimeCodeCommitment;
  readonly reveal_deadline?: string;
  readonly publish_policy: string;
  readonly witness_required: boolean;
  /** The witness signs off, or objects with a reason, within so many working days of the sealing. */
  readonly sign_off_working_days: number;
  /** SHA-256 of the verifier file as shipped with the software; `none` where none was shipped. */
  readonly verifier_sha256: string;
  readonly software_version: string;
}

/** H of the announcement's canonical bytes: what signatures, key and record refer to. */
export const announcementHash = (announcement: Announcement): string =>
  canonicalHash(announcement, profileOf(announcement.alg));
