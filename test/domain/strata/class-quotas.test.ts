import fc from 'fast-check';
import { rowQuotas } from '../../../domain/strata/row-quotas.ts';
import type { RowToDraw } from '../../../domain/strata/row-to-draw.ts';
import { announcedQuota, anyClasses, byRisk, graded, percent, rowWith, tallyOf } from './support/rows.ts';

const settle = (row: RowToDraw, counts: Readonly<Record<string, number>>) =>
  rowQuotas(row, tallyOf(row, graded(counts)));

const numbersOf = (row: RowToDraw, counts: Readonly<Record<string, number>>) =>
  settle(row, counts).groups.map(({ quota }) => quota);

const FOUR = [
  { id: 'A', of: ['A'], ratio: percent(1) },
  { id: 'B', of: ['B'], ratio: percent(5) },
  { id: 'C', of: ['C'], ratio: percent(20) },
  { id: 'D', of: ['D'], ratio: percent(100) },
];
const COUNTS = { A: 1000, B: 100, C: 20, D: 5 };

describe('classes by credit or risk', () => {
  it('draw each its own ratio: more of the risky, all of the worst [R20]', () => {
    expect(numbersOf(rowWith(byRisk(FOUR)), COUNTS)).toEqual([10, 5, 4, 5]);
  });

  it('come from the register by the words that the rule maps to them', () => {
    const rule = byRisk([
      { id: '低风险', of: ['A', '守信'], ratio: percent(10) },
      { id: '高风险', of: ['D', '失信'], ratio: percent(100) },
    ]);
    expect(numbersOf(rowWith(rule), { A: 10, 守信: 10, 失信: 2, D: 1 })).toEqual([2, 3]);
  });

  it('leave out, with the reason, whom the register puts in no class, or put him where the rule says', () => {
    const outside = settle(rowWith(byRisk(FOUR)), { A: 100, E: 50 });
    expect(outside.groups.map(({ eligible }) => eligible)).toEqual([100, 0, 0, 0]);
    const caught = settle(rowWith(byRisk(FOUR, { others: 'C' })), { A: 100, E: 50 });
    expect(caught.groups.map(({ eligible, quota }) => [eligible, quota])).toEqual([
      [100, 1],
      [0, 0],
      [50, 10],
      [0, 0],
    ]);
  });

  it('share a fixed number by their size, the largest remainder first', () => {
    const open = ['A', 'B', 'C'].map((id) => ({ id, of: [id] }));
    const row = rowWith({ ...byRisk(open, { overall: 'row-ratio' }), count: 10 });
    expect(numbersOf(row, { A: 50, B: 30, C: 19 })).toEqual([5, 3, 2]);
  });

  it('leave to an open class what the total of the row leaves', () => {
    const classes = [
      { id: 'A', of: ['A'], ratio: percent(1) },
      { id: 'B', of: ['B'] },
      { id: 'D', of: ['D'], ratio: percent(100) },
    ];
    const row = rowWith(byRisk(classes, { overall: 'row-ratio' }), { ratio: percent(10) });
    expect(numbersOf(row, { A: 100, B: 90, D: 10 })).toEqual([1, 9, 10]);
  });

  it('spare the good and raise the risky where the sum must not pass a bound [R206]', () => {
    const cap = rowWith(byRisk(FOUR, { overall: 'row-ratio' }), { ratio: percent(1, 'cap') });
    expect(numbersOf(cap, COUNTS)).toEqual([0, 2, 4, 5]);
    const floor = rowWith(byRisk(FOUR, { overall: 'row-ratio' }), { ratio: percent(3, 'floor') });
    expect(numbersOf(floor, COUNTS)).toEqual([10, 5, 14, 5]);
    const even = rowWith(byRisk(FOUR, { overall: 'row-ratio', spread: 'in-proportion' }), {
      ratio: percent(3, 'floor'),
    });
    expect(numbersOf(even, COUNTS)).toEqual([19, 6, 4, 5]);
  });

  it('keep what a class is promised until only it can give, and then say so', () => {
    const classes = [
      { id: 'A', of: ['A'], ratio: percent(50, 'floor') },
      { id: 'B', of: ['B'], ratio: percent(50) },
    ];
    const row = rowWith(byRisk(classes, { overall: 'row-ratio' }), { ratio: percent(30, 'cap') });
    expect(settle(row, { A: 10, B: 10 })).toMatchObject({
      groups: [{ quota: 5 }, { quota: 1 }],
      conflicts: [],
    });
    const tight = settle({ ...row, ratio: percent(20, 'cap') }, { A: 10, B: 10 });
    expect(tight.groups.map(({ quota }) => quota)).toEqual([4, 0]);
    expect(tight.conflicts[0]?.message).toContain('超过总量上限4个');
  });

  it('fill up a class that has too few from the next, then from the one before', () => {
    const classes = [
      { id: 'A', of: ['A'], ratio: percent(10) },
      { id: 'B', of: ['B'], count: 8 },
      { id: 'C', of: ['C'], ratio: percent(50), maximum: 2 },
    ];
    const row = rowWith(byRisk(classes, { topUp: true }));
    const { groups, conflicts } = settle(row, { A: 100, B: 5, C: 2 });
    expect(groups).toMatchObject([
      { quota: 12, toppedUp: [{ from: 'B', count: 2 }] },
      { quota: 5, eligible: 5, minimum: 8, toppedUp: [] },
      { quota: 2, toppedUp: [{ from: 'B', count: 1 }] },
    ]);
    expect(conflicts.map(({ message }) => message)).toEqual([
      '“B”类应抽8个，可抽对象只有5个，不足部分由其他类别补抽3个。',
    ]);
    expect(numbersOf(rowWith(byRisk(classes)), { A: 100, B: 5, C: 2 })).toEqual([10, 5, 1]);
  });
});

