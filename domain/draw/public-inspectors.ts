/**
 * inspectors.json: the public half of the inspector register, frozen for one draw. With the opened leaves of the
 * eligibility tree it is all that a citizen needs to recompute the assignment.
 */
import type { PastPairing } from '../assignment/assignment.ts';
import { isAvailable, isFromSection, isQualified } from '../assignment/eligibility.ts';
import type { AnnouncedAssignment } from './announcement.ts';
import { canonicalHash, compareUtf8 } from './canonical.ts';
import type { AssignmentFacts, FrozenInspector } from './commitments.ts';
import { type Profile, SHA256_PROFILE } from './profile.ts';

export interface PublicInspector {
  /** Blinded code in this draw, without a slash. */
  readonly id: string;
  /** Most seats in this draw. */
  readonly cap: number;
  /** The certificate is valid on every planned day, and leave spares at least one of them. */
  readonly available: boolean;
  /** Rows whose qualifications the person has, ascending: slot 1 needs those of ALL rows of the visit. */
  readonly lead_rows: readonly number[];
  /** Rows that the person's section may visit, ascending: any slot needs ONE row of the visit. */
  readonly rows: readonly number[];
  /** Salted hash of the private facts. */
  readonly hash: string;
}

export interface PublicInspectors {
  readonly draw_id: string;
  /** Ascending by id bytes. */
  readonly inspectors: readonly PublicInspector[];
  /** Ascending by the two ids, each pair ascending; only people of the list. */
  readonly past_pairings: readonly PastPairing[];
}

/** H(JCS({draw_id, inspector, salt})): opened to a superior or a court, closed to everyone else. */
export const inspectorFactsHash = (drawId: string, facts: FrozenInspector, profile: Profile): string => {
  const { id, cap, section, certificate, qualifications, leave, interests, salt } = facts;
  return canonicalHash(
    {
      draw_id: drawId,
      inspector: {
        id,
        cap,
        section,
        certificate: { from: certificate.from, to: certificate.to },
        qualifications: qualifications.toSorted(compareUtf8),
        leave: leave.map(({ from, to }) => ({ from, to })),
        interests: interests.toSorted(compareUtf8),
      },
      salt,
    },
    profile,
  );
};

export interface InspectorListInput {
  readonly drawId: string;
  readonly rules: AnnouncedAssignment;
  /** Ascending. */
  readonly planRows: readonly number[];
  readonly facts: AssignmentFacts;
}

const publicRow = (
  { drawId, rules, planRows }: Omit<InspectorListInput, 'facts'>,
  facts: FrozenInspector,
  profile: Profile,
): PublicInspector => ({
  id: facts.id,
  cap: facts.cap,
  available: isAvailable(facts, rules.planned),
  lead_rows: planRows.filter((row) =>
    isQualified(
      facts,
      rules.qualifications.filter((each) => each.row === row).flatMap(({ needs }) => needs),
    ),
  ),
  rows: planRows.filter((row) =>
    isFromSection(facts, rules.sections.find((each) => each.row === row)?.open_to ?? []),
  ),
  hash: inspectorFactsHash(drawId, facts, profile),
});

const pairKey = ({ inspectors: [a, b] }: PastPairing): readonly [string, string] =>
  compareUtf8(a, b) <= 0 ? [a, b] : [b, a];

const comparePairs = (a: PastPairing, b: PastPairing): number =>
  compareUtf8(a.inspectors[0], b.inspectors[0]) || compareUtf8(a.inspectors[1], b.inspectors[1]);

/** @throws RangeError (Chinese) on dates that cannot be right, naming the inspector */
export const publicInspectors = (
  input: InspectorListInput,
  profile: Profile = SHA256_PROFILE,
): PublicInspectors => {
  const { drawId, facts } = input;
  const known = new Set(facts.inspectors.map(({ id }) => id));
  return {
    draw_id: drawId,
    inspectors: facts.inspectors
      .toSorted((a, b) => compareUtf8(a.id, b.id))
      .map((each) => publicRow(input, each, profile)),
    past_pairings: facts.pastPairings
      .filter(({ inspectors }) => inspectors.every((id) => known.has(id)))
      .map((pairing): PastPairing => ({ inspectors: pairKey(pairing), times: pairing.times }))
      .sort(comparePairs),
  };
};

export const inspectorsHash = (list: PublicInspectors, profile: Profile = SHA256_PROFILE): string =>
  canonicalHash(list, profile);
