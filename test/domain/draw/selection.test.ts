import fc from 'fast-check';
import { fromHex } from '../../../domain/draw/hash.ts';
import { type UnitKey, unitKey, unitLabel } from '../../../domain/draw/labels.ts';
import { SmallestTickets } from '../../../domain/draw/selection.ts';
import { compareTickets, ticketMachine } from '../../../domain/draw/tickets.ts';
import { vectors } from '../../support/vectors.ts';

const ROW = 3;
const unitsOf = (size: number): UnitKey[] => Array.from({ length: size }, (_, n) => unitKey('org', `U${n}`));
const machineOf = (seed: number) => ticketMachine(new Uint8Array(32).fill(seed % 256));

const orderOf = (
  units: readonly UnitKey[],
  depth: number,
  seed: number,
  weightOf = (_unit: UnitKey) => 1,
): UnitKey[] => {
  const machine = machineOf(seed);
  const selection = new SmallestTickets(depth);
  const ticket = new Uint8Array(32);
  for (const unit of units) {
    machine.unitTicketInto(ROW, unit, weightOf(unit), ticket);
    selection.offer(unit, weightOf(unit), ticket);
  }
  return selection.sorted().map(({ unit }) => unit);
};

const size = fc.integer({ min: 0, max: 120 });
const seed = fc.nat(255);

describe('order of a stratum', () => {
  it('is that of sorting everything and taking the first', () => {
    fc.assert(
      fc.property(size, fc.nat(130), seed, (n, depth, key) => {
        const machine = machineOf(key);
        const sorted = unitsOf(n)
          .map((unit) => ({ unit, ticket: machine.ticket(unitLabel(ROW, unit, 1)) }))
          .sort((a, b) => compareTickets(a.ticket, b.ticket))
          .map(({ unit }) => unit);
        expect(orderOf(unitsOf(n), depth, key)).toEqual(sorted.slice(0, depth));
      }),
    );
  });

  it('does not depend on the order in which units come in', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(unitsOf(80), { minLength: 80 }),
        fc.nat(90),
        seed,
        (shuffled, depth, key) => {
          expect(orderOf(shuffled, depth, key)).toEqual(orderOf(unitsOf(80), depth, key));
        },
      ),
    );
  });

  it('moves nobody else when a unit is taken off the list', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.nat(), seed, (n, pick, key) => {
        const units = unitsOf(n);
        const gone = units[pick % n];
        const rest = units.filter((unit) => unit !== gone);
        expect(orderOf(rest, n, key)).toEqual(orderOf(units, n, key).filter((unit) => unit !== gone));
      }),
    );
  });

  it('never moves a unit back when only its own weight grows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        fc.integer({ min: 2, max: 9 }),
        seed,
        (n, pick, w, key) => {
          const units = unitsOf(n);
          const heavy = units[pick % n] ?? 'org:';
          const place = (order: UnitKey[]): number => order.indexOf(heavy);
          const weighted = orderOf(units, n, key, (unit) => (unit === heavy ? w : 1));
          expect(place(weighted)).toBeLessThanOrEqual(place(orderOf(units, n, key)));
        },
      ),
    );
  });

  it('breaks equal tickets by code', () => {
    const selection = new SmallestTickets(2);
    const ticket = new Uint8Array(32);
    for (const code of ['C', 'A', 'B']) selection.offer(unitKey('org', code), 1, ticket);
    expect(selection.sorted().map(({ unit, ticket: kept }) => [unit, kept.length])).toEqual([
      ['org:A', 64],
      ['org:B', 64],
    ]);
  });
});

interface Order {
  readonly name: string;
  readonly entries: readonly { readonly ticket: string; readonly unit: UnitKey }[];
  readonly order: readonly UnitKey[];
}

describe('golden orders', () => {
  it.each(vectors<Order[]>('dr1-orders.json'))('$name', ({ entries, order }) => {
    const selection = new SmallestTickets(entries.length);
    for (const { unit, ticket } of entries) selection.offer(unit, 1, fromHex(ticket));
    expect(selection.sorted().map(({ unit }) => unit)).toEqual(order);
  });
});
