/**
 * A full assignment of inspectors to seats that can be bent, one seat at a time, without starting over.
 *
 * It is a maximum flow (seat -> (visit, inspector) of capacity one -> inspector of capacity cap) kept alive: each
 * change unseats one person and looks for one augmenting path. Only the yes/no of "can the rest still be filled?"
 * leaves this file, so the result of a draw does not depend on which flow is found (DR-1 section 4).
 */

const NOBODY = -1;

export interface SeatFlowInput {
  /** Number of seats per visit, in draw order. */
  readonly slotsOfVisit: readonly number[];
  readonly caps: readonly number[];
  readonly isAllowed: (visit: number, slot: number, inspector: number) => boolean;
}

export class SeatFlow {
  /** Seats of visit v are firstSeat[v] .. firstSeat[v+1]-1. */
  readonly firstSeat: Int32Array;
  readonly seatCount: number;
  readonly inspectorCount: number;
  private readonly visitOf: Int32Array;
  private readonly allowed: Uint8Array;
  private readonly caps: Int32Array;
  private readonly loads: Int32Array;
  private readonly holder: Int32Array;
  private readonly fixed: Uint8Array;
  /** Movable seats by inspector, with each seat's place in its list for removal in constant time. */
  private readonly movable: number[][];
  private readonly placeInList: Int32Array;
  private readonly parent: Int32Array;
  private readonly takenFromParent: Int32Array;
  private readonly seatStamp: Int32Array;
  private readonly unvisited: Int32Array;
  private readonly queue: Int32Array;
  private stamp = 0;

  constructor({ slotsOfVisit, caps, isAllowed }: SeatFlowInput) {
    const visits = slotsOfVisit.length;
    this.firstSeat = new Int32Array(visits + 1);
    for (const [v, slots] of slotsOfVisit.entries()) this.firstSeat[v + 1] = this.first(v) + slots;
    this.seatCount = this.first(visits);
    this.inspectorCount = caps.length;
    this.visitOf = new Int32Array(this.seatCount);
    this.allowed = new Uint8Array(this.seatCount * this.inspectorCount);
    for (let v = 0; v < visits; v += 1) {
      for (let seat = this.first(v); seat < this.first(v + 1); seat += 1) {
        this.visitOf[seat] = v;
        const slot = seat - this.first(v) + 1;
        for (let i = 0; i < caps.length; i += 1) if (isAllowed(v, slot, i)) this.setAllowed(seat, i, true);
      }
    }
    this.caps = Int32Array.from(caps);
    this.loads = new Int32Array(caps.length);
    this.holder = new Int32Array(this.seatCount).fill(NOBODY);
    this.fixed = new Uint8Array(this.seatCount);
    this.movable = caps.map(() => []);
    this.placeInList = new Int32Array(this.seatCount);
    this.parent = new Int32Array(this.seatCount);
    this.takenFromParent = new Int32Array(this.seatCount);
    this.seatStamp = new Int32Array(this.seatCount);
    this.unvisited = new Int32Array(caps.length);
    this.queue = new Int32Array(this.seatCount);
  }

  private first(visit: number): number {
    return this.firstSeat[visit] ?? 0;
  }

  /** Visit and 1-based slot of a seat. */
  placeOf(seat: number): { readonly visit: number; readonly slot: number } {
    const visit = this.visitOf[seat] ?? 0;
    return { visit, slot: seat - this.first(visit) + 1 };
  }

  holderOf(seat: number): number {
    return this.holder[seat] ?? NOBODY;
  }

  isFixed(seat: number): boolean {
    return this.fixed[seat] === 1;
  }

  isAllowed(seat: number, inspector: number): boolean {
    return this.allowed[seat * this.inspectorCount + inspector] === 1;
  }

  setAllowed(seat: number, inspector: number, value: boolean): void {
    this.allowed[seat * this.inspectorCount + inspector] = value ? 1 : 0;
  }

  greatestLoad(): number {
    return this.loads.reduce((most, load) => Math.max(most, load), 0);
  }

  /** Empties every seat and sets new caps: the start of another attempt. */
  reset(caps: readonly number[]): void {
    this.caps.set(caps);
    this.loads.fill(0);
    this.holder.fill(NOBODY);
    this.fixed.fill(0);
    for (const list of this.movable) list.length = 0;
  }

  /** Fills what is easy, least loaded first; the rest is for `fill`. */
  seedGreedily(): void {
    for (let seat = 0; seat < this.seatCount; seat += 1) {
      let best = NOBODY;
      for (let i = 0; i < this.inspectorCount; i += 1) {
        if (
          !this.isAllowed(seat, i) ||
          this.load(i) >= this.cap(i) ||
          this.teammateHolding(seat, i) !== NOBODY
        )
          continue;
        if (best === NOBODY || this.load(i) < this.load(best)) best = i;
      }
      if (best !== NOBODY) this.seat(seat, best);
    }
  }

