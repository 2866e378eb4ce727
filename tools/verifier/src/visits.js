/** Visits and teams, computed anew, and what keeps inspectors away from a unit. */
import { assignInspectors } from './assignment.js';
import { compareTexts } from './bytes.js';
import { eachPair, mustEqual, wrong } from './finding.js';
import { canonicalBytes, canonicalText } from './jcs.js';
import { provesLeaf } from './merkle.js';
import { addPerson, peopleSet } from './seats.js';
import { drawnUnits } from './tickets.js';

const batchAt = (batches, place) => {
  let end = 0;
  for (const { no, count } of batches) {
    end += count;
    if (place < end) return no;
  }
  return undefined;
};

/** A unit drawn by several rows is visited once: (smallest row, ticket, code). Its batch is that of the smallest row. */
const mergeVisits = ({ results, strata }) => {
  const byRow = [...results.values()].sort((a, b) => a.row - b.row);
  const drawn = byRow.flatMap(({ row, order, quota }) =>
    order.slice(0, quota).map((each) => ({ ...each, row })),
  );
  drawn.sort((a, b) => a.row - b.row || compareTexts(a.ticket, b.ticket) || compareTexts(a.unit, b.unit));
  const rowsOf = new Map();
  for (const { unit, row } of drawn) rowsOf.set(unit, [...(rowsOf.get(unit) ?? []), row]);
  const batchOf = new Map();
  for (const result of byRow) {
    for (const [place, unit] of drawnUnits(result).entries()) {
      const batch = batchAt(strata.get(result.id).batches, place);
      if (batch !== undefined && !batchOf.has(unit)) batchOf.set(unit, batch);
    }
  }
  return [...rowsOf].map(([unit, rows], i) => {
    const visit = { position: i + 1, unit, rows };
    return batchOf.has(unit) ? { ...visit, batch: batchOf.get(unit) } : visit;
  });
};

export const checkVisits = (bundle) => {
  bundle.visits = mergeVisits(bundle);
  eachPair(bundle.visits, bundle.record.visits, (ours, theirs, i) => {
    const [expected, found] = [ours, theirs].map((each) => (each === undefined ? '-' : canonicalText(each)));
    if (expected !== found) wrong('visits', null, { position: i + 1, expected, found });
  });
};

export const checkEligibility = ({ announcement, record, roster, visits, H }) => {
  const { inputs } = record.assignment;
  if (announcement.assignment === undefined || inputs === undefined) return;
  const refuse = (unit) => wrong('eligibility', null, { unit });
  if (inputs.leaves !== roster.units || inputs.visits.length !== visits.length)
    refuse(visits.length === 0 ? '-' : visits[0].unit);
  for (const [i, { unit, barred, last, nonce, index, path }] of inputs.visits.entries()) {
    if (unit !== visits[i].unit || index !== roster.rankOf.get(unit)) refuse(unit);
    const leaf = canonicalBytes({ barred, last, nonce, unit });
    const { eligibility_root: root } = announcement;
    if (!provesLeaf(H, { leaf, index, size: roster.units, path, root })) refuse(unit);
  }
};

/** One of the visit's rows opens the door; to lead (slot 1) takes the qualifications of all of them. */
const peopleFor = (inspectors, rows, barred) => {
  const [leaders, others] = [peopleSet(inspectors.length), peopleSet(inspectors.length)];
  for (const [i, { id, available, lead_rows: leadRows, rows: open }] of inspectors.entries()) {
    if (!available || barred.includes(id) || !rows.some((row) => open.includes(row))) continue;
    addPerson(others, i);
    if (rows.every((row) => leadRows.includes(row))) addPerson(leaders, i);
  }
  return [leaders, others];
};

const namesOfTeam = (team) => (team === undefined ? '-' : team.inspectors.join('、'));

const compareTeams = (expected, found) => {
  mustEqual(expected.minimal_max_load, found.minimal_max_load, 'assignment', 'load');
  eachPair(expected.teams, found.teams, (ours, theirs) => {
    const [unit] = [ours, theirs].filter((team) => team !== undefined).map((team) => team.unit);
    if (canonicalText(ours ?? null) !== canonicalText(theirs ?? null))
      wrong('assignment', 'team', { unit, expected: namesOfTeam(ours), found: namesOfTeam(theirs) });
  });
  if (canonicalText(expected.dropped_rotations) !== canonicalText(found.dropped_rotations))
    wrong('assignment', 'rotation');
};

export const checkAssignment = async (bundle) => {
  const rules = bundle.announcement.assignment;
  const recorded = bundle.record.assignment;
  if (rules === undefined || recorded.status === 'not-announced') {
    const expected = rules === undefined ? 'not-announced' : 'assigned';
    mustEqual(expected, recorded.status, 'assignment', 'status');
    return;
  }
  for (const [i, { slots }] of recorded.inputs.visits.entries())
    mustEqual(rules.team_size, slots, 'assignment', 'inputs', { path: `visits[${i}].slots` });
  const { inspectors, past_pairings: past } = bundle.docs['inspectors.json'];
  const visits = recorded.inputs.visits.map(({ unit, slots, barred, last }, i) => ({
    unit,
    slots,
    last,
    may: peopleFor(inspectors, bundle.visits[i].rows, barred),
  }));
  const people = { ids: inspectors.map(({ id }) => id), caps: inspectors.map(({ cap }) => cap), past };
  const breathe = (fraction) => bundle.breathe('assignment', fraction);
  const expected = await assignInspectors(visits, people, bundle.ticketOf, breathe);
  mustEqual(expected.status, recorded.status, 'assignment', 'status');
  if (expected.status === 'assigned') compareTeams(expected, recorded);
  else if (canonicalText(expected.lacking) !== canonicalText(recorded.lacking))
    wrong('assignment', 'lacking');
};
