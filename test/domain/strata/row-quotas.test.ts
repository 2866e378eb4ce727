import fc from 'fast-check';
import { rowQuotas } from '../../../domain/strata/row-quotas.ts';
import { rowStrata, unitsOfRow } from '../../../domain/strata/row-strata.ts';
import { announcedQuota, many, percent, rowWith, tallyOf } from './support/rows.ts';

const settle = (row: ReturnType<typeof rowWith>, units: number) => rowQuotas(row, tallyOf(row, many(units)));

describe('a row in one piece', () => {
  it('is announced as the plan states it', () => {
    expect(settle(rowWith(null), 40).groups).toEqual([
      {
        group: '',
        eligible: 40,
        ratio: percent(5),
        minimum: 0,
        quota: 2,
        toppedUp: [],
        after: [],
        isSecondTurn: false,
      },
    ]);
  });

  it('draws within a range', () => {
    const row = rowWith({ upTo: { numerator: 5, denominator: 100 } }, { ratio: percent(3, 'floor') });
    expect(settle(row, 1000).groups[0]?.quota).toBe(30);
    // 3 % of 10 rounded up is one, 5 % rounded down none: no whole number lies between, and the upper end wins.
    expect(settle(row, 10).groups[0]?.quota).toBe(0);
  });

  it('draws a fixed number, or everybody where there are fewer, and says so', () => {
    expect(settle(rowWith({ count: 6 }), 40).groups[0]).toMatchObject({ quota: 6, minimum: 6, ratio: null });
    const few = settle(rowWith({ count: 6 }), 4);
    expect(few.groups[0]?.quota).toBe(4);
    expect(few.conflicts[0]?.message).toBe('应抽6个，可抽对象只有4个，全部抽取。');
  });

  it('follows from what is announced of it', () => {
    const bound = fc.option(fc.nat(60), { nil: undefined });
    fc.assert(
      fc.property(
        fc.nat(80),
        fc.integer({ min: 1, max: 100 }),
        bound,
        bound,
        (units, ratio, minimum, count) => {
          const row = rowWith({ minimum, count }, { ratio: percent(ratio) });
          const [group] = settle(row, units).groups;
          expect(group?.quota).toBe(group === undefined ? undefined : announcedQuota(group));
        },
      ),
    );
  });
});

describe('the strata of a row', () => {
  const announcing = {
    visits: { from: '2026-01-08', to: '2026-04-30' },
    reserve: 10,
    weighted: new Set<string>(),
  };

  it('have ids under the row’s number and no deeper reserve than units are left', () => {
    const share = { numerator: 70, denominator: 100 };
    const row = rowWith({ ownArea: { areas: ['井坪镇'], share, base: 'own' } }, { ratio: percent(50) });
    const { strata } = rowStrata(row, tallyOf(row, many(10)), announcing);
    expect(strata).toMatchObject([
      { id: '202601/own/井坪镇', row: 202601, quota: 4, reserve: 6, after: [] },
      { id: '202601/whole', quota: 1, reserve: 5, after: ['202601/own/井坪镇'] },
    ]);
  });

  it('count a unit of two strata once', () => {
    const share = { numerator: 70, denominator: 100 };
    const row = rowWith({ ownArea: { areas: [], share, base: 'own' } });
    const tally = tallyOf(row, many(10));
    const strata = rowQuotas(row, tally).groups.map(({ group, ...rest }) => ({ id: group, ...rest }));
    expect(unitsOfRow(strata)).toBe(10);
    expect(tally.units).toBe(10);
  });

  it('name the weight table where a weight is not 1', () => {
    const weights = { version: '2026-1', classes: [], others: 3 };
    const row = rowWith({ weights });
    const weighted = new Set(['202601']);
    const strataWith = (rule: typeof row) =>
      rowStrata(rule, tallyOf(rule, many(10)), { ...announcing, weighted }).strata[0]?.weights;
    expect(strataWith(row)).toBe('2026-1');
    expect(strataWith(rowWith(null))).toBe('unit-register');
    expect(rowStrata(row, tallyOf(row, many(10)), announcing).strata[0]?.weights).toBe('none');
  });
});
