/**
 * Another public draw by weights, wallop's fair_pick: copies by weight, a full shuffle, first appearances. Its draws are
 * not ours, but the law of its orders must be: successive sampling in proportion to weight.
 */
import { fitOf } from '../../../bench/support/chi-square.ts';
import { fromHex, sha256Bytes, sha256Hex, utf8 } from '../../../domain/draw/hash.ts';
import { unitKey } from '../../../domain/draw/labels.ts';
import { compareTickets, ticketMachine } from '../../../domain/draw/tickets.ts';
import { vectors } from '../../support/vectors.ts';

type Weights = Readonly<Record<string, number>>;
interface Draw {
  readonly seed?: string;
  readonly text?: string;
  readonly entries: Weights;
  readonly winners: readonly string[];
}
const { draws } = vectors<{ fairPick: { draws: Draw[] } }>('published.json').fairPick;

/** Blocks SHA-256(seed ‖ counter), one a number; what lies above the last multiple of `below` is thrown away. */
const numbersOf = (seed: Uint8Array) => {
  let counter = 0;
  return (below: number): number => {
    const n = BigInt(below);
    for (;;) {
      const place = new Uint8Array(4);
      new DataView(place.buffer).setUint32(0, counter);
      counter += 1;
      const block = BigInt(`0x${sha256Hex(Uint8Array.from([...seed, ...place]))}`);
      if (block < ((1n << 256n) / n) * n) return Number(block % n);
    }
  };
};

const fairPick = (seed: Uint8Array, entries: Weights): string[] => {
  const pool = Object.keys(entries)
    .sort()
    .flatMap((id) => new Array<string>(entries[id] ?? 0).fill(id));
  const numberBelow = numbersOf(seed);
  for (let last = pool.length - 1; last > 0; last -= 1) {
    const at = numberBelow(last + 1);
    [pool[last], pool[at]] = [pool[at] ?? '', pool[last] ?? ''];
  }
  return [...new Set(pool)];
};

const ourPick = (key: Uint8Array, entries: Weights): string[] => {
  const machine = ticketMachine(key);
  return Object.entries(entries)
    .map(([id, weight]) => {
      const ticket = new Uint8Array(32);
      machine.unitTicketInto(1, unitKey('org', id), weight, ticket);
      return { id, ticket };
    })
    .sort((a, b) => compareTickets(a.ticket, b.ticket))
    .map(({ id }) => id);
};

/** Chance of an order: each in proportion to its weight among those that are left. */
const chanceOf = (order: readonly string[], entries: Weights): number => {
  let left = Object.values(entries).reduce((sum, weight) => sum + weight, 0);
  return order.reduce((chance, id) => {
    const weight = entries[id] ?? 0;
    const next = (chance * weight) / left;
    left -= weight;
    return next;
  }, 1);
};

const ordersOf = (ids: readonly string[]): string[][] =>
  ids.length === 0
    ? [[]]
    : ids.flatMap((id) => ordersOf(ids.filter((other) => other !== id)).map((rest) => [id, ...rest]));

const DRAWS = 3_000;
const IMPROBABLE = 0.001;

describe('a draw by weights', () => {
  it.each(draws)(
    'of fair_pick is read as its authors mean it: $winners',
    ({ seed, text, entries, winners }) => {
      const bytes = seed === undefined ? sha256Bytes(utf8(text ?? '')) : fromHex(seed);
      expect(fairPick(bytes, entries).slice(0, winners.length)).toEqual(winners);
    },
  );

  it.each([
    ['fair_pick', fairPick],
    ['DR-1', ourPick],
  ] as const)('of %s has the orders that successive sampling has', (name, pick) => {
    const entries = { a: 1, b: 2, c: 5, d: 3 };
    const orders = ordersOf(Object.keys(entries));
    const places = new Map(orders.map((order, n) => [order.join(), n]));
    const counts = new Array<number>(orders.length).fill(0);
    for (let n = 0; n < DRAWS; n += 1) {
      const place = places.get(pick(sha256Bytes(utf8(`${name} ${n}`)), entries).join()) ?? 0;
      counts[place] = (counts[place] ?? 0) + 1;
    }
    const chances = orders.map((order) => chanceOf(order, entries));
    expect(fitOf(counts, chances).p).toBeGreaterThan(IMPROBABLE);
    // An order in which all are alike is told apart from it.
    expect(
      fitOf(
        counts,
        orders.map(() => 1 / orders.length),
      ).p,
    ).toBeLessThan(IMPROBABLE);
  });
});
