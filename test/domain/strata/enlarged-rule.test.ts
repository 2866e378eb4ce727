import fc from 'fast-check';
import { enlargedRule } from '../../../domain/strata/enlarged-rule.ts';
import type { RowRule } from '../../../domain/strata/row-rule.ts';
import { rowStrata } from '../../../domain/strata/row-strata.ts';
import { anyClasses, byRisk, graded, many, percent, rowWith, tallyOf } from './support/rows.ts';

const VISITS = { from: '2026-01-08', to: '2026-04-30' };

/** How many each stratum of the row draws by the rule. */
const quotas = (rule: RowRule | null, units: ReturnType<typeof many>): number[] => {
  const row = rowWith(rule);
  const { strata } = rowStrata(row, tallyOf(row, units), { visits: VISITS, reserve: 5, weighted: new Set() });
  return strata.map((stratum) => (stratum.ratio === null ? stratum.quota : Number.NaN));
};

describe('the rule by which a row draws further units', () => {
  it('is a number, whatever bounds its ratio has', () => {
    const rule: RowRule = {
      minimum: 4,
      maximum: 6,
      upTo: { numerator: 1, denominator: 10 },
      batches: { by: 'month' },
    };
    expect(enlargedRule(rule, 9)).toEqual({ count: 9 });
    expect(quotas(enlargedRule(rule, 9), many(20))).toEqual([9]);
  });

  it('means whom the plan means, with its weights, its coverage and its cap on visits', () => {
    const kept: RowRule = {
      weights: { version: 'w1', classes: [{ of: ['D'], weight: 5 }], others: 1 },
      direction: { areas: ['井坪镇'] },
      coverage: { years: 2, whenAllHadTheirTurn: 'stop' },
      cap: { visitsPerYear: 2 },
    };
    expect(enlargedRule({ ...kept, count: 3 }, 2)).toEqual({ ...kept, count: 2 });
  });

  it('draws from the whole scope where the plan draws by areas', () => {
    const rule: RowRule = { ownArea: { areas: [], share: { numerator: 7, denominator: 10 }, base: 'own' } };
    const units = [...many(10, { area: '东区' }), ...many(10, { area: '西区' })];
    expect(quotas(enlargedRule(rule, 3), units)).toEqual([3]);
  });

  it('shares the number over classes by their size, whatever each of them asks for by itself', () => {
    const rule = byRisk([
      { id: 'A', of: ['A'], ratio: percent(1, 'cap') },
      { id: 'D', of: ['D'], count: 9, minimum: 9 },
    ]);
    expect(quotas(enlargedRule(rule, 6), graded({ A: 27, D: 7 }))).toEqual([5, 1]);
  });

  it('draws as many as were asked for, or all that there are, of any classes', () => {
    fc.assert(
      fc.property(anyClasses, fc.integer({ min: 1, max: 200 }), ({ row, counts }, additional) => {
        const drawn = quotas(enlargedRule(row.rule, additional), graded(counts));
        const left = Object.values(counts).reduce((sum, count) => sum + count, 0);
        expect(drawn.reduce((sum, quota) => sum + quota, 0)).toBe(Math.min(additional, left));
      }),
    );
  });
});
