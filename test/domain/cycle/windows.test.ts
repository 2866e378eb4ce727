import fc from 'fast-check';
import { addDays } from '../../../domain/calendar/dates.ts';
import type { Recurrence } from '../../../domain/cycle/recurrence.ts';
import { THREE_WINDOWS } from '../../../domain/cycle/recurrence.ts';
import { windowsOf } from '../../../domain/cycle/windows.ts';

const WHOLE_YEAR_KINDS: readonly Recurrence[] = [
  THREE_WINDOWS,
  { kind: 'whole-year' },
  { kind: 'half-years' },
  { kind: 'quarters' },
  { kind: 'months' },
];

const labels = (recurrence: Recurrence, year = 2021): string[] =>
  windowsOf(recurrence, year).map(({ label }) => label);

describe('the windows of a year', () => {
  it('are January-April, May-August and September-December [R263] [R276]', () => {
    expect(windowsOf(THREE_WINDOWS, 2021)).toEqual([
      { number: 1, start: '2021-01-01', end: '2021-04-30', label: '1-4月' },
      { number: 2, start: '2021-05-01', end: '2021-08-31', label: '5-8月' },
      { number: 3, start: '2021-09-01', end: '2021-12-31', label: '9-12月' },
    ]);
  });

  it.each(WHOLE_YEAR_KINDS.map((recurrence) => [recurrence.kind, recurrence] as const))(
    'tile the year without gap or overlap: %s',
    (_kind, recurrence) => {
      fc.assert(
        fc.property(fc.integer({ min: 1992, max: 2200 }), (year) => {
          const windows = windowsOf(recurrence, year);
          expect(windows[0]?.start).toBe(`${year}-01-01`);
          expect(windows.at(-1)?.end).toBe(`${year}-12-31`);
          windows.forEach((window, index) => {
            expect(window.number).toBe(index + 1);
            const next = windows[index + 1];
            if (next !== undefined) expect(next.start).toBe(addDays(window.end, 1));
          });
        }),
        { numRuns: 30 },
      );
    },
  );

  it('are named as people say them', () => {
    expect(labels({ kind: 'whole-year' })).toEqual(['全年']);
    expect(labels({ kind: 'half-years' })).toEqual(['上半年', '下半年']);
    expect(labels({ kind: 'quarters' })).toEqual(['第一季度', '第二季度', '第三季度', '第四季度']);
    expect(labels({ kind: 'months', months: [3, 11] })).toEqual(['3月', '11月']);
    expect(labels({ kind: 'day-ranges', ranges: [{ start: '03-15', end: '06-30' }] })).toEqual([
      '3月15日-6月30日',
    ]);
  });

  it('end on the last day of February, leap years included [R277]', () => {
    const recurrence: Recurrence = { kind: 'month-ranges', ranges: [{ firstMonth: 1, lastMonth: 2 }] };
    expect(windowsOf(recurrence, 2020)[0]?.end).toBe('2020-02-29');
    expect(windowsOf(recurrence, 2021)[0]?.end).toBe('2021-02-28');
    expect(windowsOf(recurrence, 2000)[0]?.end).toBe('2000-02-29');
    expect(windowsOf(recurrence, 2100)[0]?.end).toBe('2100-02-28');
  });

  it('are numbered in the order of the year, whatever the order of the setting', () => {
    const ranges = [
      { firstMonth: 9, lastMonth: 12 },
      { firstMonth: 1, lastMonth: 4 },
    ];
    expect(windowsOf({ kind: 'month-ranges', ranges }, 2021)).toEqual([
      { number: 1, start: '2021-01-01', end: '2021-04-30', label: '1-4月' },
      { number: 2, start: '2021-09-01', end: '2021-12-31', label: '9-12月' },
    ]);
  });

  it('keep the own deadline of a batch', () => {
    const batches = [
      { start: '03-01', end: '04-30', completeBy: '05-15' },
      { start: '04-01', end: '10-31', name: '下半年补抽' },
    ];
    expect(windowsOf({ kind: 'batches', batches }, 2021)).toEqual([
      { number: 1, start: '2021-03-01', end: '2021-04-30', label: '第一批', completeBy: '2021-05-15' },
      { number: 2, start: '2021-04-01', end: '2021-10-31', label: '下半年补抽' },
    ]);
  });

  it.each<[string, Recurrence, string]>([
    ['no month', { kind: 'months', months: [13] }, '月份应为 1 至 12'],
    ['a broken month', { kind: 'months', months: [1.5] }, '月份应为 1 至 12'],
    ['months backwards', { kind: 'month-ranges', ranges: [{ firstMonth: 9, lastMonth: 4 }] }, '跨年'],
    [
      '29 February of 2021',
      { kind: 'day-ranges', ranges: [{ start: '02-29', end: '03-10' }] },
      '2021 年的日期',
    ],
    ['days backwards', { kind: 'day-ranges', ranges: [{ start: '06-30', end: '03-15' }] }, '早于开始日期'],
    ['nothing', { kind: 'month-ranges', ranges: [] }, '至少填写一个时间段'],
    ['the same month twice', { kind: 'months', months: [3, 5, 3] }, '抽查周期重复'],
    [
      'a batch to be completed before it starts',
      { kind: 'batches', batches: [{ start: '03-01', end: '04-30', completeBy: '02-01' }] },
      '完成期限 2021-02-01',
    ],
  ])('refuse %s', (_what, recurrence, message) => {
    expect(() => windowsOf(recurrence, 2021)).toThrow(message);
  });

  it('refuse a year that is none', () => {
    expect(() => windowsOf(THREE_WINDOWS, 21)).toThrow('年份“21”无效');
  });
});
