import fc from 'fast-check';
import { type DrawnTask, dealEvents } from '../../../domain/rehearsal/assign-events.ts';
import { EVENT_KINDS, EVENTS, type EventKind } from '../../../domain/rehearsal/events.ts';
import { DEFAULT_SCENARIO } from '../../../domain/rehearsal/scenario.ts';

const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });

/** A year as small as a plan of 150 tasks makes it, in which a few units have several rows or nobody standing by. */
const years = fc
  .tuple(fc.integer({ min: 40, max: 80 }), fc.integer({ min: 40, max: 80 }), fc.integer({ min: 40, max: 80 }))
  .map((sizes) =>
    sizes.map((size, cycle) =>
      Array.from(
        { length: size },
        (_, index): DrawnTask => ({
          taskId: `a-2021-${cycle + 1}-${index}`,
          rows: index % 7 === 0 ? 2 : 1,
          reserves: index % 3 === 0 ? 0 : 4,
          spareInspectors: 20,
        }),
      ),
    ),
  );

const countOf = (dealt: ReturnType<typeof dealEvents>, kind: EventKind): number =>
  [...dealt.byTask.values()].filter((given) => given === kind).length;

describe('the default scenario', () => {
  it('names every kind of event', () => {
    expect(DEFAULT_SCENARIO.events.map(({ kind }) => kind).sort()).toEqual([...EVENT_KINDS].sort());
  });

  it('gives every event its places with every seed, in every cycle', () => {
    fc.assert(
      fc.property(seeds, years, (seed, cycles) => {
        const dealt = dealEvents(DEFAULT_SCENARIO, seed, cycles);
        expect(dealt.unplaced).toEqual([]);
        for (const { kind, places } of DEFAULT_SCENARIO.events) {
          expect(countOf(dealt, kind)).toBe(places.reduce((sum, count) => sum + count, 0));
        }
        for (const tasks of cycles) {
          const kinds = new Set(tasks.flatMap(({ taskId }) => dealt.byTask.get(taskId) ?? []));
          expect(kinds.size).toBe(EVENT_KINDS.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives a task at most one event, and only one that suits it', () => {
    fc.assert(
      fc.property(seeds, years, (seed, cycles) => {
        const { byTask } = dealEvents(DEFAULT_SCENARIO, seed, cycles);
        const tasks = new Map(cycles.flat().map((task) => [task.taskId, task]));
        for (const [taskId, kind] of byTask) {
          if (EVENTS[kind] !== EVENTS['unit-closed']) continue;
          expect(tasks.get(taskId)).toMatchObject({ rows: 1, reserves: 4 });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('deals a cycle the same way before and after the next is drawn, in whatever order its tasks come', () => {
    fc.assert(
      fc.property(seeds, years, (seed, cycles) => {
        const [first = []] = cycles;
        const early = dealEvents(DEFAULT_SCENARIO, seed, [[...first].reverse()]);
        const late = dealEvents(DEFAULT_SCENARIO, seed, cycles);
        for (const { taskId } of first) expect(late.byTask.get(taskId)).toBe(early.byTask.get(taskId));
      }),
      { numRuns: 40 },
    );
  });
});

describe('events without a suitable task', () => {
  const task = (taskId: string, reserves: number): DrawnTask => ({
    taskId,
    rows: 1,
    reserves,
    spareInspectors: 1,
  });
  const scenario = {
    ...DEFAULT_SCENARIO,
    events: [{ kind: 'unit-closed' as const, places: [1, 0] }],
  };

  it('go to the next cycle', () => {
    const { byTask, unplaced } = dealEvents(scenario, 1, [[task('a', 0)], [task('b', 3)]]);
    expect([...byTask]).toEqual([['b', 'unit-closed']]);
    expect(unplaced).toEqual([]);
  });

  it('are named when the whole year has none', () => {
    const { byTask, unplaced } = dealEvents(scenario, 1, [[task('a', 0)], [task('b', 0)]]);
    expect(byTask.size).toBe(0);
    expect(unplaced).toEqual([{ kind: 'unit-closed', places: 1 }]);
  });
});
