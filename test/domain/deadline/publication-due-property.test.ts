import fc from 'fast-check';
import { addDays, type IsoDate } from '../../../domain/calendar/dates.ts';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import {
  FIVE_AFTER_INSPECTION,
  publicationDue,
  SEVEN_AFTER_ROW,
} from '../../../domain/deadline/publication-due.ts';
import { anyDate, shippedCalendar } from '../calendar/support.ts';

/** The last notice of each year: 2020 had a second one (延长春节假期). */
const IN_FORCE = SHIPPED_NOTICES.filter(
  ({ year, revision }) => !SHIPPED_NOTICES.some((other) => other.year === year && other.revision > revision),
);
const OFF = new Set(IN_FORCE.flatMap(({ offDays }) => offDays));
const MADE_UP = new Set(IN_FORCE.flatMap(({ makeUpWorkdays }) => makeUpWorkdays));

/** By the notices' own words, a day at a time: Monday to Friday but for days off, and the weekend days made up for them. */
const isWorked = (date: IsoDate): boolean => {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return MADE_UP.has(date) || (weekday !== 0 && weekday !== 6 && !OFF.has(date));
};

const countedByHand = (from: IsoDate, days: number): IsoDate => {
  let date = from;
  for (let left = days; left > 0; left -= isWorked(date) ? 1 : 0) date = addDays(date, 1);
  return date;
};

/** Within the years whose notices are shipped, with room for the count. */
const first = SHIPPED_NOTICES.map(({ year }) => year).sort((a, b) => a - b)[0];
const date = anyDate(`${first}-01-01`, '2026-11-30');
/** An inspection, and its row's end so many days after it; null while the row is at work. */
const facts = fc
  .tuple(date, fc.option(fc.nat({ max: 150 })), fc.nat({ max: 120 }))
  .map(([inspectionEndedOn, rowEndsAfter, windowEndsAfter]) => ({
    inspectionEndedOn,
    rowWorkEndedOn: rowEndsAfter === null ? null : addDays(inspectionEndedOn, rowEndsAfter),
    windowEnd: addDays(inspectionEndedOn, windowEndsAfter - 30),
  }))
  .filter(
    ({ rowWorkEndedOn, windowEnd }) => (rowWorkEndedOn ?? '') < '2026-12-01' && windowEnd < '2026-12-01',
  );

describe('the day by which results are published, whatever the calendar,', () => {
  it('is the seventh working day after the end of the row’s work, counted a day at a time [R269]', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { inspectionEndedOn, rowWorkEndedOn, windowEnd } = given;
        const bound = [inspectionEndedOn, windowEnd].sort().at(-1) ?? '';
        expect(publicationDue(SEVEN_AFTER_ROW, given, shippedCalendar)).toMatchObject({
          date: countedByHand(rowWorkEndedOn ?? bound, 7),
          basis: rowWorkEndedOn === null ? 'upper-bound' : 'final',
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the fifth working day after each inspection, whatever its row does [R217]', () => {
    fc.assert(
      fc.property(facts, (given) => {
        expect(publicationDue(FIVE_AFTER_INSPECTION, given, shippedCalendar)).toMatchObject({
          date: countedByHand(given.inspectionEndedOn, 5),
          basis: 'final',
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('is a working day after the one it counts from, with as many worked days between as the rule says', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 60 }), (given, workingDays) => {
        const rule = { startEvent: 'inspection-ended', workingDays } as const;
        const due = publicationDue(rule, given, shippedCalendar);
        fc.pre(due.date < '2027-01-01');
        let worked = 0;
        for (let day = addDays(given.inspectionEndedOn, 1); day <= due.date; day = addDays(day, 1)) {
          if (isWorked(day)) worked += 1;
        }
        expect([isWorked(due.date), worked]).toEqual([true, workingDays]);
      }),
    );
  });
});
