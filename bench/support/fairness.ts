/**
 * Experiments on the fairness of a draw: what comes out of many independent keys, against the exact law. Key n of an
 * experiment is SHA-256 of `<series>/<name>/<n>`, so a run either holds for ever or fails for ever.
 */
import { assign } from '../../domain/assignment/assign.ts';
import { firstTickets } from '../../domain/draw/check-roster.ts';
import { sha256Bytes, utf8 } from '../../domain/draw/hash.ts';
import { type UnitKey, unitKey } from '../../domain/draw/labels.ts';
import { type Profile, SHA256_PROFILE, SM3_PROFILE } from '../../domain/draw/profile.ts';
import { SmallestTickets } from '../../domain/draw/selection.ts';
import { type TicketMachine, ticketMachine } from '../../domain/draw/tickets.ts';
import { type Fit, fitOf } from './chi-square.ts';

export interface Experiment {
  readonly name: string;
  readonly what: string;
  /** The exact law: outcome and its share. */
  readonly law: ReadonlyMap<string, number>;
  readonly profile?: Profile;
  /** One draw by one key. */
  draw(machine: TicketMachine): string;
}

export interface Outcome extends Fit {
  readonly draws: number;
}

/** @throws Error when something comes out that the law does not know */
export const run = (
  { name, law, profile = SHA256_PROFILE, draw }: Experiment,
  draws: number,
  series = 'fairness',
): Outcome => {
  const counts = new Map([...law.keys()].map((outcome) => [outcome, 0]));
  for (let n = 0; n < draws; n += 1) {
    const outcome = draw(ticketMachine(sha256Bytes(utf8(`${series}/${name}/${n}`)), profile));
    const count = counts.get(outcome);
    if (count === undefined) throw new Error(`${name}: ${outcome} cannot come out`);
    counts.set(outcome, count + 1);
  }
  return { draws, ...fitOf([...counts.values()], [...law.values()]) };
};

const unitOf = (n: number): UnitKey => unitKey('org', String(n));
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** The first `depth` of units with these weights, by number. */
const orderOf = (machine: TicketMachine, weights: readonly number[], depth: number, first = 1): number[] => {
  const selection = new SmallestTickets(depth);
  const ticket = new Uint8Array(32);
  for (const [n, weight] of weights.entries()) {
    machine.unitTicketInto(1, unitOf(n), weight, ticket, first);
    selection.offer(unitOf(n), weight, ticket, n);
  }
  return selection.sorted().map(({ ordinal }) => ordinal);
};

/** Every outcome that is named, as likely as the others. */
const even = (named: readonly string[]): ReadonlyMap<string, number> => {
  const outcomes = [...new Set(named)];
  return new Map(outcomes.map((outcome) => [outcome, 1 / outcomes.length]));
};

const ones = (count: number): number[] => new Array<number>(count).fill(1);

const pairsOf = (count: number): string[] =>
  numbers(count).flatMap((a) =>
    numbers(count)
      .filter((b) => b > a)
      .map((b) => `${a}+${b}`),
  );

const permutations = (items: readonly number[]): number[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item) =>
        permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );

const ascending = (some: readonly number[]): number[] => some.toSorted((a, b) => a - b);

const WEIGHTS = [1, 2, 5, 3];

/** Successive sampling without replacement, in proportion to weight. */
const weightedLaw = (): ReadonlyMap<string, number> => {
  const total = WEIGHTS.reduce((sum, w) => sum + w, 0);
  const pairs = permutations(numbers(WEIGHTS.length)).map(([a = 0, b = 0]) => [a, b] as const);
  return new Map(
    pairs.map(([a, b]) => {
      const [first, second] = [WEIGHTS[a] ?? 0, WEIGHTS[b] ?? 0];
      return [`${a},${b}`, (first / total) * (second / (total - first))];
    }),
  );
};

const CITY = 12;
const HOME = 6;
const DRAWN_AT_HOME = 2;

/** Who is drawn from the whole city after an area drew at home: everyone left has the same chance. */
const cityLaw = (): ReadonlyMap<string, number> => {
  const left = 1 / (CITY - DRAWN_AT_HOME);
  const share = (n: number): number => (n < HOME ? (1 - DRAWN_AT_HOME / HOME) * left : left);
  return new Map(numbers(CITY).map((n) => [String(n), share(n)]));
};

