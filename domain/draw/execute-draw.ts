/** The draw itself: a pure function from the announcement, its lists and the public randomness to the record. */

import type { PastPairing } from '../assignment/assignment.ts';
import type { InspectorFacts } from '../assignment/eligibility.ts';
import type { Announcement } from './announcement.ts';
import type { UnitKey } from './labels.ts';
import type { SourceValue } from './prk.ts';
import type { DrawRecord } from './record.ts';

/** One unit in one stratum; a unit may stand in the strata of several rows. */
export interface RosterEntry {
  readonly code: UnitKey;
  /** Id of an announced stratum. */
  readonly stratum: string;
  /** Whole weight, 1..1000. */
  readonly w: number;
}

/** The lists behind `inspectors_hash` and `eligibility_hash`. */
export interface AssignmentFacts {
  readonly inspectors: readonly InspectorFacts[];
  /** Who inspected what in the last cycle. */
  readonly lastInspections: readonly { readonly unit: UnitKey; readonly inspector: string }[];
  readonly pastPairings: readonly PastPairing[];
}

export interface DrawInput {
  readonly announcement: Announcement;
  /** Ascending by (code, stratum) in UTF-8 bytes (PostgreSQL: `order by code collate "C", stratum collate "C"`); read once. */
  readonly roster: Iterable<RosterEntry>;
  /** In the announced order. */
  readonly sources: readonly SourceValue[];
  readonly oneTimeCode?: string;
  /** Required when the announcement has an assignment. */
  readonly facts?: AssignmentFacts;
}

/** @throws RangeError (Chinese) when a list does not match its announced hash or a source is missing */
export const executeDraw = (_input: DrawInput): DrawRecord => {
  throw new Error('not built yet');
};
