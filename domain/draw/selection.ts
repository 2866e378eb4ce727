/** Keeps the `depth` smallest (ticket, unit) of a stream: the memory is that of the result, not of the register. */
import { compareUtf8 } from './canonical.ts';
import { toHex } from './hash.ts';
import type { UnitKey } from './labels.ts';
import { compareTickets } from './tickets.ts';

const TICKET_BYTES = 32;

export interface Kept {
  readonly unit: UnitKey;
  readonly weight: number;
  /** 64 hex digits, whose order is that of the bytes. */
  readonly ticket: string;
  /** Which of the distinct units of the roster it is, from 0. */
  readonly ordinal: number;
}

/** The ticket's first 48 bits as a number: settles nearly every comparison without touching the bytes. */
const headOf = (ticket: Uint8Array): number => {
  const byte = (at: number): number => ticket[at] ?? 0;
  return (
    (byte(0) * 2 ** 16 + ((byte(1) << 8) | byte(2))) * 2 ** 24 + ((byte(3) << 16) | (byte(4) << 8) | byte(5))
  );
};

/** One of the heap: of most that enter it no text is ever wanted. */
interface Offered extends Omit<Kept, 'ticket'> {
  /** 32 bytes. */
  readonly ticket: Uint8Array;
  readonly head: number;
}

/** By (ticket, unit). */
const compareOffered = (a: Offered, b: Offered): number =>
  a.head - b.head || compareTickets(a.ticket, b.ticket) || compareUtf8(a.unit, b.unit);

/** A binary heap with the largest on top: what comes in is compared with the worst that is kept. */
export class SmallestTickets {
  private readonly heap: Offered[] = [];
  private readonly depth: number;

  constructor(depth: number) {
    this.depth = depth;
  }

  /** @param ticket copied when kept; the caller may reuse it */
  offer(unit: UnitKey, weight: number, ticket: Uint8Array, ordinal = 0): void {
    const full = this.heap.length >= this.depth;
    const worst = this.heap[0];
    const head = headOf(ticket);
    if (full && (worst === undefined || head > worst.head)) return;
    const kept: Offered = { unit, weight, ticket: ticket.slice(0, TICKET_BYTES), ordinal, head };
    if (!full) {
      this.heap.push(kept);
      this.rise(this.heap.length - 1, kept);
    } else if (worst !== undefined && compareOffered(kept, worst) < 0) this.sink(0, kept);
  }

  /** In no order. */
  kept(): readonly Pick<Kept, 'unit' | 'ordinal'>[] {
    return this.heap;
  }

  /** Ascending by (ticket, unit). */
  sorted(): Kept[] {
    return this.heap
      .toSorted(compareOffered)
      .map(({ unit, weight, ordinal, ticket }) => ({ unit, weight, ordinal, ticket: toHex(ticket) }));
  }

  private rise(from: number, kept: Offered): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.heap[above];
      if (parent === undefined || compareOffered(parent, kept) >= 0) break;
      this.heap[place] = parent;
      place = above;
    }
    this.heap[place] = kept;
  }

  private sink(from: number, kept: Offered): void {
    let place = from;
    for (;;) {
      const left = this.heap[2 * place + 1];
      const right = this.heap[2 * place + 2];
      if (left === undefined) break;
      const rightIsLarger = right !== undefined && compareOffered(right, left) > 0;
      const larger = rightIsLarger ? right : left;
      if (compareOffered(larger, kept) <= 0) break;
      this.heap[place] = larger;
      place = 2 * place + (rightIsLarger ? 2 : 1);
    }
    this.heap[place] = kept;
  }
}
