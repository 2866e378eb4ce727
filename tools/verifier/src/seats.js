/**
 * Seats and people as a flow that is bent one seat at a time. Only the answer to "can everyone else still be placed?"
 * is used, so it does not matter which of the many flows is found (docs/draw.md, rule 7).
 */

const NONE = -1;
const WORD = 32;

/** A set of people as bits of 32-bit words. */
export const peopleSet = (count) => new Int32Array(Math.ceil(count / WORD));
export const addPerson = (set, i) => {
  set[i >> 5] |= 1 << (i & 31);
};
export const dropPerson = (set, i) => {
  set[i >> 5] &= ~(1 << (i & 31));
};
export const hasPerson = (set, i) => ((set[i >> 5] >>> (i & 31)) & 1) === 1;

/** Calls `visit(i)` for each member; ends early with true when it answers true. */
const someone = (set, visit) => {
  for (let word = 0; word < set.length; word += 1) {
    for (let bits = set[word]; bits !== 0; bits &= bits - 1) {
      if (visit(word * WORD + 31 - Math.clz32(bits & -bits))) return true;
    }
  }
  return false;
};

export const membersOf = (set) => {
  const members = [];
  someone(set, (i) => {
    members.push(i);
    return false;
  });
  return members;
};

export class Seats {
  /**
   * @param visits [{slots, may: [set for slot 1, set for the slots after it]}]
   * @param limits most seats by person
   */
  constructor(visits, limits) {
    this.visitOf = visits.flatMap(({ slots }, v) => new Array(slots).fill(v));
    this.firstOf = [0];
    for (const [v, { slots }] of visits.entries()) this.firstOf.push(this.firstOf[v] + slots);
    this.count = this.visitOf.length;
    this.may = visits.flatMap(({ slots, may }) =>
      Array.from({ length: slots }, (_, slot) => Int32Array.from(may[slot === 0 ? 0 : 1])),
    );
    this.load = new Int32Array(limits.length);
    this.movable = Array.from(limits, () => new Set());
    this.holder = new Int32Array(this.count).fill(NONE);
    this.fixed = new Uint8Array(this.count);
    this.spare = peopleSet(limits.length);
    this.setLimits(limits);
  }

  setLimits(limits) {
    this.limits = limits;
    for (let i = 0; i < limits.length; i += 1) this.changeLoad(i, 0);
  }

  changeLoad(i, step) {
    this.load[i] += step;
    if (this.load[i] < this.limits[i]) addPerson(this.spare, i);
    else dropPerson(this.spare, i);
  }

  put(seat, i) {
    this.holder[seat] = i;
    this.movable[i].add(seat);
    this.changeLoad(i, 1);
  }

  lift(seat) {
    const i = this.holder[seat];
    if (i === NONE) return i;
    this.holder[seat] = NONE;
    this.movable[i].delete(seat);
    this.changeLoad(i, -1);
    return i;
  }

  /**
   * Places an empty seat, moving others along a shortest augmenting path.
   *
   * @returns false, and nothing is changed, when there is no way
   */
  fill(seat) {
    const cameFrom = new Map([[seat, null]]);
    const queue = [seat];
    const unseen = peopleSet(this.limits.length).fill(-1);
    const push = (turnedOut, by, person) => {
      if (this.fixed[turnedOut] === 1 || cameFrom.has(turnedOut)) return;
      cameFrom.set(turnedOut, { seat: by, person });
      queue.push(turnedOut);
    };
    for (let at = 0; at < queue.length; at += 1) {
      const s = queue[at];
      const people = Int32Array.from(this.may[s]);
      const v = this.visitOf[s];
      for (let mate = this.firstOf[v]; mate < this.firstOf[v + 1]; mate += 1) {
        const i = this.holder[mate];
        if (i === NONE || !hasPerson(people, i)) continue;
        // Already in this visit: only by taking that very place.
        dropPerson(people, i);
        push(mate, s, i);
      }
      let taker = NONE;
      for (let word = 0; word < people.length; word += 1) {
        people[word] &= unseen[word];
        const free = people[word] & this.spare[word];
        if (taker === NONE && free !== 0) taker = word * WORD + 31 - Math.clz32(free & -free);
      }
      if (taker !== NONE) {
        this.moveAlong(cameFrom, s, taker);
        return true;
      }
      for (let word = 0; word < people.length; word += 1) unseen[word] &= ~people[word];
      someone(people, (i) => {
        for (const other of this.movable[i]) push(other, s, i);
        return false;
      });
    }
    return false;
  }

  moveAlong(cameFrom, last, taker) {
    const moves = [{ seat: last, person: taker }];
    for (let from = cameFrom.get(last); from !== null; from = cameFrom.get(from.seat)) moves.push(from);
    for (const { seat } of moves) this.lift(seat);
    for (const { seat, person } of moves) this.put(seat, person);
  }

  /**
   * Seats a person for good if everyone else can still be placed.
   *
   * @returns false, and nobody has moved, when they cannot
   */
  fix(seat, i) {
    if (this.holder[seat] !== i && !this.force(seat, i)) return false;
    this.fixed[seat] = 1;
    this.movable[i].delete(seat);
    return true;
  }

  force(seat, i) {
    const v = this.visitOf[seat];
    let homeless = NONE;
    for (let mate = this.firstOf[v]; mate < this.firstOf[v + 1]; mate += 1)
      if (this.holder[mate] === i) homeless = mate;
    if (homeless !== NONE && this.fixed[homeless] === 1) return false;
    if (homeless === NONE && !hasPerson(this.spare, i)) {
      if (this.movable[i].size === 0) return false;
      [homeless] = this.movable[i];
    }
    const before = this.lift(seat);
    if (homeless !== NONE) this.lift(homeless);
    this.put(seat, i);
    this.fixed[seat] = 1;
    this.movable[i].delete(seat);
    if (homeless === NONE || this.fill(homeless)) return true;
    this.fixed[seat] = 0;
    this.lift(seat);
    this.put(homeless, i);
    this.put(seat, before);
    return false;
  }
}
