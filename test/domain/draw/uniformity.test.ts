/**
 * Chi-square tests over fixed keys: deterministic, so they either hold for ever or fail for ever. The critical values
 * leave one chance in a thousand that an honest draw would fail at the time the keys were chosen.
 */
import { assign } from '../../../domain/assignment/assign.ts';
import { sha256Bytes, utf8 } from '../../../domain/draw/hash.ts';
import { type UnitKey, unitKey } from '../../../domain/draw/labels.ts';
import { SmallestTickets } from '../../../domain/draw/selection.ts';
import { type TicketMachine, ticketMachine } from '../../../domain/draw/tickets.ts';

/** Upper 0.001 points of chi-square by degrees of freedom. */
const CRITICAL: Readonly<Record<number, number>> = { 4: 18.47, 11: 31.26, 14: 36.12, 19: 43.82 };

const machines = function* (name: string, count: number): Generator<TicketMachine> {
  for (let n = 0; n < count; n += 1) yield ticketMachine(sha256Bytes(utf8(`${name}/${n}`)));
};

const draw = (machine: TicketMachine, weights: readonly number[], depth: number): UnitKey[] => {
  const selection = new SmallestTickets(depth);
  const ticket = new Uint8Array(32);
  for (const [n, weight] of weights.entries()) {
    const unit = unitKey('org', String(n));
    machine.unitTicketInto(1, unit, weight, ticket);
    selection.offer(unit, weight, ticket);
  }
  return selection.sorted().map(({ unit }) => unit);
};

const expectFit = (observed: readonly number[], expected: readonly number[]): void => {
  const chiSquare = observed.reduce(
    (sum, n, k) => sum + (n - (expected[k] ?? 0)) ** 2 / (expected[k] ?? 0),
    0,
  );
  expect(chiSquare).toBeLessThan(CRITICAL[observed.length - 1] ?? 0);
};

const tally = <T>(outcomes: readonly T[], seen: Iterable<T>): number[] => {
  const counts = new Map<T, number>(outcomes.map((outcome) => [outcome, 0]));
  for (const outcome of seen) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  expect(counts.size).toBe(outcomes.length);
  return [...counts.values()];
};

describe('the draw is fair [R265]', () => {
  it('draws every one of twenty units equally often', () => {
    const draws = 4000;
    const units = Array.from({ length: 20 }, (_, n) => unitKey('org', String(n)));
    const first = [...machines('units', draws)].flatMap((machine) => draw(machine, new Array(20).fill(1), 1));
    expectFit(tally(units, first), new Array(20).fill(draws / 20));
  });

  it('draws every pair of six units equally often, neighbours too', () => {
    const draws = 4000;
    const pairs = [0, 1, 2, 3, 4, 5].flatMap((a) =>
      [0, 1, 2, 3, 4, 5].filter((b) => b > a).map((b) => `org:${a}+org:${b}`),
    );
    const drawn = [...machines('pairs', draws)].map((machine) =>
      draw(machine, new Array(6).fill(1), 2).sort().join('+'),
    );
    expectFit(tally(pairs, drawn), new Array(15).fill(draws / 15));
  });

  it('draws in proportion to weight, without replacement', () => {
    const draws = 20_000;
    const weights = [1, 2, 5, 3];
    const total = 11;
    const ordered = [0, 1, 2, 3].flatMap((a) =>
      [0, 1, 2, 3].filter((b) => b !== a).map((b) => [a, b] as const),
    );
    const expected = ordered.map(([a, b]) => {
      const [first, second] = [weights[a] ?? 0, weights[b] ?? 0];
      return (draws * first * second) / (total * (total - first));
    });
    const drawn = [...machines('weights', draws)].map((machine) => draw(machine, weights, 2).join('+'));
    expectFit(
      tally(
        ordered.map(([a, b]) => `org:${a}+org:${b}`),
        drawn,
      ),
      expected,
    );
  });

  it('sends every one of five inspectors equally often [R253]', () => {
    const draws = 4000;
    const inspectors = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, cap: 9 }));
    const leaders = [...machines('inspectors', draws)].map((machine) => {
      const visits = [{ unit: unitKey('org', '1'), slots: 2, lastInspectors: [] }];
      const result = assign({
        visits,
        inspectors,
        exclusionOf: () => undefined,
        ticketInto: machine.ticketInto,
      });
      return result.status === 'assigned' ? (result.teams[0]?.inspectors[0] ?? '') : '';
    });
    expectFit(
      tally(
        inspectors.map(({ id }) => id),
        leaders,
      ),
      new Array(5).fill(draws / 5),
    );
  });
});
