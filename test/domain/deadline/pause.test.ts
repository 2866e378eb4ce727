import fc from 'fast-check';
import { addDays } from '../../../domain/calendar/dates.ts';
import { firstWorkingDayOnOrAfter, workingDaysWithin } from '../../../domain/calendar/working-days.ts';
import { shiftForPause } from '../../../domain/deadline/pause.ts';
import { anyDate, shippedCalendar } from '../calendar/support.ts';

const shift = (dueOn: string, pausedOn: string, resumedOn: string) =>
  shiftForPause(dueOn, { pausedOn, resumedOn }, shippedCalendar);

describe('a deadline over a pause', () => {
  it('moves by the working days the pause took, the day of resuming not among them', () => {
    expect(shift('2021-03-12', '2021-03-08', '2021-03-10')).toEqual({
      date: '2021-03-16',
      provisional: false,
    });
  });

  it('does not move for days off, or a pause that ends the day it begins', () => {
    expect(shift('2021-10-12', '2021-10-01', '2021-10-08').date).toBe('2021-10-12');
    expect(shift('2021-10-12', '2021-10-11', '2021-10-11').date).toBe('2021-10-12');
  });

  it('moves where its day is off and the pause begins on the working day on which it is still in time', () => {
    // Saturday, owed on Monday.
    expect(shift('2021-03-06', '2021-03-08', '2021-03-10').date).toBe('2021-03-10');
  });

  it('stays overdue if it had passed when the pause began', () => {
    expect(shift('2021-03-05', '2021-03-08', '2021-03-19')).toEqual({
      date: '2021-03-05',
      provisional: false,
    });
  });

  it('is provisional where the pause or the shift enters a year without a notice [R280]', () => {
    expect(shift('2026-12-31', '2026-12-30', '2026-12-31').provisional).toBe(true);
    expect(shift('2026-12-31', '2026-12-30', '2027-01-05').provisional).toBe(true);
  });

  it('refuses a pause that ends before it begins', () => {
    expect(() => shift('2021-03-12', '2021-03-10', '2021-03-08')).toThrow('早于中止日期');
  });

  it('leaves as many working days after the pause as were left before it', () => {
    const length = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(anyDate('2020-02-01', '2026-06-30'), length, length, (pausedOn, left, lasted) => {
        const dueOn = addDays(pausedOn, left);
        const resumedOn = addDays(pausedOn, lasted);
        const moved = firstWorkingDayOnOrAfter(shippedCalendar, shift(dueOn, pausedOn, resumedOn).date).date;
        const owed = firstWorkingDayOnOrAfter(shippedCalendar, dueOn).date;
        expect(workingDaysWithin(shippedCalendar, resumedOn, moved)).toEqual(
          workingDaysWithin(shippedCalendar, pausedOn, owed),
        );
      }),
    );
  });
});
