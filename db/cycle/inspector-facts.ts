import type { DayRange, InspectorFacts } from '../../domain/assignment/eligibility.ts';
import { canonicalHash } from '../../domain/draw/canonical.ts';
import { type UnitKey, unitKey } from '../../domain/draw/labels.ts';
import { listedCode } from '../draw/person-codes.ts';
import type { Looking } from './looking.ts';

/** What the register knows of an inspector; `id` is the certificate number, the inspector's public code in a draw. */
export interface RegisteredInspector extends InspectorFacts {
  readonly officerId: string;
}

const grouped = <T extends { readonly officerId: string }>(rows: readonly T[]): Map<string, T[]> =>
  Map.groupBy(rows, ({ officerId }) => officerId);

/** Active inspectors by officer id, with their leave and the units in which they declared an interest. */
export const registeredInspectors = async (
  { trx, authorityId }: Looking,
  cap: number,
): Promise<RegisteredInspector[]> => {
  const inspectors = await trx
    .selectFrom('inspector')
    .innerJoin('officer', (join) =>
      join
        .onRef('officer.authorityId', '=', 'inspector.authorityId')
        .onRef('officer.id', '=', 'inspector.officerId'),
    )
    .select(['inspector.officerId', 'officer.sectionId', 'certificateNumber', 'qualifications'])
    .select(['certificateValidFrom', 'certificateValidTo'])
    .where('inspector.authorityId', '=', authorityId)
    .where('inspector.active', '=', true)
    .where('officer.active', '=', true)
    .orderBy('inspector.officerId')
    .execute();
  const leaves = await trx
    .selectFrom('inspectorLeave')
    .select(['officerId', 'fromOn', 'toOn'])
    .where('authorityId', '=', authorityId)
    .orderBy('fromOn')
    .execute();
  const interests = await trx
    .selectFrom('inspectorInterest as interest')
    .innerJoin('unit', (join) =>
      join.onRef('unit.authorityId', '=', 'interest.authorityId').onRef('unit.id', '=', 'interest.unitId'),
    )
    .select(['interest.officerId', 'unit.kind'])
    // A person who never was on a list has no code there yet; no draw is announced before all have one.
    .select(({ fn }) => fn.coalesce(listedCode('unit'), 'unit.code').as('code'))
    .where('interest.authorityId', '=', authorityId)
    .execute();
  const leavesOf = grouped(leaves);
  const interestsOf = grouped(interests);
  return inspectors.map((inspector): RegisteredInspector => {
    const { officerId } = inspector;
    return {
      officerId,
      id: inspector.certificateNumber,
      cap,
      section: inspector.sectionId ?? '',
      certificate: { from: inspector.certificateValidFrom, to: inspector.certificateValidTo },
      qualifications: inspector.qualifications,
      leave: (leavesOf.get(officerId) ?? []).map(
        ({ fromOn, toOn }): DayRange => ({ from: fromOn, to: toOn }),
      ),
      interests: (interestsOf.get(officerId) ?? []).map(({ kind, code }): UnitKey => unitKey(kind, code)),
    };
  });
};

/** Changes when anything about the people changes: after a draw that failed for lack of people, only that helps. */
export const peopleHash = (inspectors: readonly RegisteredInspector[], teamSize: number): string =>
  canonicalHash({
    teamSize,
    inspectors: inspectors.map(({ id, section, certificate, qualifications, leave, interests }) => ({
      id,
      section,
      certificate: { ...certificate },
      qualifications: qualifications.toSorted(),
      leave: leave.map(({ from, to }) => ({ from, to })),
      interests: interests.toSorted(),
    })),
  });
