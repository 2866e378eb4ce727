import fc from 'fast-check';
import { standOf } from '../../../domain/strata/place-unit.ts';
import { rowQuotas } from '../../../domain/strata/row-quotas.ts';
import type { CoverageRule } from '../../../domain/strata/row-rule.ts';
import type { RegisterUnit, RowToDraw } from '../../../domain/strata/row-to-draw.ts';
import { placeUnit, secondTurnsOf } from '../../../domain/strata/second-turns.ts';
import { announcedQuota, many, percent, rowWith, SETTING, tallyOf, unitWith } from './support/rows.ts';

const COVER: CoverageRule = { years: 1, whenAllHadTheirTurn: 'begin-again' };
const covering = (change: Partial<CoverageRule> = {}, ratio = percent(30)) =>
  rowWith({ coverage: { ...COVER, ...change } }, { ratio });
const drawn = (year: number) => ({ drawnIn: { freight: year } });

const placesOf = (row: RowToDraw, units: readonly RegisterUnit[]) => {
  const turns = secondTurnsOf(row, tallyOf(row, units));
  return units.map((unit) => placeUnit(row, standOf(row, SETTING, unit), turns));
};

describe('coverage without repeats', () => {
  it('leaves out whom the item drew this year, with the reason, while others had no turn', () => {
    const units = [...many(3, drawn(2026)), ...many(7)];
    const places = placesOf(covering(), units);
    expect(places.slice(0, 3)).toEqual(Array(3).fill({ strata: [], reason: 'had-a-turn' }));
    expect(places.slice(3)).toEqual(Array(7).fill({ strata: ['202601'], reason: null }));
  });

  it('keeps the number that the ratio gives of all units, those with a turn included', () => {
    const row = covering();
    const { groups } = rowQuotas(row, tallyOf(row, [...many(3, drawn(2026)), ...many(7)]));
    expect(groups).toMatchObject([{ eligible: 7, quota: 3, ratio: null }]);
  });

  it('takes the last ones and begins again where they do not suffice', () => {
    const row = covering();
    const units = [...many(9, drawn(2026)), unitWith()];
    const { groups } = rowQuotas(row, tallyOf(row, units));
    expect(groups).toMatchObject([
      { group: '', eligible: 1, quota: 1 },
      { group: 'again', eligible: 9, quota: 2, toppedUp: [{ from: '', count: 2 }] },
    ]);
    expect(placesOf(row, units).map(({ strata }) => strata[0])).toEqual([
      ...Array(9).fill('202601/again'),
      '202601',
    ]);
  });

  it('draws nobody a second time where the row says stop', () => {
    const row = covering({ whenAllHadTheirTurn: 'stop' });
    const units = [...many(9, drawn(2026)), unitWith()];
    expect(rowQuotas(row, tallyOf(row, units)).groups).toMatchObject([{ eligible: 1, quota: 1 }]);
    expect(placesOf(row, units)[0]).toEqual({ strata: [], reason: 'already-inspected' });
  });

  it('counts the years of the round, and only draws of the same item', () => {
    const stand = (row: RowToDraw, unit: RegisterUnit) => standOf(row, SETTING, unit);
    expect(stand(covering(), unitWith(drawn(2025)))).toMatchObject({ covered: false });
    expect(stand(covering({ years: 2 }), unitWith(drawn(2025)))).toMatchObject({ covered: true });
    expect(stand(covering(), unitWith({ drawnIn: { repair: 2026 } }))).toMatchObject({ covered: false });
  });

  it('draws everybody once before anybody twice, round after round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 100 }), (size, ratio) => {
        const row = covering({}, percent(ratio));
        const turns: number[] = Array(size).fill(0);
        for (let round = 0; round < 8; round += 1) {
          const least = Math.min(...turns);
          // A second round has begun for all once nobody is left without a turn in it.
          const units = turns.map((taken) => unitWith(taken > least ? drawn(2026) : {}));
          const settled = rowQuotas(row, tallyOf(row, units));
          const places = placesOf(row, units);
          for (const group of settled.groups) {
            expect(group.quota).toBe(announcedQuota(group));
            const id = group.group === '' ? '202601' : `202601/${group.group}`;
            const listed = places.flatMap(({ strata }, index) => (strata.includes(id) ? [index] : []));
            expect(listed).toHaveLength(group.eligible);
            for (const index of listed.slice(0, group.quota)) turns[index] = (turns[index] ?? 0) + 1;
          }
          expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 50 },
    );
  });
});
