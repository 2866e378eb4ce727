import fc from 'fast-check';
import { addDays } from '../../../domain/calendar/dates.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import {
  addWorkingDays,
  firstWorkingDayOnOrAfter,
  lastWorkingDayOnOrBefore,
  workingDaysBetween,
  workingDaysWithin,
} from '../../../domain/calendar/working-days.ts';
import { anyDate, shippedCalendar } from './support.ts';

const someDays = () => fc.integer({ min: 1, max: 300 });
/** Known and unknown years alike: the arithmetic may not depend on which. */
const someDate = () => anyDate('2019-06-01', '2028-06-30');

describe('counting working days', () => {
  it.each([
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-04-30', 7, '2026-05-13'],
    ['2026-09-18', 20, '2026-10-22'],
    ['2026-06-17', 5, '2026-06-25'],
    ['2025-09-26', 7, '2025-10-13'],
    ['2025-12-31', 5, '2026-01-08'],
  ])('from %s by %i reaches %s over holidays and make-up workdays [R269] [R280]', (from, n, date) => {
    expect(addWorkingDays(shippedCalendar, from, n)).toEqual({ date, provisional: false });
  });

  it('counts back to the n-th working day before', () => {
    expect(addWorkingDays(shippedCalendar, '2026-02-27', -5).date).toBe('2026-02-13');
    expect(addWorkingDays(shippedCalendar, '2021-10-08', -1).date).toBe('2021-09-30');
  });

  it('moves a day off to the next working day for n = 0, and leaves a working day', () => {
    expect(addWorkingDays(shippedCalendar, '2021-10-01', 0).date).toBe('2021-10-08');
    expect(addWorkingDays(shippedCalendar, '2021-10-09', 0).date).toBe('2021-10-09');
  });

  it('finds the working day on, after or before a date', () => {
    expect(firstWorkingDayOnOrAfter(shippedCalendar, '2021-01-01').date).toBe('2021-01-04');
    expect(lastWorkingDayOnOrBefore(shippedCalendar, '2021-10-07').date).toBe('2021-09-30');
    expect(lastWorkingDayOnOrBefore(shippedCalendar, '2021-09-26').date).toBe('2021-09-26');
  });

  it('counts over a leap day', () => {
    expect(addWorkingDays(shippedCalendar, '2024-02-28', 2).date).toBe('2024-03-01');
    expect(addWorkingDays(shippedCalendar, '2025-02-27', 2).date).toBe('2025-03-03');
  });

  it('counts both ends of a span within, and leaves out the first day between', () => {
    expect(workingDaysWithin(shippedCalendar, '2021-01-04', '2021-01-08')).toEqual({
      days: 5,
      provisional: false,
    });
    expect(workingDaysBetween(shippedCalendar, '2021-01-04', '2021-01-08').days).toBe(4);
    expect(workingDaysBetween(shippedCalendar, '2021-01-08', '2021-01-04').days).toBe(-4);
    expect(workingDaysWithin(shippedCalendar, '2021-01-08', '2021-01-04').days).toBe(0);
  });

  it('refuses a part of a day', () => {
    expect(() => addWorkingDays(shippedCalendar, '2021-01-04', 1.5)).toThrow('应为整数');
  });

  it('always ends on a working day', () => {
    fc.assert(
      fc.property(someDate(), fc.integer({ min: -300, max: 300 }), (from, n) => {
        expect(shippedCalendar.isWorkingDay(addWorkingDays(shippedCalendar, from, n).date)).toBe(true);
      }),
    );
  });

  it('is undone by the count between, forwards and back', () => {
    fc.assert(
      fc.property(someDate(), someDays(), (from, n) => {
        const later = addWorkingDays(shippedCalendar, from, n).date;
        const earlier = addWorkingDays(shippedCalendar, from, -n).date;
        expect(workingDaysBetween(shippedCalendar, from, later).days).toBe(n);
        expect(workingDaysBetween(shippedCalendar, from, earlier).days).toBe(-n);
      }),
    );
  });

  it('comes back to a working day it left', () => {
    fc.assert(
      fc.property(someDate(), someDays(), (date, n) => {
        const from = firstWorkingDayOnOrAfter(shippedCalendar, date).date;
        const there = addWorkingDays(shippedCalendar, from, n).date;
        expect(addWorkingDays(shippedCalendar, there, -n).date).toBe(from);
      }),
    );
  });

  it('never ends earlier for a later start, and ends later for more days', () => {
    fc.assert(
      fc.property(someDate(), fc.integer({ min: 0, max: 30 }), someDays(), (from, later, n) => {
        const due = addWorkingDays(shippedCalendar, from, n).date;
        expect(addWorkingDays(shippedCalendar, addDays(from, later), n).date >= due).toBe(true);
        expect(addWorkingDays(shippedCalendar, from, n + 1).date > due).toBe(true);
      }),
    );
  });
});

describe('a year without a notice', () => {
  it('makes a deadline provisional as soon as one day of it is walked over [R280]', () => {
    expect(addWorkingDays(shippedCalendar, '2026-12-30', 1)).toEqual({
      date: '2026-12-31',
      provisional: false,
    });
    expect(addWorkingDays(shippedCalendar, '2026-12-30', 2)).toEqual({
      date: '2027-01-04',
      provisional: true,
    });
    expect(addWorkingDays(shippedCalendar, '2027-01-04', -1)).toEqual({
      date: '2026-12-31',
      provisional: true,
    });
    expect(addWorkingDays(shippedCalendar, '2027-03-01', 0).provisional).toBe(true);
    expect(lastWorkingDayOnOrBefore(shippedCalendar, '2027-03-01').provisional).toBe(true);
    expect(workingDaysBetween(shippedCalendar, '2026-12-30', '2027-01-04').provisional).toBe(true);
    expect(workingDaysBetween(shippedCalendar, '2026-12-01', '2026-12-31').provisional).toBe(false);
  });

  it('stays provisional when the end lies beyond it again', () => {
    const calendar = buildCalendar([
      { year: 2026, offDays: ['2026-01-01'], makeUpWorkdays: [], source: '演练', revision: 1 },
      { year: 2028, offDays: ['2028-01-01'], makeUpWorkdays: [], source: '演练', revision: 1 },
    ]);
    const due = addWorkingDays(calendar, '2026-12-31', 262);
    expect(due.date > '2028-01-01').toBe(true);
    expect(due.provisional).toBe(true);
  });

  it('becomes final when its notice is imported', () => {
    const calendar = buildCalendar([
      { year: 2026, offDays: ['2026-01-01'], makeUpWorkdays: [], source: '演练', revision: 1 },
      { year: 2027, offDays: ['2027-01-01', '2027-01-04'], makeUpWorkdays: [], source: '演练', revision: 1 },
    ]);
    expect(addWorkingDays(calendar, '2026-12-30', 2)).toEqual({ date: '2027-01-05', provisional: false });
  });
});