  /** Fills one empty seat, moving others as needed; false (and nothing changed) when no assignment can include it. */
  fill(seat: number): boolean {
    return this.augment(seat, NOBODY);
  }

  /** Empties a movable seat. */
  vacate(seat: number): void {
    const inspector = this.holderOf(seat);
    if (inspector === NOBODY) return;
    this.unlist(seat, inspector);
    this.holder[seat] = NOBODY;
    this.loads[inspector] = this.load(inspector) - 1;
  }

  /** Gives the seat to the inspector for good if every other seat can still be filled; else changes nothing. */
  fixIfFeasible(seat: number, inspector: number): boolean {
    const before = this.holderOf(seat);
    if (before !== inspector) {
      this.vacate(seat);
      if (!this.augment(seat, inspector)) {
        if (before !== NOBODY) this.seat(seat, before);
        return false;
      }
    }
    this.unlist(seat, inspector);
    this.fixed[seat] = 1;
    return true;
  }

  private load(inspector: number): number {
    return this.loads[inspector] ?? 0;
  }

  private cap(inspector: number): number {
    return this.caps[inspector] ?? 0;
  }

  private list(inspector: number): number[] {
    return this.movable[inspector] ?? [];
  }

  private enlist(seat: number, inspector: number): void {
    this.holder[seat] = inspector;
    this.placeInList[seat] = this.list(inspector).push(seat) - 1;
  }

  private unlist(seat: number, inspector: number): void {
    const list = this.list(inspector);
    const place = this.placeInList[seat] ?? 0;
    const last = list.pop();
    if (last === undefined || last === seat) return;
    list[place] = last;
    this.placeInList[last] = place;
  }

  private seat(seat: number, inspector: number): void {
    this.enlist(seat, inspector);
    this.loads[inspector] = this.load(inspector) + 1;
  }

  /** The seat of the same visit that this inspector holds, or NOBODY. */
  private teammateHolding(seat: number, inspector: number): number {
    const visit = this.visitOf[seat] ?? 0;
    for (let other = this.first(visit); other < this.first(visit + 1); other += 1) {
      if (other !== seat && this.holder[other] === inspector) return other;
    }
    return NOBODY;
  }

  /** Breadth-first search for an augmenting path from an empty seat, its first step limited to `only` if given. */
  private augment(start: number, only: number): boolean {
    this.stamp += 1;
    for (let i = 0; i < this.inspectorCount; i += 1) this.unvisited[i] = i;
    let unvisitedCount = this.inspectorCount;
    let tail = 0;
    const reach = (seat: number, from: number, inspector: number): void => {
      if (this.seatStamp[seat] === this.stamp) return;
      this.seatStamp[seat] = this.stamp;
      this.parent[seat] = from;
      this.takenFromParent[seat] = inspector;
      this.queue[tail] = seat;
      tail += 1;
    };
    reach(start, NOBODY, NOBODY);
    for (let head = 0; head < tail; head += 1) {
      const seat = this.queue[head] ?? 0;
      for (let u = 0; u < unvisitedCount; u += 1) {
        const inspector = this.unvisited[u] ?? 0;
        if (seat === start && only !== NOBODY && inspector !== only) continue;
        if (!this.isAllowed(seat, inspector) || this.holder[seat] === inspector) continue;
        const teammate = this.teammateHolding(seat, inspector);
        if (teammate !== NOBODY) {
          if (!this.isFixed(teammate)) reach(teammate, seat, inspector);
          continue;
        }
        if (this.load(inspector) < this.cap(inspector)) {
          this.shift(seat, inspector);
          return true;
        }
        unvisitedCount -= 1;
        this.unvisited[u] = this.unvisited[unvisitedCount] ?? 0;
        u -= 1;
        for (const other of this.list(inspector)) reach(other, seat, inspector);
      }
    }
    return false;
  }

  /** Applies the path that ends with `seat` taking a free place of `inspector`. */
  private shift(seat: number, inspector: number): void {
    this.loads[inspector] = this.load(inspector) + 1;
    let taker = seat;
    let taken = inspector;
    for (;;) {
      const left = this.holderOf(taker);
      if (left !== NOBODY) this.unlist(taker, left);
      this.enlist(taker, taken);
      const from = this.parent[taker] ?? NOBODY;
      if (from === NOBODY) return;
      taken = this.takenFromParent[taker] ?? NOBODY;
      taker = from;
    }
  }
}
