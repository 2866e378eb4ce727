import fc from 'fast-check';
import { compareUtf8 } from '../../../domain/draw/canonical.ts';
import { codeStore } from '../../../domain/draw/code-store.ts';
import { utf8 } from '../../../domain/draw/hash.ts';
import type { UnitKey } from '../../../domain/draw/labels.ts';
import { headOf, type Kept, SmallestTickets } from '../../../domain/draw/selection.ts';
import { SmallestHeads } from '../../../domain/draw/smallest-heads.ts';

/** Tickets that share their heads, or all of themselves, far more often than hashes do. */
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

describe('the smallest by their heads', () => {
  it('are those that a heap of whole tickets keeps, equal heads and equal tickets too', () => {
    fc.assert(
      fc.property(members, fc.nat(90), (given, depth) => {
        const heads = new SmallestHeads(given.length, depth);
        const heap = new SmallestTickets(depth);
        for (const [n, { unit, weight, ticket }] of given.entries()) {
          heads.setHead(heads.add(n, weight, n), headOf(ticket));
          heap.offer(unit, weight, ticket, n);
        }
        const found = heads.smallest((place, weight, ordinal): Kept => {
          const { unit, ticket } = given[place] ?? { unit: 'org:', ticket: new Uint8Array(32) };
          return { unit, weight, ordinal, ticket };
        });
        expect(found).toEqual(heap.sorted());
      }),
      { numRuns: 1000 },
    );
  });

  it('are refused where the ticket is not the one that was offered', () => {
    const heads = new SmallestHeads(1, 1);
    heads.setHead(heads.add(0, 1, 0), 5);
    const other = { unit: 'org:1' as UnitKey, weight: 1, ordinal: 0, ticket: new Uint8Array(32) };
    expect(() => heads.smallest(() => other)).toThrow(/two ways to a ticket differ: org:1/);
  });
});

describe('stored codes', () => {
  it('come back as they went in, however many and long they are', () => {
    const texts = Array.from({ length: 3000 }, (_, n) => `ship:晋${n}${'x'.repeat(n)}`).sort(compareUtf8);
    const store = codeStore();
    const places = texts.map((text) => {
      const bytes = utf8(` ${text} `);
      return store.add(bytes, 1, bytes.length - 1);
    });
    expect(places.map(store.textAt)).toEqual(texts);
    expect(() => store.add(new Uint8Array(1 << 16), 0, 1 << 16)).toThrow(RangeError);
  });
});