const FIRST = firstTickets([
  { id: 'home', after: [] },
  { id: 'city', after: ['home'] },
]);

/** @param first ticket number in the city's stratum */
export const cityDraw = (machine: TicketMachine, first = FIRST.get('city')): string => {
  const home = new Set(orderOf(machine, ones(HOME), DRAWN_AT_HOME, FIRST.get('home')));
  const city = orderOf(machine, ones(CITY), 1 + DRAWN_AT_HOME, first);
  return String(city.find((n) => !home.has(n)));
};

/** Teams of two for so many visits out of so many equal inspectors. */
const teamsOf = (machine: TicketMachine, visits: number, people: number): number[][] => {
  const result = assign({
    visits: numbers(visits).map((n) => ({ unit: unitOf(n), slots: 2, lastInspectors: [] })),
    inspectors: numbers(people).map((n) => ({ id: String(n), cap: visits })),
    exclusionOf: () => undefined,
    ticketInto: machine.ticketInto,
  });
  if (result.status !== 'assigned') throw new Error('everybody may go anywhere');
  return result.teams.map(({ inspectors }) => inspectors.map(Number));
};

const leastLoaded = (machine: TicketMachine): string => {
  const seats = teamsOf(machine, 7, 5).flat();
  const loads = numbers(5).map((n) => seats.filter((person) => person === n).length);
  return String(loads.indexOf(Math.min(...loads)));
};

/** Three visits, six people, everyone once: which two go to which visit. */
const matchings = (): string[] =>
  permutations(numbers(6)).map((order) =>
    [order.slice(0, 2), order.slice(2, 4), order.slice(4)].map((pair) => ascending(pair).join('+')).join(' '),
  );

export const EXPERIMENTS: readonly Experiment[] = [
  {
    name: 'first',
    what: 'who of 20 units is first',
    law: even(numbers(20).map(String)),
    draw: (machine) => String(orderOf(machine, ones(20), 1)[0]),
  },
  {
    name: 'pairs',
    what: 'which 2 of 10 units are drawn, neighbours too',
    law: even(pairsOf(10)),
    draw: (machine) => ascending(orderOf(machine, ones(10), 2)).join('+'),
  },
  {
    name: 'subsets',
    what: 'which 3 of 7 units are drawn',
    law: even(permutations(numbers(7)).map((order) => ascending(order.slice(0, 3)).join('+'))),
    draw: (machine) => ascending(orderOf(machine, ones(7), 3)).join('+'),
  },
  {
    name: 'orders',
    what: 'the order of 5 units (batches)',
    law: even(permutations(numbers(5)).map((order) => order.join(','))),
    draw: (machine) => orderOf(machine, ones(5), 5).join(','),
  },
  {
    name: 'weights',
    what: 'first and second of weights 1, 2, 5, 3',
    law: weightedLaw(),
    draw: (machine) => orderOf(machine, WEIGHTS, 2).join(','),
  },
  {
    name: 'city',
    what: 'who is drawn from the whole city (12) after 2 of 6 were drawn at home',
    law: cityLaw(),
    draw: (machine) => cityDraw(machine),
  },
  {
    name: 'sm3',
    what: 'who of 20 units is first, with SM3',
    law: even(numbers(20).map(String)),
    profile: SM3_PROFILE,
    draw: (machine) => String(orderOf(machine, ones(20), 1)[0]),
  },
  {
    name: 'leaders',
    what: 'who of 6 inspectors leads a visit, and who goes along',
    law: even(permutations(numbers(6)).map(([a, b]) => `${a},${b}`)),
    draw: (machine) => teamsOf(machine, 1, 6).join(';'),
  },
  {
    name: 'loads',
    what: 'who of 5 inspectors has 2 visits where the others have 3',
    law: even(numbers(5).map(String)),
    draw: leastLoaded,
  },
  {
    name: 'pairings',
    what: 'how 6 inspectors pair up for 3 visits',
    law: even(matchings()),
    draw: (machine) =>
      teamsOf(machine, 3, 6)
        .map((team) => ascending(team).join('+'))
        .join(' '),
  },
];
