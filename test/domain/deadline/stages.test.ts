import fc from 'fast-check';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { addDays } from '../../../domain/calendar/dates.ts';
import { addWorkingDays, firstWorkingDayOnOrAfter } from '../../../domain/calendar/working-days.ts';
import { DEADLINE_KINDS } from '../../../domain/deadline/kinds.ts';
import { DEFAULT_LADDERS } from '../../../domain/deadline/ladder.ts';
import { dueStage, stageDates } from '../../../domain/deadline/stages.ts';
import { anyDate, shippedCalendar } from '../calendar/support.ts';

const LADDER = DEFAULT_LADDERS.entry;
/** Friday before the National Day week of 2021, whose make-up workdays are 26 September and 9 October. */
const DUE_ON = '2021-09-30';

const at = (on: IsoDate, remindedThrough: IsoDate | null = null, createdOn = '2021-09-01') =>
  dueStage(LADDER, DUE_ON, shippedCalendar, { on, remindedThrough, createdOn });

describe('the days of a ladder', () => {
  it('are counted in working days around the deadline', () => {
    const days = stageDates(LADDER, DUE_ON, shippedCalendar).map(({ step, on }) => [step.stage, on]);
    expect(days.slice(0, 5)).toEqual([
      ['before-3', '2021-09-27'],
      ['on', '2021-09-30'],
      ['after-1', '2021-10-08'],
      ['after-3', '2021-10-11'],
      ['after-8', '2021-10-18'],
    ]);
  });

  it('count from the next working day where the deadline is a day off', () => {
    const on = stageDates(LADDER, '2021-10-03', shippedCalendar).find(({ step }) => step.stage === 'on');
    expect(on?.on).toBe('2021-10-08');
  });

  it('are provisional, one by one, where they lie in an unknown year [R280]', () => {
    const flags = stageDates(LADDER, '2026-12-31', shippedCalendar).map(({ step, provisional }) => [
      step.stage,
      provisional,
    ]);
    expect(flags.slice(0, 3)).toEqual([
      ['before-3', false],
      ['on', false],
      ['after-1', true],
    ]);
  });

  it('are each so many working days from the day it is owed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEADLINE_KINDS), anyDate('2020-02-01', '2027-06-30'), (kind, dueOn) => {
        const owed = firstWorkingDayOnOrAfter(shippedCalendar, dueOn);
        for (const { step, on, provisional } of stageDates(DEFAULT_LADDERS[kind], dueOn, shippedCalendar)) {
          const alone = addWorkingDays(shippedCalendar, owed.date, step.offsetWorkingDays);
          expect({ on, provisional }).toEqual({
            on: alone.date,
            provisional: alone.provisional || owed.provisional,
          });
        }
      }),
    );
  });

  it('ascend for every kind and deadline', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DEADLINE_KINDS), anyDate('2020-02-01', '2027-06-30'), (kind, dueOn) => {
        const days = stageDates(DEFAULT_LADDERS[kind], dueOn, shippedCalendar).map(({ on }) => on);
        expect(days).toEqual([...new Set(days)].sort());
      }),
    );
  });
});

describe('the reminder owed today', () => {
  it('is none before the first stage', () => {
    expect(at('2021-09-24')).toEqual({ due: null, nextStageOn: '2021-09-27' });
  });

  it('is the stage that begins, and stays owed until it is sent', () => {
    expect(at('2021-09-27').due?.step.stage).toBe('before-3');
    expect(at('2021-09-28').due?.step.stage).toBe('before-3');
    expect(at('2021-09-28', '2021-09-27')).toEqual({ due: null, nextStageOn: '2021-09-30' });
  });

  it('is only the latest: stages slept through are over', () => {
    expect(at('2021-10-12')).toMatchObject({
      due: { step: { stage: 'after-3', recipients: ['owner', 'chief', 'office'] }, on: '2021-10-11' },
      nextStageOn: '2021-10-18',
    });
  });

  it('leaves out stages from before the deadline was made', () => {
    expect(at('2021-09-28', null, '2021-09-28').due).toBeNull();
    expect(at('2021-09-27', null, '2021-09-27').due?.step.stage).toBe('before-3');
    expect(at('2021-09-30', null, '2021-09-28').due?.step.stage).toBe('on');
  });

  it('ends with the ladder', () => {
    expect(at('2022-01-04', '2021-12-31')).toEqual({ due: null, nextStageOn: null });
  });

  it('comes at most once per stage, in order, whatever the days of waking', () => {
    const wakes = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 60 });
    fc.assert(
      fc.property(anyDate('2020-02-01', '2026-06-30'), wakes, fc.boolean(), (dueOn, offsets, storesToday) => {
        const days = offsets.map((offset) => addDays(dueOn, offset - 20)).sort();
        let remindedThrough: IsoDate | null = null;
        const sent: number[] = [];
        for (const on of days) {
          const { due, nextStageOn } = dueStage(LADDER, dueOn, shippedCalendar, { on, remindedThrough });
          if (nextStageOn !== null) expect(nextStageOn > on).toBe(true);
          if (due === null) continue;
          expect(due.on <= on).toBe(true);
          sent.push(due.step.offsetWorkingDays);
          remindedThrough = storesToday ? on : due.on;
        }
        expect(sent).toEqual([...new Set(sent)].sort((a, b) => a - b));
      }),
    );
  });

  it('sends every stage to one who wakes on each next day of it', () => {
    fc.assert(
      fc.property(anyDate('2020-02-01', '2026-06-30'), (dueOn) => {
        let on: IsoDate | null = addDays(dueOn, -30);
        let remindedThrough: IsoDate | null = null;
        const sent: string[] = [];
        while (on !== null) {
          const decision = dueStage(LADDER, dueOn, shippedCalendar, { on, remindedThrough });
          if (decision.due !== null) {
            sent.push(decision.due.step.stage);
            remindedThrough = on;
          }
          on = decision.nextStageOn;
        }
        expect(sent).toEqual(LADDER.map(({ stage }) => stage));
      }),
    );
  });
});
