/** The order of every stratum: its smallest tickets, without the units that an earlier stratum of its row drew. */
import type { AnnouncedStratum } from './announced-strata.ts';
import type { UnitKey } from './labels.ts';
import type { StratumResult } from './record.ts';
import { type Kept, SmallestTickets } from './selection.ts';

type Strata = readonly AnnouncedStratum[];

/** At most so many members are passed over: what all strata before it draw. */
const passedOverAtMost = (strata: Strata, { after }: AnnouncedStratum): number =>
  strata.filter(({ id }) => after.includes(id)).reduce((sum, { quota }) => sum + quota, 0);

/** Room for the drawn, the reserve, and whoever is passed over. */
export const depthOf = (strata: Strata, stratum: AnnouncedStratum): number =>
  Math.min(stratum.eligible, stratum.quota + stratum.reserve + passedOverAtMost(strata, stratum));

/** The smallest tickets of each stratum, by its id. */
export type Selections = ReadonlyMap<
  string,
  { kept(): readonly Pick<Kept, 'unit' | 'ordinal'>[]; sorted(): readonly Kept[] }
>;

export const selectionsOf = (strata: Strata): ReadonlyMap<string, SmallestTickets> =>
  new Map(strata.map((stratum) => [stratum.id, new SmallestTickets(depthOf(strata, stratum))]));

/** Which of the roster's distinct units each unit of an order is. */
export const ordinalsOf = (selections: Selections): ReadonlyMap<UnitKey, number> =>
  new Map(
    [...selections.values()].flatMap((selection) =>
      selection.kept().map(({ unit, ordinal }) => [unit, ordinal] as const),
    ),
  );

const nobody: ReadonlySet<UnitKey> = new Set();

/** One stratum after the other, each when it is asked for: one can be filed before the next is made. */
export function* strataInTurn(strata: Strata, selections: Selections): Generator<StratumResult> {
  const drawnBy = new Map<string, ReadonlySet<UnitKey>>();
  for (const { id, row, eligible, quota, reserve, after } of strata) {
    const earlier = after.map((each) => drawnBy.get(each) ?? nobody);
    const order = (selections.get(id)?.sorted() ?? [])
      .filter(({ unit }) => !earlier.some((drawn) => drawn.has(unit)))
      .slice(0, quota + reserve)
      .map(({ unit, weight, ticket }) => ({ ticket, unit, weight }));
    const drawn = order.slice(0, quota);
    drawnBy.set(id, new Set(drawn.map(({ unit }) => unit)));
    const mode = quota === eligible ? 'certainty' : 'drawn';
    yield { id, row, eligible, quota, mode, cut_off: drawn.at(-1)?.ticket ?? null, order };
  }
}

export const stratumResults = (strata: Strata, selections: Selections): StratumResult[] => [
  ...strataInTurn(strata, selections),
];
