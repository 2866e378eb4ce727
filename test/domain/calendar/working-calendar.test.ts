import chineseDays from 'chinese-days';
import { eachDay } from '../../../domain/calendar/dates.ts';
import type { HolidayNotice } from '../../../domain/calendar/holiday-notice.ts';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import { shippedCalendar } from './support.ts';

const notice = (changes: Partial<HolidayNotice> & Pick<HolidayNotice, 'year'>): HolidayNotice => ({
  offDays: [`${changes.year}-01-01`],
  makeUpWorkdays: [],
  source: '演练用通知',
  revision: 1,
  ...changes,
});

const workingDaysOf = (year: number): number =>
  [...eachDay(`${year}-01-01`, `${year}-12-31`)].filter(shippedCalendar.isWorkingDay).length;

describe('the working calendar', () => {
  it.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('of %i has %i working days [R280]', (year, count) => {
    expect(workingDaysOf(year)).toBe(count);
  });

  it.each([2020, 2021, 2022, 2023, 2024, 2025, 2026])(
    'of %i is, day by day, what an independent library has collected [R280]',
    (year) => {
      const differing = [...eachDay(`${year}-01-01`, `${year}-12-31`)].filter(
        (date) => shippedCalendar.isWorkingDay(date) !== chineseDays.isWorkday(date),
      );
      expect(differing).toEqual([]);
    },
  );

  it('knows the years whose notice is shipped, and no other', () => {
    const known = Array.from({ length: 20 }, (_, index) => 2015 + index).filter(shippedCalendar.knowsYear);
    expect(known).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026]);
  });

  it('follows the extension of the Spring Festival of 2020: the later revision replaces the earlier', () => {
    const before = buildCalendar(SHIPPED_NOTICES.filter(({ revision }) => revision === 1));
    expect(before.isWorkingDay('2020-01-31')).toBe(true);
    expect(before.isWorkingDay('2020-02-01')).toBe(true);
    expect(shippedCalendar.isWorkingDay('2020-01-31')).toBe(false);
    expect(shippedCalendar.isWorkingDay('2020-02-01')).toBe(false);
    expect(shippedCalendar.isWorkingDay('2020-02-03')).toBe(true);
    expect(shippedCalendar.version).not.toBe(before.version);
  });

  it('takes the revision in force, in whatever order the notices come', () => {
    expect(buildCalendar([...SHIPPED_NOTICES].reverse()).version).toBe(shippedCalendar.version);
    expect(shippedCalendar.version).toBe('2020r2-2021r1-2022r1-2023r1-2024r1-2025r1-2026r1');
    expect(buildCalendar([]).version).toBe('none');
  });

  it('believes an imported notice over a library [R280]', () => {
    const date = '2026-03-03';
    expect(chineseDays.isWorkday(date)).toBe(true);
    const imported = buildCalendar([
      ...SHIPPED_NOTICES,
      notice({ year: 2026, revision: 2, offDays: [date], makeUpWorkdays: ['2026-03-07'] }),
    ]);
    expect(imported.isWorkingDay(date)).toBe(false);
    expect(imported.isWorkingDay('2026-03-07')).toBe(true);
  });

  it('lets a notice reach back into December, as that of 2019 did', () => {
    const calendar = buildCalendar([
      notice({ year: 2018 }),
      notice({
        year: 2019,
        offDays: ['2018-12-30', '2018-12-31', '2019-01-01'],
        makeUpWorkdays: ['2018-12-29'],
      }),
    ]);
    expect(calendar.isWorkingDay('2018-12-29')).toBe(true);
    expect(calendar.isWorkingDay('2018-12-31')).toBe(false);
  });

  it('has, in a year without a notice, weekdays without the holidays of fixed date', () => {
    const unworked = ['2027-01-01', '2027-10-01', '2025-05-02', '2027-01-02', '2027-01-03'];
    const empty = buildCalendar([]);
    expect(unworked.filter(empty.isWorkingDay)).toEqual([]);
    expect(empty.isWorkingDay('2027-01-04')).toBe(true);
    expect(empty.isWorkingDay('2019-05-02')).toBe(true);
  });

  it('works on a statutory day only where the notice of the year says so', () => {
    const calendar = buildCalendar([notice({ year: 2027 })]);
    expect(calendar.isWorkingDay('2027-10-01')).toBe(true);
  });

  it('refuses two different notices under one revision', () => {
    const first = notice({ year: 2027 });
    expect(() => buildCalendar([first, { ...first }])).not.toThrow();
    expect(() => buildCalendar([first, notice({ year: 2027, offDays: ['2027-01-04'] })])).toThrow(
      '2027 年节假日安排有两份修订号同为 1',
    );
  });

  it('refuses a notice with a wrong row', () => {
    expect(() => buildCalendar([notice({ year: 2027, makeUpWorkdays: ['2027-01-05'] })])).toThrow('第 1 行');
  });

  it('refuses to judge a date that does not exist', () => {
    expect(() => shippedCalendar.isWorkingDay('2021-02-29')).toThrow('2021-02-29');
  });
});
