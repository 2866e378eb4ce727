import fc from 'fast-check';
import { addDays } from '../../../domain/calendar/dates.ts';
import { firstWorkingDayOnOrAfter } from '../../../domain/calendar/working-days.ts';
import { shiftForPause } from '../../../domain/deadline/pause.ts';
import { workingDaysLate, workingDaysLeftOf } from '../../../domain/deadline/standstill.ts';
import { urgencyDays, urgencyOf, workingDaysLeft } from '../../../domain/deadline/urgency.ts';
import { anyDate, shippedCalendar } from '../calendar/support.ts';

const left = (today: string, dueOn: string, resumedOn: string | null) =>
  workingDaysLeftOf(shippedCalendar, today, dueOn, [{ pausedOn: '2021-03-08', resumedOn }]);

describe('what a paused cycle owes', () => {
  it('is neither nearer nor later while the pause goes on', () => {
    expect(left('2021-03-08', '2021-03-10', null)).toBe(2);
    expect(left('2021-04-30', '2021-03-10', null)).toBe(2);
    expect(left('2021-04-30', '2021-03-03', null)).toBe(-3);
  });

  it('is as late afterwards as it was before: days of a pause are nobody’s delay', () => {
    expect(left('2021-03-22', '2021-03-03', '2021-03-22')).toBe(-3);
    expect(left('2021-03-23', '2021-03-03', '2021-03-22')).toBe(-4);
    // Done in the middle of it, and before it.
    const pauses = [{ pausedOn: '2021-03-08', resumedOn: '2021-03-22' }];
    expect(workingDaysLate(shippedCalendar, '2021-03-03', '2021-03-05', pauses)).toBe(2);
    expect(workingDaysLate(shippedCalendar, '2021-03-03', '2021-03-24', pauses)).toBe(5);
  });

  it('stands on the day of resuming, its days moved, as on the day of the pause, whatever the day and the length', () => {
    const some = fc.integer({ min: -40, max: 40 });
    const length = fc.integer({ min: 0, max: 60 });
    const paused = anyDate('2020-03-01', '2026-06-30');
    fc.assert(
      fc.property(paused, some, length, length, (from, owed, lasted, later) => {
        // Work goes on, and is paused, on days that are worked.
        const pausedOn = firstWorkingDayOnOrAfter(shippedCalendar, from).date;
        const resumedOn = firstWorkingDayOnOrAfter(shippedCalendar, addDays(pausedOn, lasted)).date;
        const dueOn = addDays(pausedOn, owed);
        const before = workingDaysLeft(shippedCalendar, pausedOn, dueOn);
        const during = [{ pausedOn, resumedOn: null }];
        expect(workingDaysLeftOf(shippedCalendar, addDays(pausedOn, later), dueOn, during)).toBe(before);
        const moved = shiftForPause(dueOn, { pausedOn, resumedOn }, shippedCalendar).date;
        expect(workingDaysLeftOf(shippedCalendar, resumedOn, moved, [{ pausedOn, resumedOn }])).toBe(before);
        const isLate = (today: string, day: string) =>
          urgencyOf(urgencyDays(shippedCalendar, today), day) === 'overdue';
        expect(isLate(resumedOn, moved)).toBe(isLate(pausedOn, dueOn));
      }),
    );
  });
});
