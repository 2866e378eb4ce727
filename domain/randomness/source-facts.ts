/** What is known of the sources of an announced draw, and what follows: pure, so that every order of events can be tried. */

import { CLOCK_TOLERANCE_MS, timeOfRound } from '../beacon/rounds.ts';
import type { AnnouncedSource, DiceSource, DrandSource } from '../draw/announced-sources.ts';
import type { Announcement } from '../draw/announcement.ts';
import type { SourceValue } from '../draw/prk.ts';

export interface SourceFacts {
  readonly announcement: Pick<Announcement, 'sources' | 'fallback'>;
  /** Values that came, by source: verified, stored, never replaced. */
  readonly values: ReadonlyMap<string, string>;
  /** The fallback was taken: a source that was silent until then is heard no more. */
  readonly fellBack: boolean;
  /** Business time, milliseconds since 1970. */
  readonly atMs: number;
}

export type NextStep =
  | { readonly kind: 'complete'; readonly values: readonly SourceValue[] }
  // `last`: the announced wait is over, so what is not obtained now stays silent for good.
  | { readonly kind: 'ask-beacon'; readonly source: DrandSource; readonly last: boolean }
  | { readonly kind: 'await-dice'; readonly source: DiceSource; readonly wakeAtMs: number | null }
  | { readonly kind: 'await-round'; readonly source: DrandSource; readonly wakeAtMs: number }
  | { readonly kind: 'await-void'; readonly wakeAtMs: number }
  | { readonly kind: 'void'; readonly silent: string };

const isDrand = (source: AnnouncedSource): source is DrandSource => source.kind === 'drand';
const isDice = (source: AnnouncedSource): source is DiceSource => source.kind === 'dice';

/** The instant of an announced round. */
export const roundMs = ({ genesis, period, round }: DrandSource): number =>
  timeOfRound({ genesisSeconds: genesis, periodSeconds: period }, round);

export const beaconOf = ({ sources }: Pick<Announcement, 'sources'>): DrandSource | undefined =>
  sources.find(isDrand);

/**
 * From when and until when dice may be entered: until so long before a round that no clock's error lets anyone know it,
 * and never once the round itself is here.
 */
export const diceWindow = (
  { announcement, fellBack, values }: Pick<SourceFacts, 'announcement' | 'fellBack' | 'values'>,
  source: DiceSource,
): { readonly fromMs: number; readonly untilMs: number | null } => {
  const { fallback } = announcement;
  if (fellBack) return { fromMs: Date.parse(fallback.wait_until), untilMs: null };
  const beacon = beaconOf(announcement);
  const fromMs = Date.parse(source.when);
  if (beacon !== undefined && values.has(beacon.id)) return { fromMs, untilMs: fromMs };
  return {
    fromMs,
    untilMs: beacon === undefined ? Date.parse(fallback.wait_until) : roundMs(beacon) - CLOCK_TOLERANCE_MS,
  };
};

const valuesOf = (sources: readonly AnnouncedSource[], { values }: SourceFacts): SourceValue[] =>
  sources.flatMap(({ id }) => {
    const value = values.get(id);
    return value === undefined ? [] : [{ id, value }];
  });

const afterFallback = (facts: SourceFacts): NextStep => {
  const { sources, fallback } = facts.announcement;
  if (fallback.then !== 'dice') return { kind: 'void', silent: silentOf(facts) };
  if (facts.values.has(fallback.source.id)) {
    return { kind: 'complete', values: valuesOf([...sources, fallback.source], facts) };
  }
  return { kind: 'await-dice', source: fallback.source, wakeAtMs: null };
};

/** Ids of the announced sources that have not come. */
export const silentOf = ({ announcement, values }: Pick<SourceFacts, 'announcement' | 'values'>): string =>
  announcement.sources
    .filter(({ id }) => !values.has(id))
    .map(({ id }) => id)
    .join('、');

/** What an announced draw does next about its randomness. Never the next round, never another source before its time. */
export const nextSourceStep = (facts: SourceFacts): NextStep => {
  const { announcement, values, atMs, fellBack } = facts;
  const missing = announcement.sources.filter(({ id }) => !values.has(id));
  if (fellBack) return afterFallback(facts);
  if (missing.length === 0) return { kind: 'complete', values: valuesOf(announcement.sources, facts) };
  const waitUntilMs = Date.parse(announcement.fallback.wait_until);
  const dice = missing.find(isDice);
  if (dice !== undefined) {
    const { untilMs } = diceWindow(facts, dice);
    if (untilMs !== null && atMs < untilMs) return { kind: 'await-dice', source: dice, wakeAtMs: untilMs };
    // Dice that come when the round may be known would be a choice among results: nothing takes their place.
    return atMs < waitUntilMs
      ? { kind: 'await-void', wakeAtMs: waitUntilMs }
      : { kind: 'void', silent: dice.id };
  }
  const beacon = missing.find(isDrand);
  if (beacon === undefined)
    throw new RangeError(`公告中的随机数来源“${silentOf(facts)}”不是信标，也不是骰子。`);
  if (atMs < roundMs(beacon)) return { kind: 'await-round', source: beacon, wakeAtMs: roundMs(beacon) };
  return { kind: 'ask-beacon', source: beacon, last: atMs >= waitUntilMs };
};

/**
 * From when on somebody may know the result, whether or not we do: from then on nobody may void the draw, cancel its
 * cycle, or choose in any other way. Null while nobody can.
 * @param diceBegun some dice of the source in force have been entered
 */
export const mayBeKnownFromMs = (facts: SourceFacts, diceBegun: boolean): number | null => {
  if (facts.fellBack) return diceBegun ? 0 : null;
  const beacon = beaconOf(facts.announcement);
  if (beacon !== undefined) return roundMs(beacon) - CLOCK_TOLERANCE_MS;
  return diceBegun ? 0 : null;
};
