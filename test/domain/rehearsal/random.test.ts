import fc from 'fast-check';
import { chooserOf, shuffledBy } from '../../../domain/rehearsal/random.ts';

const seeds = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe('choices of a rehearsal', () => {
  it('depend on seed and key alone, not on what else is chosen', () => {
    fc.assert(
      fc.property(seeds, fc.string(), fc.integer({ min: 1, max: 1000 }), (seed, key, count) => {
        const one = chooserOf(seed, key);
        chooserOf(seed, `${key}!`).below(count);
        const other = chooserOf(seed, key);
        return one.below(count) === other.below(count) && one.below(count) === other.below(count);
      }),
    );
  });

  it('stay within their bounds, both included', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 50 }), fc.nat({ max: 50 }), (seed, least, more) => {
        const chosen = chooserOf(seed, 'x').between(least, least + more);
        return chosen >= least && chosen <= least + more;
      }),
    );
  });

  it('reach every value of a range', () => {
    const found = new Set(Array.from({ length: 200 }, (_, key) => chooserOf(7, String(key)).between(2, 6)));
    expect([...found].sort()).toEqual([2, 3, 4, 5, 6]);
  });

  it('differ between seeds', () => {
    const of = (seed: number) =>
      Array.from({ length: 20 }, (_, key) => chooserOf(seed, String(key)).below(1000));
    expect(of(1)).not.toEqual(of(2));
  });

  it('shuffle a list the same way in whatever order it comes', () => {
    fc.assert(
      fc.property(seeds, fc.uniqueArray(fc.string(), { maxLength: 30 }), (seed, list) => {
        const key = (entry: string) => entry;
        expect(shuffledBy(seed, [...list].reverse(), key)).toEqual(shuffledBy(seed, list, key));
        expect([...shuffledBy(seed, list, key)].sort()).toEqual([...list].sort());
      }),
    );
  });

  it('refuses to choose from nothing', () => {
    expect(() => chooserOf(1, 'x').below(0)).toThrow(RangeError);
  });
});
