import fc from 'fast-check';
import { type ProviderRecord, SHIFT_RULES, shiftWeights } from '../../../domain/notice/shift-weights.ts';

const quiet = (id: string, weight = 50): ProviderRecord => ({
  ...{ id, weight, restingWeight: 50, isUsable: true, secondsSinceShift: Infinity },
  ...{ ended: 100, faults: 0, timed: 100, slow: 0 },
});
const faulty = (id: string): ProviderRecord => ({ ...quiet(id), faults: 50 });
const slow = (id: string): ProviderRecord => ({ ...quiet(id), slow: 16 });
const weights = (records: readonly ProviderRecord[]) =>
  Object.fromEntries(shiftWeights(records).map(({ id, to }) => [id, to]));

describe('the weights of providers', () => {
  it('move ten points away from one with half its attempts at fault', () => {
    expect(weights([faulty('a'), quiet('b')])).toEqual({ a: 40, b: 60 });
    expect(weights([{ ...faulty('a'), faults: 49 }, quiet('b')])).toEqual({});
    expect(shiftWeights([faulty('a'), quiet('b')])[0]?.reason).toBe('错误 50/100');
  });

  it('move away from one that is slow', () => {
    expect(weights([slow('a'), quiet('b')])).toEqual({ a: 40, b: 60 });
    expect(weights([{ ...slow('a'), slow: 15 }, quiet('b')])).toEqual({});
  });

  it('are shared among several good ones, point by point', () => {
    expect(weights([faulty('a'), quiet('b'), quiet('c'), quiet('d')])).toEqual({
      a: 40,
      b: 54,
      c: 53,
      d: 53,
    });
  });

  it('stay where all are bad, where the only other is paused, and where too little was tried', () => {
    expect(weights([faulty('a'), slow('b')])).toEqual({});
    expect(weights([faulty('a'), { ...quiet('b'), isUsable: false }])).toEqual({});
    const least = SHIFT_RULES.leastAttempts - 1;
    const doubtful = { ...faulty('a'), ended: least, faults: least };
    expect(weights([doubtful, quiet('b')])).toEqual({});
    expect(weights([doubtful, faulty('b')])).toEqual({});
    expect(weights([{ ...quiet('a'), ended: 0, timed: 0 }, faulty('b')])).toEqual({ a: 60, b: 40 });
  });

  it('move once a minute for faults, every five minutes for slowness', () => {
    const since = (record: ProviderRecord, secondsSinceShift: number) => ({ ...record, secondsSinceShift });
    expect(weights([since(faulty('a'), 59), quiet('b')])).toEqual({});
    expect(weights([since(faulty('a'), 60), quiet('b')])).toEqual({ a: 40, b: 60 });
    expect(weights([since(slow('a'), 299), quiet('b')])).toEqual({});
    expect(weights([since(slow('a'), 300), quiet('b')])).toEqual({ a: 40, b: 60 });
  });

  it('go back by ten points when nothing changed for a quarter of an hour', () => {
    const shifted = (secondsSinceShift: number) => [
      { ...quiet('a', 15), secondsSinceShift },
      { ...quiet('b', 57), secondsSinceShift },
    ];
    expect(weights(shifted(899))).toEqual({});
    expect(weights(shifted(900))).toEqual({ a: 25, b: 50 });
    expect(weights(shifted(900).map((record) => ({ ...record, ended: 3, faults: 2 })))).toEqual({});
    expect(weights([quiet('a'), quiet('b')])).toEqual({});
  });

  it('never leave 0 to 100, and a bad one never gains', () => {
    const record = fc.record({
      id: fc.uuid(),
      weight: fc.integer({ min: 0, max: 100 }),
      restingWeight: fc.integer({ min: 0, max: 100 }),
      isUsable: fc.boolean(),
      secondsSinceShift: fc.integer({ min: 0, max: 2_000 }),
      ended: fc.constant(100),
      faults: fc.integer({ min: 0, max: 100 }),
      timed: fc.constant(100),
      slow: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (records) => {
        for (const { id, from, to } of shiftWeights(records)) {
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(100);
          const bad = records.some(
            (one) => one.id === id && one.isUsable && (one.faults > 50 || one.slow > 15),
          );
          if (bad) expect(to).toBeLessThan(from);
        }
      }),
    );
  });
});
