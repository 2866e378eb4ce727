/** The order in which inspectors are tried for a seat: (load, times paired with the chosen partners, ticket, code). */
import { compareUtf8 } from '../draw/canonical.ts';
import { assignmentLabel, type UnitKey } from '../draw/labels.ts';
import { compareTickets } from '../draw/tickets.ts';
import type { Candidate, PastPairing, TicketInto } from './assignment.ts';

const TICKET_BYTES = 32;

/** How often any two inspectors went out together; counts past pairings and those made in this draw. */
export class Pairings {
  private readonly rows = new Map<number, Uint32Array>();
  private readonly size: number;

  constructor(inspectors: readonly Candidate[], past: readonly PastPairing[] = []) {
    this.size = inspectors.length;
    const indexOf = new Map(inspectors.map(({ id }, index) => [id, index]));
    for (const { inspectors: pair, times } of past) {
      const [a, b] = pair.map((id) => indexOf.get(id));
      if (a !== undefined && b !== undefined) this.add(a, b, times);
    }
  }

  times(a: number, b: number): number {
    return this.rows.get(a)?.[b] ?? 0;
  }

  add(a: number, b: number, times = 1): void {
    this.increase(a, b, times);
    this.increase(b, a, times);
  }

  private increase(a: number, b: number, times: number): void {
    const row = this.rows.get(a) ?? new Uint32Array(this.size);
    row[b] = (row[b] ?? 0) + times;
    this.rows.set(a, row);
  }
}

export interface SeatContext {
  readonly unit: UnitKey;
  readonly slot: number;
  /** Indices of those already chosen for the visit. */
  readonly partners: readonly number[];
}

/**
 * Candidates for one seat, best first, produced lazily: tickets are computed only for those who tie in load and
 * pairings, because the first candidate is nearly always feasible and a ticket costs two hashes.
 */
export const candidateOrder = (
  inspectors: readonly Candidate[],
  loads: Int32Array,
  pairings: Pairings,
  ticketInto: TicketInto,
) => {
  const tickets = inspectors.map(() => new Uint8Array(TICKET_BYTES));
  const ticketOf = (index: number): Uint8Array => tickets[index] ?? new Uint8Array(TICKET_BYTES);
  const idOf = (index: number): string => inspectors[index]?.id ?? '';
  const loadOf = (index: number): number => loads[index] ?? 0;

  return function* ordered(
    { unit, slot, partners }: SeatContext,
    eligible: readonly number[],
  ): Generator<number> {
    const paired = (index: number): number =>
      partners.reduce((sum, partner) => sum + pairings.times(partner, index), 0);
    let rest = eligible.map((index) => ({ index, load: loadOf(index), paired: paired(index) }));
    while (rest.length > 0) {
      const best = rest.reduce((a, b) =>
        b.load < a.load || (b.load === a.load && b.paired < a.paired) ? b : a,
      );
      const tied = rest.filter(({ load, paired: times }) => load === best.load && times === best.paired);
      for (const { index } of tied) ticketInto(assignmentLabel(unit, slot, idOf(index)), ticketOf(index));
      tied.sort(
        (a, b) =>
          compareTickets(ticketOf(a.index), ticketOf(b.index)) || compareUtf8(idOf(a.index), idOf(b.index)),
      );
      for (const { index } of tied) yield index;
      rest = rest.filter(({ load, paired: times }) => load !== best.load || times !== best.paired);
    }
  };
};
