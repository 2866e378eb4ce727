/** The assignment part of a draw: from private facts to public inputs, and from these to the teams. */
import { assign } from '../assignment/assign.ts';
import type { ExclusionOf, Lacking, TicketInto } from '../assignment/assignment.ts';
import { eligibility, type VisitNeeds } from '../assignment/eligibility.ts';
import { explainLacking } from '../assignment/lacking.ts';
import type { AnnouncedAssignment } from './announcement.ts';
import { bitOf, toBitmap } from './bitmap.ts';
import { compareUtf8 } from './canonical.ts';
import type { AssignmentFacts } from './commitments.ts';
import type { AssignmentInputs, AssignmentRecord, DrawnVisit, DrawRecord } from './record.ts';

/** What a visit needs: the qualifications of all its rows; a section that may visit one of its rows may go. */
const needsOf = (rules: AnnouncedAssignment, { unit, rows }: DrawnVisit): VisitNeeds => {
  const needs = rules.qualifications.filter(({ row }) => rows.includes(row)).flatMap((each) => each.needs);
  const limits = rows.map((row) => rules.sections.find((each) => each.row === row)?.open_to ?? []);
  const sections = limits.some((openTo) => openTo.length === 0) ? [] : limits.flat();
  const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort(compareUtf8);
  return { unit, planned: rules.planned, qualifications: sorted(needs), sections: sorted(sections) };
};

const publicInputs = (
  rules: AnnouncedAssignment,
  facts: AssignmentFacts,
  visits: readonly DrawnVisit[],
  exclusionOf: ExclusionOf,
): AssignmentInputs => {
  const last = Map.groupBy(facts.lastInspections, ({ unit }) => unit);
  const known = new Set(facts.inspectors.map(({ id }) => id));
  const mapOf = (visit: number, slot: number): string =>
    toBitmap(facts.inspectors.length, (inspector) => exclusionOf(visit, slot, inspector) === undefined);
  return {
    inspectors: facts.inspectors.map(({ id, cap }) => ({ id, cap })),
    visits: visits.map(({ unit }, visit) => ({
      unit,
      slots: rules.team_size,
      eligible: [mapOf(visit, 1), mapOf(visit, 2)],
      last_inspectors: [...new Set((last.get(unit) ?? []).map(({ inspector }) => inspector))]
        .filter((id) => known.has(id))
        .sort(compareUtf8),
    })),
    past_pairings: facts.pastPairings.map(({ inspectors, times }) => ({ inspectors, times })),
  };
};

/** Teams from the public inputs alone: what a citizen recomputes. Reasons of exclusion are not public here. */
export const assignFromInputs = (
  inputs: AssignmentInputs,
  ticketInto: TicketInto,
  exclusionOf: ExclusionOf = (visit, slot, inspector) =>
    bitOf(inputs.visits[visit]?.eligible[slot === 1 ? 0 : 1] ?? '', inspector) ? undefined : 'recused',
): AssignmentRecord => {
  const result = assign({
    visits: inputs.visits.map(({ unit, slots, last_inspectors }) => ({
      unit,
      slots,
      lastInspectors: last_inspectors,
    })),
    inspectors: inputs.inspectors,
    exclusionOf,
    ticketInto,
    pastPairings: inputs.past_pairings,
  });
  if (result.status === 'infeasible')
    return {
      status: 'infeasible',
      inputs,
      lacking: result.lacking.map(({ unit, slot }) => ({ unit, slot })),
    };
  return {
    status: 'assigned',
    inputs,
    minimal_max_load: result.minimalMaxLoad,
    teams: result.teams,
    dropped_rotations: result.droppedRotations,
  };
};

const byCode = (facts: AssignmentFacts): AssignmentFacts => ({
  ...facts,
  inspectors: facts.inspectors.toSorted((a, b) => compareUtf8(a.id, b.id)),
});

/** Inspectors are taken in the byte order of their codes, whatever order the facts come in. */
export const assignDrawn = (
  rules: AnnouncedAssignment,
  facts: AssignmentFacts,
  visits: readonly DrawnVisit[],
  ticketInto: TicketInto,
): AssignmentRecord => {
  const ordered = byCode(facts);
  const exclusionOf = eligibility(
    visits.map((visit) => needsOf(rules, visit)),
    ordered.inspectors,
  );
  return assignFromInputs(publicInputs(rules, ordered, visits, exclusionOf), ticketInto, exclusionOf);
};

/** For the office: why each seat of an infeasible draw stays empty. Holds private reasons; not for publication. */
export const explainLackingSeats = (
  rules: AnnouncedAssignment,
  facts: AssignmentFacts,
  { visits, assignment }: Pick<DrawRecord, 'visits' | 'assignment'>,
): Lacking[] => {
  if (assignment.status !== 'infeasible') return [];
  const needs = visits.map((visit) => needsOf(rules, visit));
  const exclusionOf = eligibility(needs, facts.inspectors);
  const places = visits.map(({ unit }) => ({ unit, slots: rules.team_size, lastInspectors: [] }));
  const indexOf = new Map(visits.map(({ unit }, index) => [unit, index]));
  return assignment.lacking.map(({ unit, slot }) =>
    explainLacking({ inspectors: facts.inspectors, exclusionOf }, places, indexOf.get(unit) ?? 0, slot),
  );
};
