/** Assignment of inspectors (docs/draw.md, rule 7): the least greatest load, rotation, then seat by seat by ticket. */
import { compareBytes, compareTexts, sortedTexts } from './bytes.js';
import { addPerson, dropPerson, hasPerson, membersOf, peopleSet, Seats } from './seats.js';

const VISITS_PER_BREATH = 50;

/** @returns seats, in draw order, that cannot be filled beside those before them */
const seatsWithout = (seats) => {
  const lacking = [];
  for (let seat = 0; seat < seats.count; seat += 1) if (!seats.fill(seat)) lacking.push(seat);
  return lacking;
};

/** Raises the common limit only when a seat cannot be filled: what is left is the least greatest load. */
const settle = (visits, caps, seatCount) => {
  let load = Math.ceil(seatCount / Math.max(1, caps.length));
  const limited = () => caps.map((cap) => Math.min(cap, load));
  const seats = new Seats(visits, limited());
  for (let seat = 0; seat < seats.count; seat += 1) {
    while (!seats.fill(seat)) {
      load += 1;
      seats.setLimits(limited());
    }
  }
  return { seats, load };
};

/** Last cycle's inspectors stay away from a unit wherever all seats can still be filled without them. */
const imposeRotation = (seats, visits, ids) => {
  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const dropped = [];
  for (const [v, { unit, last }] of visits.entries()) {
    const known = last.map((id) => indexOf.get(id)).filter((i) => i !== undefined);
    const barred = peopleSet(ids.length);
    const before = new Map();
    const vacated = [];
    for (let seat = seats.firstOf[v]; seat < seats.firstOf[v + 1]; seat += 1) {
      before.set(seat, Int32Array.from(seats.may[seat]));
      for (const i of known.filter((person) => hasPerson(seats.may[seat], person))) {
        addPerson(barred, i);
        dropPerson(seats.may[seat], i);
        if (seats.holder[seat] !== i) continue;
        seats.lift(seat);
        vacated.push(seat);
      }
    }
    if (vacated.every((seat) => seats.fill(seat))) continue;
    for (const [seat, may] of before) seats.may[seat] = may;
    for (const seat of vacated) if (seats.holder[seat] < 0) seats.fill(seat);
    dropped.push({ unit, inspectors: sortedTexts(membersOf(barred).map((i) => ids[i])) });
  }
  return dropped;
};

/** How often two people went out together, before this draw and in it. */
export const pairCounter = (size) => {
  const times = new Map();
  const keyOf = (a, b) => Math.min(a, b) * size + Math.max(a, b);
  return {
    of: (a, b) => times.get(keyOf(a, b)) ?? 0,
    add: (a, b, count = 1) => {
      times.set(keyOf(a, b), (times.get(keyOf(a, b)) ?? 0) + count);
    },
  };
};

/** People by (load, times paired, ticket, id); tickets are made only where the first two tie. */
export function* inOrder(people, { load, paired, ticket, ids }) {
  const keyed = people.map((i) => ({ i, load: load(i), paired: paired(i) }));
  keyed.sort((a, b) => a.load - b.load || a.paired - b.paired);
  for (let from = 0; from < keyed.length; ) {
    let to = from + 1;
    while (
      to < keyed.length &&
      keyed[to].load === keyed[from].load &&
      keyed[to].paired === keyed[from].paired
    )
      to += 1;
    const tied = keyed.slice(from, to);
    if (tied.length > 1) {
      for (const each of tied) each.ticket = ticket(each.i);
      tied.sort((a, b) => compareBytes(a.ticket, b.ticket) || compareTexts(ids[a.i], ids[b.i]));
    }
    for (const { i } of tied) yield i;
    from = to;
  }
}

const firstThat = (candidates, test) => {
  for (const candidate of candidates) if (test(candidate)) return candidate;
  throw new Error('a seat lost its feasible assignment');
};

const reasonOf = (unit, inspectors) =>
  `对象${unit}不能轮换：除去上一周期检查过该对象的${inspectors.join('、')}后人员不足，本次不作轮换要求。`;

/**
 * @param visits [{unit, slots, may: [set of slot 1, set of the others], last: [ids]}] in draw order
 * @param people {ids, caps, past: [{inspectors: [a, b], times}]}
 * @param ticketOf label -> 32 bytes
 * @param breathe awaited with the fraction done, now and then
 */
export const assignInspectors = async (visits, { ids, caps, past }, ticketOf, breathe) => {
  const trial = new Seats(visits, caps);
  const lacking = seatsWithout(trial);
  if (lacking.length > 0) {
    const place = (seat) => ({
      unit: visits[trial.visitOf[seat]].unit,
      slot: seat - trial.firstOf[trial.visitOf[seat]] + 1,
    });
    return { status: 'infeasible', lacking: lacking.map(place) };
  }
  const { seats, load } = settle(visits, caps, trial.count);
  const dropped = imposeRotation(seats, visits, ids);
  const pairs = pairCounter(ids.length);
  for (const { inspectors, times } of past) {
    const [a, b] = inspectors.map((id) => ids.indexOf(id));
    if (a >= 0 && b >= 0) pairs.add(a, b, times);
  }
  const taken = new Int32Array(ids.length);
  const teams = [];
  for (const [v, { unit, slots }] of visits.entries()) {
    if (v % VISITS_PER_BREATH === 0) await breathe(v / visits.length);
    const chosen = [];
    for (let slot = 1; slot <= slots; slot += 1) {
      const seat = seats.firstOf[v] + slot - 1;
      const people = membersOf(seats.may[seat]).filter((i) => !chosen.includes(i));
      const candidates = inOrder(people, {
        ids,
        load: (i) => taken[i],
        paired: (i) => chosen.reduce((sum, partner) => sum + pairs.of(partner, i), 0),
        ticket: (i) => ticketOf(`asg/${unit}/${slot}/${ids[i]}`),
      });
      const person = firstThat(candidates, (i) => seats.fix(seat, i));
      for (const partner of chosen) pairs.add(partner, person);
      taken[person] += 1;
      chosen.push(person);
    }
    teams.push({ unit, inspectors: chosen.map((i) => ids[i]) });
  }
  const dropped_rotations = dropped.map(({ unit, inspectors }) => ({
    unit,
    inspectors,
    reason: reasonOf(unit, inspectors),
  }));
  return { status: 'assigned', minimal_max_load: load, teams, dropped_rotations };
};
