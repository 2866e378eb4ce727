/** The draw record (抽取记录): everything a citizen needs to recompute the result. Published JSON, hence snake_case. */
import type { DroppedRotation, PastPairing, Team } from '../assignment/assignment.ts';
import type { DRAW_ALGORITHM, DRAW_SCHEMA, Signature } from './announcement.ts';
import { canonicalHash } from './canonical.ts';
import type { UnitKey } from './labels.ts';
import type { SourceValue } from './prk.ts';

/** One place of a stratum's order; `ticket` is 64 hex digits. */
export interface OrderedUnit {
  readonly unit: UnitKey;
  readonly weight: number;
  readonly ticket: string;
}

export interface StratumResult {
  readonly id: string;
  readonly row: number;
  readonly eligible: number;
  readonly quota: number;
  /** `certainty` (全部检查): the quota takes every unit of the stratum, chance plays no part. */
  readonly mode: 'drawn' | 'certainty';
  /** Ticket of the last drawn unit: a unit of the stratum is drawn when its own ticket is not above it. Null at K = 0. */
  readonly cut_off: string | null;
  /** The order to reserve depth; the first `quota` are drawn, the rest stand by. */
  readonly order: readonly OrderedUnit[];
}

/** One visit (检查任务): a drawn unit with every row that drew it, in the order of (smallest row, draw order). */
export interface DrawnVisit {
  /** 1.. over the whole draw. */
  readonly position: number;
  readonly unit: UnitKey;
  readonly rows: readonly number[];
}

/** The public half of the eligibility facts: enough to recompute the assignment, without any private reason. */
export interface AssignmentInputs {
  /** Ascending by id bytes; ids are blinded codes or certificate numbers. */
  readonly inspectors: readonly { readonly id: string; readonly cap: number }[];
  readonly visits: readonly {
    readonly unit: UnitKey;
    readonly slots: number;
    /** Who may take slot 1, and who the slots after it: bit maps over `inspectors` (`bitmap.ts`). */
    readonly eligible: readonly [string, string];
    readonly last_inspectors: readonly string[];
  }[];
  readonly past_pairings: readonly PastPairing[];
}

/** A seat nobody could fill; whom it lacks and why is for the office only (`explainLackingSeats`). */
export interface LackingSeat {
  readonly unit: UnitKey;
  readonly slot: number;
}

export type AssignmentRecord =
  | {
      readonly status: 'assigned';
      readonly inputs: AssignmentInputs;
      /** L*: the smallest greatest load with which a full assignment exists. */
      readonly minimal_max_load: number;
      readonly teams: readonly Team[];
      readonly dropped_rotations: readonly DroppedRotation[];
    }
  | {
      readonly status: 'infeasible';
      readonly inputs: AssignmentInputs;
      readonly lacking: readonly LackingSeat[];
    }
  | { readonly status: 'not-announced' };

export interface DrawRecord {
  readonly schema: typeof DRAW_SCHEMA;
  readonly alg: typeof DRAW_ALGORITHM;
  readonly draw_no: string;
  readonly draw_id: string;
  readonly announcement_hash: string;
  readonly sources: readonly SourceValue[];
  /** True when a source is the rehearsal's: 演练, fairness not proven, never published as a real draw. */
  readonly rehearsal: boolean;
  readonly prk: string;
  readonly strata: readonly StratumResult[];
  readonly visits: readonly DrawnVisit[];
  readonly assignment: AssignmentRecord;
  readonly software_version: string;
  /** SHA-256 of the record's canonical bytes without this member. */
  readonly record_hash: string;
}

/**
 * The record with what comes after it: signatures and raw proofs of the sources.
 * @public kept for signatures and proofs
 */
export interface SignedRecord {
  readonly record: DrawRecord;
  readonly signatures: readonly Signature[];
  readonly source_proofs?: readonly { readonly id: string; readonly kind: string; readonly value: string }[];
}

/** Hash over everything but `record_hash` itself. */
export const recordHash = (record: Omit<DrawRecord, 'record_hash'>): string => canonicalHash(record);

export const isRecordIntact = ({ record_hash, ...rest }: DrawRecord): boolean =>
  recordHash(rest) === record_hash;
