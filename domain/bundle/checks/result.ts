/** The draw again, from announcement, roster and randomness: orders, visits, teams. */

import { canonicalJson } from '../../draw/canonical.ts';
import { assignFromPublic } from '../../draw/draw-assignment.ts';
import { mergeVisits } from '../../draw/draw-visits.ts';
import { rootOfOpening } from '../../draw/eligibility-tree.ts';
import type { AssignmentRecord, StratumResult } from '../../draw/record.ts';
import { ticketMachine } from '../../draw/tickets.ts';
import { keyOf } from '../draw-key.ts';
import { type Check, type Evidence, type Finding, saying } from '../evidence.ts';

const { because: ofTickets } = saying('tickets');

const FIGURES = ['row', 'eligible', 'quota', 'mode'] as const;

const orderFault = (stratum: string, expected: StratumResult, found: StratumResult): Finding => {
  const length = Math.max(expected.order.length, found.order.length);
  for (let index = 0; index < length; index += 1) {
    const [ours, theirs] = [expected.order[index], found.order[index]];
    if (ours?.unit !== theirs?.unit || ours?.weight !== theirs?.weight) {
      const named = (place: typeof ours): string =>
        place === undefined ? '-' : `${place.unit} (${place.weight})`;
      return ofTickets('order', {
        stratum,
        position: index + 1,
        expected: named(ours),
        found: named(theirs),
      });
    }
    if (ours !== undefined && ours.ticket !== theirs?.ticket)
      return ofTickets('ticket', {
        stratum,
        unit: ours.unit,
        expected: ours.ticket,
        found: theirs?.ticket ?? '-',
      });
  }
  return null;
};

const stratumFault = (expected: StratumResult, found: StratumResult): Finding => {
  const { id: stratum } = expected;
  for (const path of FIGURES) {
    if (expected[path] !== found[path])
      return ofTickets('figures', { stratum, path, expected: expected[path], found: found[path] });
  }
  const fault = orderFault(stratum, expected, found);
  if (fault !== null || expected.cut_off === found.cut_off) return fault;
  const [ours, theirs] = [expected.cut_off ?? '-', found.cut_off ?? '-'];
  return ofTickets('figures', { stratum, path: 'cut_off', expected: ours, found: theirs });
};

/** Every ticket computed anew; each stratum's order, cut-off and figures are as recorded. */
export const checkTickets: Check = async ({ documents, roster }) => {
  const { strata } = await roster();
  const recorded = documents['record.json'].strata;
  const same =
    strata?.length === recorded.length && strata.every(({ id }, index) => id === recorded[index]?.id);
  if (strata === null || !same) return ofTickets('strata', { stratum: recorded[0]?.id ?? '-' });
  for (const [index, expected] of strata.entries()) {
    const found = recorded[index];
    const fault = found === undefined ? null : stratumFault(expected, found);
    if (fault !== null) return fault;
  }
  return null;
};

export const checkVisits: Check = ({ announcement, documents }) => {
  const { strata, visits } = documents['record.json'];
  const ours = mergeVisits(strata, announcement.strata);
  for (let index = 0; index < Math.max(ours.length, visits.length); index += 1) {
    const expected = canonicalJson(ours[index] ?? null);
    const found = canonicalJson(visits[index] ?? null);
    if (expected !== found) return saying('visits').wrong({ position: index + 1, expected, found });
  }
  return null;
};

/** What keeps inspectors from a unit was sealed before; every opened leaf stands at its own unit's place. */
export const checkEligibility: Check = async ({ announcement, documents, profile, roster }) => {
  const { wrong } = saying('eligibility');
  const { assignment, visits } = documents['record.json'];
  if (announcement.assignment === undefined || assignment.status === 'not-announced') return null;
  const { units, rankOf } = await roster();
  const { leaves, visits: opened } = assignment.inputs;
  if (leaves !== units || opened.length !== visits.length) return wrong({ unit: visits[0]?.unit ?? '-' });
  for (const [index, { slots: _slots, ...opening }] of opened.entries()) {
    const { unit } = opening;
    const inPlace = unit === visits[index]?.unit && opening.index === rankOf.get(unit);
    if (!inPlace || rootOfOpening(opening, leaves, profile) !== announcement.eligibility_root)
      return wrong({ unit });
  }
  return null;
};

const { because: ofAssignment } = saying('assignment');

type Assigned = Extract<AssignmentRecord, { status: 'assigned' }>;

const assignedFault = (ours: Assigned, theirs: Assigned): Finding => {
  if (ours.minimal_max_load !== theirs.minimal_max_load)
    return ofAssignment('load', { expected: ours.minimal_max_load, found: theirs.minimal_max_load });
  for (let index = 0; index < Math.max(ours.teams.length, theirs.teams.length); index += 1) {
    const expected = ours.teams[index];
    const found = theirs.teams[index];
    const named = (team: typeof expected): string => team?.inspectors.join('、') ?? '-';
    if (expected?.unit !== found?.unit || named(expected) !== named(found))
      return ofAssignment('team', {
        unit: expected?.unit ?? found?.unit ?? '-',
        expected: named(expected),
        found: named(found),
      });
  }
  const same = canonicalJson(ours.dropped_rotations) === canonicalJson(theirs.dropped_rotations);
  return same ? null : ofAssignment('rotation');
};

const assignmentFault = (ours: AssignmentRecord, theirs: AssignmentRecord): Finding => {
  if (ours.status === 'assigned' && theirs.status === 'assigned') return assignedFault(ours, theirs);
  if (ours.status === 'infeasible' && theirs.status === 'infeasible')
    return canonicalJson(ours.lacking) === canonicalJson(theirs.lacking) ? null : ofAssignment('lacking');
  return ours.status === theirs.status
    ? null
    : ofAssignment('status', { expected: ours.status, found: theirs.status });
};

const recomputed = ({ announcement, announcementHash, documents, profile }: Evidence): AssignmentRecord => {
  const { assignment, visits } = documents['record.json'];
  const list = documents['inspectors.json'];
  if (announcement.assignment === undefined || assignment.status === 'not-announced' || list === undefined)
    return { status: 'not-announced' };
  const { ticketInto } = ticketMachine(keyOf(announcementHash, documents, profile), profile);
  return assignFromPublic({ list, visits, inputs: assignment.inputs, ticketInto });
};

/** The teams again, from the public list of inspectors and the opened leaves. */
export const checkAssignment: Check = (evidence) => {
  const { assignment } = evidence.documents['record.json'];
  const rules = evidence.announcement.assignment;
  if (rules !== undefined && assignment.status === 'not-announced')
    return ofAssignment('status', { expected: 'assigned', found: assignment.status });
  if (assignment.status !== 'not-announced' && rules !== undefined) {
    const index = assignment.inputs.visits.findIndex(({ slots }) => slots !== rules.team_size);
    const found = assignment.inputs.visits[index]?.slots;
    if (found !== undefined)
      return ofAssignment('inputs', { path: `visits[${index}].slots`, expected: rules.team_size, found });
  }
  return assignmentFault(recomputed(evidence), assignment);
};
