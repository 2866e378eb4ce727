/** Finds the smallest tickets of a stratum by their first bits, and only then asks for the tickets themselves. */
import { compareKept, type Headed, headOf, type Kept } from './selection.ts';

/** The k-th smallest, from 0, of the first `length`; moves them about (Hoare's selection, middle of three). */
const kthSmallest = (values: Float64Array, length: number, k: number): number => {
  const value = (at: number): number => values[at] as number;
  let [low, high] = [0, length - 1];
  while (low < high) {
    const [a, b, c] = [value(low), value((low + high) >> 1), value(high)];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let [left, right] = [low, high];
    while (left <= right) {
      while (value(left) < pivot) left += 1;
      while (value(right) > pivot) right -= 1;
      if (left > right) break;
      const moved = value(left);
      values[left] = value(right);
      values[right] = moved;
      left += 1;
      right -= 1;
    }
    if (k <= right) high = right;
    else if (k >= left) low = left;
    else break;
  }
  return value(k);
};

/** What stands behind a head that is among the smallest. */
export type Resolve = (place: number, weight: number, ordinal: number) => Kept;

export class SmallestHeads {
  private readonly heads: Float64Array;
  private readonly places: Float64Array;
  private readonly weights: Uint16Array;
  private readonly ordinals: Uint32Array;
  private readonly depth: number;
  private count = 0;

  /** @param members at most so many are offered; whatever comes beyond them is counted by the caller as wrong */
  constructor(members: number, depth: number) {
    this.depth = depth;
    this.heads = new Float64Array(members);
    this.places = new Float64Array(members);
    this.weights = new Uint16Array(members);
    this.ordinals = new Uint32Array(members);
  }

  /** @returns the member's number, for {@link setHead} */
  add(place: number, weight: number, ordinal: number): number {
    const member = this.count;
    this.places[member] = place;
    this.weights[member] = weight;
    this.ordinals[member] = ordinal;
    this.count += 1;
    return member;
  }

  /** @param head first 48 bits of the member's ticket */
  setHead(member: number, head: number): void {
    this.heads[member] = head;
  }

  /** Ascending by (ticket, unit). @throws where a head is not that of its ticket */
  smallest(resolve: Resolve): Kept[] {
    const { count, depth } = this;
    if (depth === 0 || count === 0) return [];
    // Whoever shares the last head is asked for too: the rest of the ticket decides.
    const limit =
      depth >= count ? Number.POSITIVE_INFINITY : kthSmallest(this.heads.slice(0, count), count, depth - 1);
    const kept: Headed[] = [];
    for (let at = 0; at < count; at += 1) {
      const head = this.heads[at] as number;
      if (head > limit) continue;
      const found = resolve(
        this.places[at] as number,
        this.weights[at] as number,
        this.ordinals[at] as number,
      );
      if (headOf(found.ticket) !== head) throw new Error(`two ways to a ticket differ: ${found.unit}`);
      kept.push({ ...found, head });
    }
    return kept.sort(compareKept).slice(0, depth);
  }
}
