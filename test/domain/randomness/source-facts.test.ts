import fc from 'fast-check';
import { CLOCK_TOLERANCE_MS } from '../../../domain/beacon/rounds.ts';
import {
  type AnnouncedFallback,
  type AnnouncedSource,
  DICE_NORMALISATION,
  type DiceSource,
  DRAND_NORMALISATION,
  DRAND_SCHEME,
  type DrandSource,
  FALLBACK_DICE,
  roundInstant,
} from '../../../domain/draw/announced-sources.ts';
import { sourcesUsed } from '../../../domain/draw/check-sources.ts';
import {
  mayBeKnownFromMs,
  nextSourceStep,
  type SourceFacts,
} from '../../../domain/randomness/source-facts.ts';

const HOUR = 3_600_000;
const CEREMONY = Date.parse('2021-01-08T02:00:00Z');
const ROUND_AT = CEREMONY + 3 * HOUR;
const WAIT_UNTIL = ROUND_AT + 24 * HOUR;

const text = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}.000000Z`;
const diceOf = (id: string, ms: number): DiceSource => ({
  ...{ id, kind: 'dice', faces: 10, least: 39, normalisation: DICE_NORMALISATION },
  ...{ when: text(ms), where: '一楼大厅' },
});
const place = { genesis: ROUND_AT / 1000 - 3 * 99, period: 3, round: 100 };
const DRAND: DrandSource = {
  ...{ id: 'drand', kind: 'drand', chain_hash: 'c', public_key: 'p', scheme: DRAND_SCHEME, ...place },
  ...{ normalisation: DRAND_NORMALISATION, when: roundInstant(place), where: 'https://relay.example' },
};
const DICE = diceOf('dice', CEREMONY);
const fallbackTo = (word: 'void' | 'dice'): AnnouncedFallback => {
  const common = { wait_until: text(WAIT_UNTIL), lack_of_people: 'void', text: '' } as const;
  const [key] = ['then'] as const;
  return (
    word === 'void'
      ? { ...common, [key]: 'void' }
      : { ...common, [key]: 'dice', source: diceOf(FALLBACK_DICE, WAIT_UNTIL) }
  ) as AnnouncedFallback;
};

const facts = (
  sources: readonly AnnouncedSource[],
  atMs: number,
  {
    values = {},
    word = 'void',
    fellBack = false,
  }: {
    readonly values?: Readonly<Record<string, string>>;
    readonly word?: 'void' | 'dice';
    readonly fellBack?: boolean;
  } = {},
): SourceFacts => ({
  announcement: { sources, fallback: fallbackTo(word) },
  values: new Map(Object.entries(values)),
  fellBack,
  atMs,
});

describe('a draw by the beacon alone', () => {
  const at = (ms: number, more = {}) => nextSourceStep(facts([DRAND], ms, more));

  it('waits for its round, asks from its instant on, and asks a last time when the wait is over', () => {
    expect(at(ROUND_AT - 1)).toEqual({ kind: 'await-round', source: DRAND, wakeAtMs: ROUND_AT });
    expect(at(ROUND_AT)).toEqual({ kind: 'ask-beacon', source: DRAND, last: false });
    expect(at(WAIT_UNTIL - 1)).toMatchObject({ kind: 'ask-beacon', last: false });
    expect(at(WAIT_UNTIL)).toMatchObject({ kind: 'ask-beacon', last: true });
    // However long nobody looked: whoever switches the system off has not stopped the draw.
    expect(at(WAIT_UNTIL + 999 * HOUR)).toMatchObject({ kind: 'ask-beacon', last: true });
  });

  it('is complete with its value, whenever that came', () => {
    expect(at(0, { values: { drand: 'aa' } })).toEqual({
      kind: 'complete',
      values: [{ id: 'drand', value: 'aa' }],
    });
  });

  it('that fell back to nothing is void, to dice waits for them, and hears the beacon no more', () => {
    expect(at(WAIT_UNTIL, { fellBack: true })).toEqual({ kind: 'void', silent: 'drand' });
    expect(at(WAIT_UNTIL, { fellBack: true, word: 'dice' })).toMatchObject({
      kind: 'await-dice',
      source: { id: FALLBACK_DICE },
    });
    const values = { [FALLBACK_DICE]: '3' };
    expect(at(WAIT_UNTIL, { fellBack: true, word: 'dice', values })).toEqual({
      kind: 'complete',
      values: [{ id: FALLBACK_DICE, value: '3' }],
    });
  });
});

describe('a draw by dice first and the beacon last', () => {
  const at = (ms: number, more = {}) => nextSourceStep(facts([DICE, DRAND], ms, more));

  it('takes dice until an hour before the round, so that no clock’s error lets their throwers know it', () => {
    expect(at(ROUND_AT - CLOCK_TOLERANCE_MS - 1)).toMatchObject({ kind: 'await-dice', source: DICE });
    expect(at(ROUND_AT - CLOCK_TOLERANCE_MS)).toEqual({ kind: 'await-void', wakeAtMs: WAIT_UNTIL });
  });

  it('takes no dice once the round is here, whatever the clock says', () => {
    expect(at(CEREMONY, { values: { drand: 'aa' } })).toMatchObject({ kind: 'await-void' });
  });

  it('without dice is void at the announced instant, even where a silent beacon would mean other dice', () => {
    expect(at(WAIT_UNTIL, { word: 'dice' })).toEqual({ kind: 'void', silent: 'dice' });
    expect(at(WAIT_UNTIL, { values: { drand: 'aa' } })).toEqual({ kind: 'void', silent: 'dice' });
  });

  it('takes both in the announced order, however they came', () => {
    expect(at(ROUND_AT, { values: { drand: 'aa', dice: '12' } })).toEqual({
      kind: 'complete',
      values: [
        { id: 'dice', value: '12' },
        { id: 'drand', value: 'aa' },
      ],
    });
  });

  it('with a silent beacon keeps its dice and adds others', () => {
    const values = { dice: '12', [FALLBACK_DICE]: '34' };
    expect(at(WAIT_UNTIL, { values, word: 'dice', fellBack: true })).toMatchObject({
      values: [
        { id: 'dice', value: '12' },
        { id: FALLBACK_DICE, value: '34' },
      ],
    });
  });
});

describe('a draw by dice alone', () => {
  it('takes them until the announced wait is over, then it is void', () => {
    expect(nextSourceStep(facts([DICE], WAIT_UNTIL - 1))).toMatchObject({ kind: 'await-dice' });
    expect(nextSourceStep(facts([DICE], WAIT_UNTIL))).toEqual({ kind: 'void', silent: 'dice' });
  });
});

describe('whatever happens in whatever order', () => {
  const world = fc.record({
    sources: fc.constantFrom<readonly AnnouncedSource[]>([DRAND], [DICE], [DICE, DRAND]),
    atMs: fc.integer({ min: CEREMONY - HOUR, max: WAIT_UNTIL + 48 * HOUR }),
    came: fc.subarray(['dice', 'drand', FALLBACK_DICE]),
    word: fc.constantFrom('void' as const, 'dice' as const),
    fellBack: fc.boolean(),
  });

  it('only announced values in the announced order make a result, as every verifier accepts them', () => {
    fc.assert(
      fc.property(world, ({ sources, atMs, came, word, fellBack }) => {
        const values = Object.fromEntries(came.map((id) => [id, `${id}-value`]));
        // The database takes the fallback's dice only after the fallback, and the beacon only before.
        const given = facts(sources, atMs, { values, word, fellBack });
        const next = nextSourceStep(given);
        if (next.kind !== 'complete') return;
        const ids = next.values.map(({ id }) => id);
        const allCame = sources.every(({ id }) => came.includes(id));
        if (!(fellBack && allCame)) expect(sourcesUsed(given.announcement, ids)).toBeDefined();
        for (const { id, value } of next.values) expect(value).toBe(values[id]);
      }),
    );
  });

  it('a draw is never void before its announced wait is over', () => {
    fc.assert(
      fc.property(world, ({ sources, atMs, came, word }) => {
        const values = Object.fromEntries(came.map((id) => [id, 'x']));
        const next = nextSourceStep(facts(sources, atMs, { values, word }));
        if (next.kind === 'void') expect(atMs).toBeGreaterThanOrEqual(WAIT_UNTIL);
        if ('wakeAtMs' in next && next.wakeAtMs !== null) expect(next.wakeAtMs).toBeGreaterThan(atMs);
      }),
    );
  });

  it('dice are awaited only while the round cannot be known', () => {
    fc.assert(
      fc.property(world, ({ sources, atMs, word }) => {
        const given = facts(sources, atMs, { word });
        if (nextSourceStep(given).kind !== 'await-dice') return;
        const known = mayBeKnownFromMs(given, false);
        if (known !== null) expect(atMs).toBeLessThan(known);
      }),
    );
  });
});

describe('what may be known', () => {
  it('is a round from an hour before its instant, and dice from the first that are typed', () => {
    expect(mayBeKnownFromMs(facts([DICE, DRAND], 0), true)).toBe(ROUND_AT - CLOCK_TOLERANCE_MS);
    expect(mayBeKnownFromMs(facts([DICE], 0), false)).toBeNull();
    expect(mayBeKnownFromMs(facts([DICE], 0), true)).toBe(0);
    expect(mayBeKnownFromMs(facts([DRAND], 0, { word: 'dice', fellBack: true }), false)).toBeNull();
  });
});
