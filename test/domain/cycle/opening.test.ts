import { cycleOpensOn, drawDayOf } from '../../../domain/cycle/opening.ts';
import { THREE_WINDOWS } from '../../../domain/cycle/recurrence.ts';
import { windowsOf } from '../../../domain/cycle/windows.ts';
import { shippedCalendar } from '../calendar/support.ts';

describe('the opening of a cycle', () => {
  it('is the first working day of each window of 2021 [R263]', () => {
    expect(windowsOf(THREE_WINDOWS, 2021).map((window) => cycleOpensOn(window, shippedCalendar))).toEqual([
      { date: '2021-01-04', provisional: false },
      { date: '2021-05-06', provisional: false },
      { date: '2021-09-01', provisional: false },
    ]);
  });

  it('is provisional in a year without a notice [R280]', () => {
    const [first] = windowsOf(THREE_WINDOWS, 2027);
    expect(first && cycleOpensOn(first, shippedCalendar)).toEqual({ date: '2027-01-04', provisional: true });
  });

  it('is refused where the window has no working day', () => {
    const [window] = windowsOf({ kind: 'day-ranges', ranges: [{ start: '10-01', end: '10-07' }] }, 2021);
    expect(() => window && cycleOpensOn(window, shippedCalendar)).toThrow('没有工作日');
  });
});

describe('the draw day', () => {
  it('is so many working days after the opening [R279]', () => {
    expect(drawDayOf('2021-05-06', 0, shippedCalendar).date).toBe('2021-05-06');
    expect(drawDayOf('2021-05-06', 2, shippedCalendar).date).toBe('2021-05-08');
    expect(drawDayOf('2021-05-06', 3, shippedCalendar).date).toBe('2021-05-10');
  });

  it('is never before the opening', () => {
    expect(() => drawDayOf('2021-05-06', -1, shippedCalendar)).toThrow('不小于 0');
  });
});
