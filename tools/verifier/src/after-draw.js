/** Whether a substitution or a changed seat is the one that follows from the draw. */
import { inOrder, pairCounter } from './assignment.js';
import { wrong } from './finding.js';
import { shapeFault } from './shape.js';
import { standingTeams } from './standing.js';
import { drawnUnits } from './tickets.js';

const fitsShape = ({ shapes }, name, data) => shapeFault(shapes, shapes[name], data, '') === null;

const NOBODY = '-';

/** Place, unit and position of the first in reserve who was not rightly passed over; null at its end. */
const nextInReserve = ({ order, quota, id }, passedOver, used) => {
  for (let place = quota; place < order.length; place += 1) {
    const { unit } = order[place];
    const passed = passedOver[place - quota];
    const isNamed = passed !== undefined && passed.unit === unit && passed.position === place + 1;
    const isHonest = isNamed && (passed.why !== 'substituted-before' || used.has(`${id} ${unit}`));
    if (!isHonest) return { unit, position: place + 1, isPassed: passed !== undefined };
  }
  return null;
};

/**
 * Who takes a seat: of the announced list, whom nothing keeps away, the first by (load, times paired with the others of
 * the team, ticket, id); all counted over the teams as they stand without the seat.
 */
const nextForSeat = (bundle, { unit, slot, barred }, teams, hasGivenUp) => {
  const { inspectors, past_pairings: past } = bundle.docs['inspectors.json'];
  const ids = inspectors.map(({ id }) => id);
  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const holder = teams.get(unit)[slot - 1];
  const known = (team) => team.map((id) => indexOf.get(id)).filter((i) => i !== undefined);
  const loads = new Int32Array(ids.length);
  const pairs = pairCounter(ids.length);
  for (const { inspectors: pair, times } of past) {
    const [a, b] = pair.map((id) => indexOf.get(id));
    if (a !== undefined && b !== undefined) pairs.add(a, b, times);
  }
  for (const [each, team] of teams) {
    const members = known(each === unit ? team.filter((id) => id !== holder) : team);
    for (const [n, i] of members.entries()) {
      loads[i] += 1;
      for (const other of members.slice(0, n)) pairs.add(other, i);
    }
  }
  const partners = known(teams.get(unit).filter((id) => id !== holder));
  const keptAway = new Set([...barred, holder]);
  const people = inspectors
    .map(({ id, cap }, i) => ({ id, cap, i }))
    .filter(
      ({ id, cap, i }) =>
        !keptAway.has(id) && !hasGivenUp(unit, id) && !partners.includes(i) && loads[i] < cap,
    )
    .map(({ i }) => i);
  const candidates = inOrder(people, {
    ids,
    load: (i) => loads[i],
    paired: (i) => partners.reduce((sum, partner) => sum + pairs.of(partner, i), 0),
    ticket: (i) => bundle.ticketOf(`asg/${unit}/${slot}/${ids[i]}`),
  });
  const { value: first } = candidates.next();
  return first === undefined ? NOBODY : ids[first];
};

/** @returns a check of the next event of the chain, which throws where it is wrong */
export const afterDrawChecks = (bundle) => {
  const standing = standingTeams(bundle.record);
  const used = new Set();
  const counts = new Map();

  const mustCount = (no, kind, found) => {
    const expected = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, expected);
    if (found !== expected) wrong('events', 'count', { no, expected, found });
  };

  const checkSubstitution = ({ no, at, kind, data }) => {
    const refuse = (expected, found) => wrong('events', 'substitution', { no, expected, found });
    if (bundle.record === undefined || !fitsShape(bundle, '@substitution', data)) refuse(NOBODY, NOBODY);
    const { row, stratum, unit, substitute, position, passed_over: passedOver, count } = data;
    const found = substitute ?? NOBODY;
    const result = bundle.record.strata.find(({ id }) => id === stratum);
    const isVisiting =
      result !== undefined &&
      result.row === row &&
      (drawnUnits(result).includes(unit) || used.has(`${stratum} ${unit}`)) &&
      !standing.isReplaced(stratum, unit);
    if (!isVisiting) refuse(NOBODY, found);
    const next = nextInReserve(result, passedOver, used) ?? { unit: null, position: null, isPassed: false };
    const isNext = substitute === next.unit && position === next.position && !next.isPassed;
    const isFree =
      next.unit === null || !(used.has(`${stratum} ${next.unit}`) || standing.isVisited(at, next.unit, unit));
    if (!isNext || !isFree) refuse(next.unit ?? NOBODY, found);
    standing.substitute(at, stratum, unit, substitute);
    if (substitute !== null) used.add(`${stratum} ${substitute}`);
    mustCount(no, kind, count);
  };

  const checkSeat = ({ no, at, kind, data }) => {
    if (!fitsShape(bundle, '@changed-seat', data))
      wrong('events', 'recusal', { no, expected: NOBODY, found: NOBODY });
    const { unit, slot, leaving, substitute: found, count } = data;
    const teams = standing.before(at, unit);
    const holder = (teams.get(unit) ?? [])[slot - 1] ?? NOBODY;
    if (holder === NOBODY || (leaving ?? holder) !== holder)
      wrong('events', 'seat', { no, unit, slot, expected: holder, found: leaving ?? NOBODY });
    const expected = nextForSeat(bundle, data, teams, standing.hasGivenUp);
    if (found !== expected) wrong('events', 'recusal', { no, expected, found });
    standing.seat(at, unit, slot, found);
    mustCount(no, kind, count);
  };

  return (event) => {
    if (event.kind === 'substitution') checkSubstitution(event);
    if (event.kind === 'recusal' || event.kind === 'reassignment') checkSeat(event);
  };
};
