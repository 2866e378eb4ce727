/** The private facts behind an assignment, and the exclusions that are published with the roster (DR-1 section 5). */

import type { PastPairing } from '../assignment/assignment.ts';
import type { InspectorFacts } from '../assignment/eligibility.ts';
import { canonicalHash, compareUtf8 } from './canonical.ts';
import type { UnitKey } from './labels.ts';
import { type Profile, SHA256_PROFILE } from './profile.ts';

/** An inspector as frozen for one draw; the salt keeps the row's hash from being guessed. */
export interface FrozenInspector extends InspectorFacts {
  /** Random hex, one per inspector and draw, kept like a one-time code. */
  readonly salt: string;
}

/** What is known of the people when the lists are frozen. Private: only what `public-inspectors.ts` makes of it goes out. */
export interface AssignmentFacts {
  /** Secret of the draw, 64 hex digits: the nonces of the eligibility tree come from it. */
  readonly secret: string;
  readonly inspectors: readonly FrozenInspector[];
  /** Who inspected what in the last cycle. */
  readonly lastInspections: readonly { readonly unit: UnitKey; readonly inspector: string }[];
  readonly pastPairings: readonly PastPairing[];
}

export interface Exclusion {
  readonly code: UnitKey;
  readonly row: number;
  /** Code of the public reason: frequency cap, deregistered, already inspected ... */
  readonly reason: string;
}

/** exclusions.json: {draw_id, exclusions: [{code, row, reason}]}, ascending by (code bytes, row). */
export const exclusionsList = (drawId: string, exclusions: readonly Exclusion[]) => ({
  draw_id: drawId,
  exclusions: exclusions
    .map(({ code, row, reason }) => ({ code, row, reason }))
    .sort((a, b) => compareUtf8(a.code, b.code) || a.row - b.row),
});

/** The list itself is published too; the hash binds it to the draw. */
export const exclusionsHash = (
  drawId: string,
  exclusions: readonly Exclusion[],
  profile: Profile = SHA256_PROFILE,
): string => canonicalHash(exclusionsList(drawId, exclusions), profile);
