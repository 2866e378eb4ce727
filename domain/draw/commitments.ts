/** Hashes of the private and public lists that an announcement commits to (DR-1 section 5). */

import type { PastPairing } from '../assignment/assignment.ts';
import type { InspectorFacts } from '../assignment/eligibility.ts';
import { canonicalHash, compareUtf8 } from './canonical.ts';
import type { UnitKey } from './labels.ts';

/** An inspector as frozen for one draw; the salt keeps the row's hash from being guessed. */
export interface FrozenInspector extends InspectorFacts {
  /** Random hex, one per inspector and draw, kept like a one-time code. */
  readonly salt: string;
}

/** The lists behind `inspectors_hash` and `eligibility_hash`. */
export interface AssignmentFacts {
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

/** The list itself is published too; the hash binds it to the draw. */
export const exclusionsHash = (drawId: string, exclusions: readonly Exclusion[]): string =>
  canonicalHash({
    draw_id: drawId,
    exclusions: exclusions
      .map(({ code, row, reason }) => ({ code, row, reason }))
      .sort((a, b) => compareUtf8(a.code, b.code) || a.row - b.row),
  });

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => compareUtf8(a.id, b.id);

/** Certificate, section, qualifications and cap: JCS({draw_id, inspectors: [{id, hash}]}) with salted row hashes. */
export const inspectorsHash = (drawId: string, { inspectors }: AssignmentFacts): string =>
  canonicalHash({
    draw_id: drawId,
    inspectors: inspectors.toSorted(byId).map(({ id, cap, section, certificate, qualifications, salt }) => ({
      id,
      hash: canonicalHash({
        draw_id: drawId,
        inspector: { id, cap, section, certificate, qualifications: qualifications.toSorted(compareUtf8) },
        salt,
      }),
    })),
  });

/** Declared interests, leave and last cycle's inspections stay private behind salted row hashes; pairings are open. */
export const eligibilityHash = (drawId: string, facts: AssignmentFacts): string => {
  const visited = Map.groupBy(facts.lastInspections, ({ inspector }) => inspector);
  return canonicalHash({
    draw_id: drawId,
    inspectors: facts.inspectors.toSorted(byId).map(({ id, interests, leave, salt }) => ({
      id,
      hash: canonicalHash({
        draw_id: drawId,
        id,
        interests: interests.toSorted(compareUtf8),
        leave: leave.map(({ from, to }) => ({ from, to })),
        visited_last_cycle: (visited.get(id) ?? []).map(({ unit }) => unit).sort(compareUtf8),
        salt,
      }),
    })),
    past_pairings: facts.pastPairings
      .map(({ inspectors, times }) => ({ inspectors: inspectors.toSorted(compareUtf8), times }))
      .sort((a, b) => compareUtf8(a.inspectors.join('/'), b.inspectors.join('/'))),
  });
};
