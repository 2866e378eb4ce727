import fc from 'fast-check';
import { rowQuotas } from '../../../domain/strata/row-quotas.ts';
import type { OwnAreaRule } from '../../../domain/strata/row-rule.ts';
import { announcedQuota, many, percent, rowWith, tallyOf } from './support/rows.ts';

const SEVENTY = { numerator: 70, denominator: 100 };

const settle = (rule: Partial<OwnAreaRule>, areas: Readonly<Record<string, number>>, ratio = percent(10)) => {
  const row = rowWith({ ownArea: { areas: [], share: SEVENTY, base: 'own', ...rule } }, { ratio });
  const units = Object.entries(areas).flatMap(([area, count]) => many(count, { area }));
  return rowQuotas(row, tallyOf(row, units));
};

const numbers = (settled: ReturnType<typeof settle>) =>
  settled.groups.map(({ group, eligible, quota }) => [group, eligible, quota]);

describe('a row that each area draws mostly at home', () => {
  it('draws 70 % of each area’s number there and the rest from the whole city [R208]', () => {
    expect(numbers(settle({}, { 东区: 100, 西区: 200 }))).toEqual([
      ['own/东区', 100, 7],
      ['own/西区', 200, 14],
      ['whole', 300, 9],
    ]);
  });

  it('passes over in the city whom an area drew, so that nobody is drawn twice [R208]', () => {
    const { groups } = settle({}, { 东区: 100, 西区: 200 });
    expect(groups.map(({ after }) => after)).toEqual([[], [], ['own/东区', 'own/西区']]);
  });

  it('takes the number from all the units where one area is drawn for', () => {
    expect(numbers(settle({ areas: ['东区'], base: 'all' }, { 东区: 100, 西区: 200 }))).toEqual([
      ['own/东区', 100, 21],
      ['whole', 300, 9],
    ]);
  });

  it('draws from the whole city what an area has too few of, and says so', () => {
    const settled = settle({ areas: ['东区'], base: 'all' }, { 东区: 5, 西区: 295 });
    expect(numbers(settled)).toEqual([
      ['own/东区', 5, 5],
      ['whole', 300, 25],
    ]);
    expect(settled.groups[1]?.toppedUp).toEqual([{ from: 'own/东区', count: 16 }]);
    expect(settled.conflicts[0]?.message).toContain('应在本区域抽21个');
  });

  it('follows from what is announced, keeps the row’s number and never asks for more than are left', () => {
    const areas = fc.dictionary(
      fc.constantFrom('东区', '西区', '南区', '北区'),
      fc.integer({ min: 1, max: 60 }),
      {
        minKeys: 1,
      },
    );
    fc.assert(
      fc.property(areas, fc.integer({ min: 1, max: 100 }), (counts, ratio) => {
        const { groups } = settle({}, counts, percent(ratio));
        const wanted = Object.values(counts).reduce(
          (sum, units) => sum + Math.ceil((units * ratio) / 100),
          0,
        );
        const units = Object.values(counts).reduce((sum, count) => sum + count, 0);
        expect(groups.reduce((sum, { quota }) => sum + quota, 0)).toBe(Math.min(wanted, units));
        for (const group of groups) expect(group.quota).toBe(announcedQuota(group));
      }),
    );
  });
});
