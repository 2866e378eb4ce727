/** The draw record (抽取记录): everything a citizen needs to recompute the result. Published JSON, hence snake_case. */
import type { DroppedRotation, Team } from '../assignment/assignment.ts';
import type { DRAW_SCHEMA } from './announcement.ts';
import { hashMembers, type TakeMember } from './canonical.ts';
import type { EligibilityOpening } from './eligibility-tree.ts';
import type { UnitKey } from './labels.ts';
import type { SourceValue } from './prk.ts';
import { type DrawAlgorithm, profileOf, type StartHash } from './profile.ts';

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
  /**
   * Ticket of the last drawn unit: a unit of the stratum that no stratum in its `after` drew is drawn when its own
   * ticket is not above it. Null where nobody is drawn.
   */
  readonly cut_off: string | null;
  /**
   * The order to reserve depth, without the units that a stratum in `after` drew; the first `quota` are drawn (fewer
   * where so many were passed over that there are no more), the rest stand by.
   */
  readonly order: readonly OrderedUnit[];
}

/** One visit (检查任务): a drawn unit with every row that drew it, in the order of (smallest row, draw order). */
export interface DrawnVisit {
  /** 1.. over the whole draw. */
  readonly position: number;
  readonly unit: UnitKey;
  readonly rows: readonly number[];
  /** Number of its batch, by the smallest of its rows whose stratum has batches. */
  readonly batch?: number;
}

/** A visit to fill, with the opened leaf of its unit. */
export interface AssignmentVisit extends EligibilityOpening {
  readonly slots: number;
}

/** With inspectors.json, what the teams are recomputed from; no reason for anything is public. */
export interface AssignmentInputs {
  /** Leaves of the eligibility tree: the distinct units of the roster. */
  readonly leaves: number;
  /** In the order of the record's visits. */
  readonly visits: readonly AssignmentVisit[];
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
  readonly alg: DrawAlgorithm;
  readonly draw_no: string;
  readonly draw_id: string;
  readonly announcement_hash: string;
  /** The values that entered the key, in its order. */
  readonly sources: readonly SourceValue[];
  /** As announced: 演练, fairness not proven, never published as a real draw. */
  readonly rehearsal: boolean;
  readonly prk: string;
  readonly strata: readonly StratumResult[];
  readonly visits: readonly DrawnVisit[];
  readonly assignment: AssignmentRecord;
  readonly software_version: string;
  /** H of the record's canonical bytes without this member. */
  readonly record_hash: string;
}

/**
 * Hash over everything but `record_hash` itself.
 *
 * @param take is given the text of the members as it is hashed, of the assignment that of each of its own: its teams are
 * asked for alone, and of what it was computed from there is a hundred times as much
 */
export const recordHash = (
  record: Omit<DrawRecord, 'record_hash'>,
  start: StartHash = profileOf(record.alg).start,
  take?: TakeMember,
): string => hashMembers({ ...record }, start, take, ['assignment']);

export const isRecordIntact = ({ record_hash, ...rest }: DrawRecord): boolean =>
  recordHash(rest) === record_hash;
