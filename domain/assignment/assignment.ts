/**
 * Random assignment of inspectors to visits (随机选派, DR-1 section 4): words and results. The computation is in
 * `assign.ts`, late recusal in `recuse.ts`, who may go where in `eligibility.ts`.
 */
import type { UnitKey } from '../draw/labels.ts';

/** Why an inspector cannot take a seat. `partner` and `full` only arise while seats are being filled. */
export const EXCLUSION_REASONS = {
  'certificate-invalid': '执法证在检查日期内无效',
  'qualification-missing': '不具备该事项所需资格',
  'declared-interest': '已申报与对象有利害关系',
  'on-leave': '检查日期内休假',
  'other-section': '不属于可承担该事项的科室',
  recused: '已回避',
  rotation: '上一周期检查过该对象',
  partner: '已在本组',
  full: '任务已满',
} as const;

export type ExclusionReason = keyof typeof EXCLUSION_REASONS;

/** One visit to fill, in draw order. */
export interface Visit {
  readonly unit: UnitKey;
  /** Seats, at least 1 (the law asks for two: the caller's rule). */
  readonly slots: number;
  /** Inspector codes that inspected the unit in the last cycle: left out while people suffice (rotation, 轮换). */
  readonly lastInspectors: readonly string[];
}

export interface Candidate {
  /** The inspector's public code in this draw; ties end in its byte order. */
  readonly id: string;
  /** Most seats this person can take in the draw. */
  readonly cap: number;
}

/**
 * Frozen before the randomness: why `inspector` cannot take `slot` of `visit`, or undefined when eligible. Indices
 * into the given lists, slot 1-based. Must be a pure function.
 */
export type ExclusionOf = (visit: number, slot: number, inspector: number) => ExclusionReason | undefined;

/** T(label), 32 bytes; `ticketMachine(prk).ticketInto` fits. */
export type TicketInto = (label: string, out: Uint8Array) => void;

/** How often two inspectors already went out together before this draw. */
export interface PastPairing {
  readonly inspectors: readonly [string, string];
  readonly times: number;
}

export interface AssignmentInput {
  readonly visits: readonly Visit[];
  readonly inspectors: readonly Candidate[];
  readonly exclusionOf: ExclusionOf;
  readonly ticketInto: TicketInto;
  readonly pastPairings?: readonly PastPairing[];
}

export interface Team {
  readonly unit: UnitKey;
  /** Inspector codes by slot, slot 1 first; all different. */
  readonly inspectors: readonly string[];
}

/** A unit whose rotation could not be kept, with the people who would have had to stay away. */
export interface DroppedRotation {
  readonly unit: UnitKey;
  readonly inspectors: readonly string[];
  /** Chinese sentence for the record. */
  readonly reason: string;
}

/** A seat nobody can fill. */
export interface Lacking {
  readonly unit: UnitKey;
  readonly slot: number;
  /** Inspectors by what keeps them from the seat; `full` counts those eligible whose seats are all needed elsewhere. */
  readonly reasons: readonly { readonly reason: ExclusionReason; readonly inspectors: number }[];
  /** Chinese sentence for the office: which visit lacks people and why. */
  readonly message: string;
}

export type AssignmentResult =
  | {
      readonly status: 'assigned';
      /** L*: the smallest greatest load with which a full assignment exists. */
      readonly minimalMaxLoad: number;
      /** In the order of the visits. */
      readonly teams: readonly Team[];
      readonly droppedRotations: readonly DroppedRotation[];
      /** Seats per inspector, in the order given. */
      readonly loads: readonly { readonly inspector: string; readonly load: number }[];
    }
  | { readonly status: 'infeasible'; readonly lacking: readonly Lacking[] };
