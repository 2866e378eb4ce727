import fc from 'fast-check';
import { batchesOf } from '../../../domain/strata/batches.ts';

const WINDOW = { from: '2026-01-08', to: '2026-04-30' };

describe('batches of a row that takes everybody', () => {
  it('are the months of the window, from the draw on, as even as may be [R204]', () => {
    expect(batchesOf({ by: 'month' }, WINDOW, 10)).toEqual([
      { no: 1, from: '2026-01-08', to: '2026-01-31', count: 3 },
      { no: 2, from: '2026-02-01', to: '2026-02-28', count: 3 },
      { no: 3, from: '2026-03-01', to: '2026-03-31', count: 2 },
      { no: 4, from: '2026-04-01', to: '2026-04-30', count: 2 },
    ]);
  });

  it('are the periods that the plan states, without what is over', () => {
    const periods = [
      { from: '2026-01-01', to: '2026-01-05' },
      { from: '2026-01-06', to: '2026-02-10' },
      { from: '2026-03-01', to: '2026-05-31' },
    ];
    expect(batchesOf({ by: 'periods', periods }, WINDOW, 3)).toEqual([
      { no: 1, from: '2026-01-08', to: '2026-02-10', count: 2 },
      { no: 2, from: '2026-03-01', to: '2026-04-30', count: 1 },
    ]);
  });

  it('cannot all be over', () => {
    const periods = [{ from: '2026-01-01', to: '2026-01-05' }];
    expect(() => batchesOf({ by: 'periods', periods }, WINDOW, 3)).toThrow(
      '检查批次都不在2026-01-08至2026-04-30之间',
    );
  });

  it('hold every drawn unit once, in days that follow each other within the window', () => {
    const day = fc
      .integer({ min: 0, max: 700 })
      .map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.nat(500), (a, b, quota) => {
        const [from = a, to = b] = [a, b].sort();
        const batches = batchesOf({ by: 'month' }, { from, to }, quota);
        expect(batches.reduce((sum, { count }) => sum + count, 0)).toBe(quota);
        expect(batches.map(({ no }) => no)).toEqual(batches.map((_, index) => index + 1));
        const counts = batches.map(({ count }) => count);
        expect(Math.max(0, ...counts) - Math.min(...counts, ...(quota === 0 ? [0] : []))).toBeLessThanOrEqual(
          1,
        );
        for (const [index, batch] of batches.entries()) {
          expect(batch.from <= batch.to && from <= batch.from && batch.to <= to).toBe(true);
          if (index > 0) expect(batch.from > (batches[index - 1]?.to ?? '')).toBe(true);
        }
      }),
    );
  });
});
