import fc from 'fast-check';
import { compareUtf8 } from '../../../domain/draw/canonical.ts';
import { codeStore } from '../../../domain/draw/code-store.ts';
import { utf8 } from '../../../domain/draw/hash.ts';
import type { UnitKey } from '../../../domain/draw/labels.ts';
import { SmallestTickets } from '../../../domain/draw/selection.ts';
import { StratumTickets } from '../../../domain/draw/stratum-tickets.ts';
import { wholeTickets } from '../../../domain/draw/whole-tickets.ts';

/** Tickets that share their beginnings, or all of themselves, far more often than hashes do. */
const tickets = fc
  .tuple(fc.constantFrom(0, 1, 255), fc.constantFrom(0, 3), fc.constantFrom(0, 9))
  .map(([first, sixth, last]) => {
    const ticket = new Uint8Array(32);
    ticket[0] = first;
    ticket[5] = sixth;
    ticket[31] = last;
    return ticket;
  });
const members = fc.uniqueArray(
  fc.record({
    unit: fc.nat(500).map((n): UnitKey => `org:${n}`),
    ticket: tickets,
    weight: fc.integer({ min: 1, max: 1000 }),
  }),
  { selector: ({ unit }) => unit, maxLength: 80 },
);

const bytesOf = (texts: readonly string[]) => {
  const store = codeStore();
  const places = texts.map((text) => {
    const bytes = utf8(` ${text} `);
    return store.add(bytes, 1, bytes.length - 1);
  });
  return { store, places };
};

describe('the smallest tickets of a stratum', () => {
  it('are those that a heap keeps, beginnings and whole tickets that are the same too', () => {
    fc.assert(
      fc.property(members, fc.nat(90), (given, depth) => {
        const { store, places } = bytesOf(given.map(({ unit }) => unit));
        const stratum = new StratumTickets(given.length, depth);
        const heap = new SmallestTickets(depth);
        for (const [n, { unit, weight, ticket }] of given.entries()) {
          stratum.setTicket(stratum.add(places[n] ?? 0, weight, n), ticket);
          heap.offer(unit, weight, ticket, n);
        }
        const ticketOf = new Map(given.map(({ unit, ticket }) => [unit, ticket]));
        const found = wholeTickets(stratum, store, (unit) => ticketOf.get(unit) ?? new Uint8Array(32));
        expect(found).toEqual(heap.sorted());
      }),
      { numRuns: 1000 },
    );
  });

  it('are found among many that are no smaller than the greatest', () => {
    const greatest = new Uint8Array(32).fill(255);
    const stratum = new StratumTickets(5000, 3);
    for (let n = 0; n < 5000; n += 1) stratum.setTicket(stratum.add(n, 1, n), greatest);
    expect(stratum.smallest()).toHaveLength(5000);
    stratum.setTicket(4711, new Uint8Array(32).fill(254));
    expect(stratum.smallest()[0]).toBe(4711);
  });

  it('are refused where one computed the other way is another', () => {
    const { store, places } = bytesOf(['org:1']);
    const stratum = new StratumTickets(1, 1);
    stratum.setTicket(stratum.add(places[0] ?? 0, 1, 0), new Uint8Array(32));
    expect(() => wholeTickets(stratum, store, () => new Uint8Array(32).fill(1))).toThrow(
      /two ways to a ticket differ: org:1/,
    );
  });
});

describe('stored codes', () => {
  it('come back as they went in, however many and long they are', () => {
    const texts = Array.from({ length: 3000 }, (_, n) => `ship:晋${n}"\\${'x'.repeat(n)}`).sort(compareUtf8);
    const { store, places } = bytesOf(texts);
    expect(places.map(store.textAt)).toEqual(texts);
    expect(store.textsAt(places)).toEqual(texts);
    expect(store.textsAt([])).toEqual([]);
    expect(() => store.add(new Uint8Array(1 << 16), 0, 1 << 16)).toThrow(RangeError);
  });
});