describe('the quotas of any classes', () => {
  it('follow from what is announced of each, and never pass its units', () => {
    fc.assert(
      fc.property(anyClasses, ({ row, counts }) => {
        for (const group of settle(row, counts).groups) {
          expect(group.quota).toBe(announcedQuota(group));
          expect(group.quota).toBeGreaterThanOrEqual(0);
          expect(group.quota).toBeLessThanOrEqual(group.eligible);
        }
      }),
    );
  });

  it('move no more from a class than it lacks, and never the other way', () => {
    fc.assert(
      fc.property(anyClasses, ({ row, counts }) => {
        const { groups } = settle(row, counts);
        for (const giver of groups) {
          const moved = groups
            .flatMap(({ toppedUp }) => toppedUp)
            .filter(({ from }) => from === giver.group)
            .reduce((sum, { count }) => sum + count, 0);
          const lack = Math.min(giver.minimum, giver.maximum ?? giver.minimum) - giver.eligible;
          expect(moved).toBeLessThanOrEqual(Math.max(0, lack));
        }
      }),
    );
  });

  it('keep within the bounds of the sum, or say why they cannot', () => {
    fc.assert(
      fc.property(anyClasses, ({ row, counts }) => {
        fc.pre(row.rule?.classes?.overall === 'row-ratio');
        const { groups, conflicts } = settle(row, counts);
        const eligible = groups.reduce((sum, group) => sum + group.eligible, 0);
        const total = groups.reduce((sum, { quota }) => sum + quota, 0);
        const { numerator, denominator, kind } = row.ratio;
        const product = eligible * numerator;
        if (kind !== 'floor') {
          const most = kind === 'cap' ? Math.floor(product / denominator) : Math.ceil(product / denominator);
          expect(total).toBeLessThanOrEqual(most);
        }
        if (kind !== 'cap' && total * denominator < product) expect(conflicts).not.toEqual([]);
      }),
    );
  });

  it('are the same however the register is ordered', () => {
    fc.assert(
      fc.property(anyClasses, ({ row, counts }) => {
        const units = graded(counts);
        expect(rowQuotas(row, tallyOf(row, units.toReversed()))).toEqual(rowQuotas(row, tallyOf(row, units)));
      }),
    );
  });
});
