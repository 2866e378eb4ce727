import fc from 'fast-check';
import {
  addDays,
  dateAt,
  dayOfWeek,
  daysBetween,
  eachDay,
  instantAt,
  instantMs,
  isInstant,
  isIsoDate,
  parseIsoDate,
  yearOf,
} from '../../../domain/calendar/dates.ts';
import { anyDate } from './support.ts';

describe('a date', () => {
  it.each(['2021-01-31', '2020-02-29', '2000-02-29', '1985-07-01', '9999-12-31'])('%s is real', (date) => {
    expect(isIsoDate(date)).toBe(true);
    expect(parseIsoDate(date)).toBe(date);
  });

  it.each([
    '2021-02-29',
    '1900-02-29',
    '2021-04-31',
    '2021-13-01',
    '2021-00-10',
    '2021-01-00',
    '2021-1-1',
    '2021/01/01',
    ' 2021-01-01',
    '2021-01-01T00:00:00Z',
    '0021-01-01',
    '',
    null,
    20210101,
  ])('%p is refused, and the error quotes it', (value) => {
    expect(isIsoDate(value)).toBe(false);
    expect(() => parseIsoDate(value)).toThrow(`日期“${String(value)}”无效`);
  });

  it('knows its weekday, before 1970 too', () => {
    expect(dayOfWeek('2026-11-22')).toBe(7);
    expect(dayOfWeek('2021-01-04')).toBe(1);
    expect(dayOfWeek('1949-10-01')).toBe(6);
  });

  it('walks over a leap day', () => {
    expect([...eachDay('2020-02-28', '2020-03-01')]).toEqual(['2020-02-28', '2020-02-29', '2020-03-01']);
    expect([...eachDay('2021-02-28', '2021-03-01')]).toEqual(['2021-02-28', '2021-03-01']);
    expect([...eachDay('2021-03-01', '2021-02-28')]).toEqual([]);
  });

  it('adds and measures days so that each undoes the other', () => {
    fc.assert(
      fc.property(anyDate(), fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const moved = addDays(date, days);
        expect(daysBetween(date, moved)).toBe(days);
        expect(addDays(moved, -days)).toBe(date);
        expect(dayOfWeek(moved)).toBe(((((dayOfWeek(date) - 1 + days) % 7) + 7) % 7) + 1);
        expect(moved > date).toBe(days > 0);
      }),
    );
  });

  it('refuses a part of a day', () => {
    expect(() => addDays('2021-01-01', 0.5)).toThrow('应为整数');
  });

  it('tells its year', () => {
    expect(yearOf('2021-12-31')).toBe(2021);
  });
});

describe('China time', () => {
  it('begins a day at 16:00 UTC of the day before', () => {
    expect(dateAt('2020-12-31T15:59:59.999Z')).toBe('2020-12-31');
    expect(dateAt('2020-12-31T16:00:00Z')).toBe('2021-01-01');
    expect(instantAt('2021-01-04', '09:00')).toBe('2021-01-04T01:00:00.000Z');
    expect(instantAt('2021-01-01', '00:00')).toBe('2020-12-31T16:00:00.000Z');
  });

  it('agrees with the time zone database of the machine', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1992, 0, 2), max: Date.UTC(2099, 11, 31) }), (ms) => {
        expect(dateAt(ms)).toBe(shanghai.format(ms));
      }),
    );
  });

  it('gives back the date from any time of the day', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
    fc.assert(
      fc.property(anyDate(), time, (date, at) => {
        expect(dateAt(instantAt(date, at))).toBe(date);
      }),
    );
  });

  it('refuses the years of daylight saving rather than be an hour wrong', () => {
    expect(() => dateAt('1991-07-01T00:00:00Z')).toThrow('夏令时');
    expect(() => instantAt('1991-12-31', '09:00')).toThrow('夏令时');
    expect(dateAt('1991-12-31T16:00:00Z')).toBe('1992-01-01');
  });

  it.each(['24:00', '9:00', '09:60', '0900', ''])('refuses the time %p', (time) => {
    expect(() => instantAt('2021-01-04', time)).toThrow('HH:mm');
  });

  it.each([
    '2021-01-04T09:00:00+08:00',
    '2021-02-30T09:00:00Z',
    '2021-01-04 09:00:00Z',
    '2021-01-04',
    '2021-01-04T24:00:00Z',
  ])('refuses the instant %p', (instant) => {
    expect(isInstant(instant)).toBe(false);
    expect(() => instantMs(instant)).toThrow('应为 UTC 时刻');
    expect(() => dateAt(instant)).toThrow('应为 UTC 时刻');
  });

  it('refuses a number that is no instant', () => {
    expect(() => dateAt(Number.NaN)).toThrow('无效');
  });
});
