/** The assignment part of a draw: teams from the public inspectors file and the opened leaves alone. */
import { assign } from '../assignment/assign.ts';
import type { ExclusionOf, Lacking, TicketInto } from '../assignment/assignment.ts';
import { eligibility, type VisitNeeds } from '../assignment/eligibility.ts';
import { explainLacking } from '../assignment/lacking.ts';
import type { AnnouncedAssignment } from './announcement.ts';
import { compareUtf8 } from './canonical.ts';
import type { AssignmentFacts } from './commitments.ts';
import type { PublicInspector, PublicInspectors } from './public-inspectors.ts';
import type { AssignmentInputs, AssignmentRecord, DrawnVisit, DrawRecord } from './record.ts';

/** What a visit needs: the qualifications of all its rows; a section that may visit one of its rows may go. */
const needsOf = (rules: AnnouncedAssignment, { unit, rows }: DrawnVisit): VisitNeeds => {
  const needs = rules.qualifications.filter(({ row }) => rows.includes(row)).flatMap((each) => each.needs);
  const limits = rows.map((row) => rules.sections.find((each) => each.row === row)?.open_to ?? []);
  const sections = limits.some((openTo) => openTo.length === 0) ? [] : limits.flat();
  const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort(compareUtf8);
  return { unit, planned: rules.planned, qualifications: sorted(needs), sections: sorted(sections) };
};

/** Whether a person may take slot 1, and the slots after it, of a visit with these rows; conflicts aside. */
const verdictOf = (
  { available, lead_rows, rows: open }: PublicInspector,
  rows: readonly number[],
): readonly [boolean, boolean] => {
  const mayGo = available && rows.some((row) => open.includes(row));
  return [mayGo && rows.every((row) => lead_rows.includes(row)), mayGo];
};

/**
 * Who cannot take which seat, from what is public. The reason is `recused` for a declared interest and
 * `other-section` for everything else: reasons are no part of a result.
 */
export const publicExclusions = (
  { inspectors }: PublicInspectors,
  visits: readonly (Pick<DrawnVisit, 'unit' | 'rows'> & { readonly barred: readonly string[] })[],
): ExclusionOf => {
  const known = new Map<string, readonly (readonly [boolean, boolean])[]>();
  const judged = visits.map(({ rows }) => {
    const key = rows.join(' ');
    const verdicts = known.get(key) ?? inspectors.map((each) => verdictOf(each, rows));
    known.set(key, verdicts);
    return verdicts;
  });
  const barred = visits.map((visit) => new Set(visit.barred));
  return (visit, slot, inspector) => {
    if (barred[visit]?.has(inspectors[inspector]?.id ?? '') === true) return 'recused';
    const verdict = judged[visit]?.[inspector];
    return verdict?.[slot === 1 ? 0 : 1] === true ? undefined : 'other-section';
  };
};

export interface PublicAssignment {
  readonly list: PublicInspectors;
  readonly visits: readonly Pick<DrawnVisit, 'unit' | 'rows'>[];
  /** One opened leaf per visit, in the order of the visits. */
  readonly inputs: AssignmentInputs;
  readonly ticketInto: TicketInto;
}

/** What a citizen recomputes. */
export const assignFromPublic = ({
  list,
  visits,
  inputs,
  ticketInto,
}: PublicAssignment): AssignmentRecord => {
  const places = visits.map(({ unit, rows }, index) => ({
    unit,
    rows,
    barred: inputs.visits[index]?.barred ?? [],
  }));
  const result = assign({
    visits: inputs.visits.map(({ unit, slots, last }) => ({ unit, slots, lastInspectors: last })),
    inspectors: list.inspectors.map(({ id, cap }) => ({ id, cap })),
    exclusionOf: publicExclusions(list, places),
    ticketInto,
    pastPairings: list.past_pairings,
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
