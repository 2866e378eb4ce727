import {
  FIVE_AFTER_INSPECTION,
  publicationDue,
  SEVEN_AFTER_ROW,
} from '../../../domain/deadline/publication-due.ts';
import { shippedCalendar } from '../calendar/support.ts';

const WINDOW_END = '2021-04-30';

describe('the day by which results are published', () => {
  it('is seven working days after the work of the row ends [R269]', () => {
    const facts = { inspectionEndedOn: '2021-03-10', rowWorkEndedOn: '2021-04-28', windowEnd: WINDOW_END };
    expect(publicationDue(SEVEN_AFTER_ROW, facts, shippedCalendar)).toEqual({
      date: '2021-05-11',
      provisional: false,
      basis: 'final',
    });
  });

  it('is five working days after each inspection, whatever the row does [R217]', () => {
    const facts = { inspectionEndedOn: '2021-04-28', rowWorkEndedOn: null, windowEnd: WINDOW_END };
    expect(publicationDue(FIVE_AFTER_INSPECTION, facts, shippedCalendar)).toEqual({
      date: '2021-05-08',
      provisional: false,
      basis: 'final',
    });
  });

  it('is bounded by the end of the window while the row is at work', () => {
    const facts = { inspectionEndedOn: '2021-03-10', rowWorkEndedOn: null, windowEnd: WINDOW_END };
    expect(publicationDue(SEVEN_AFTER_ROW, facts, shippedCalendar)).toMatchObject({
      date: '2021-05-13',
      basis: 'upper-bound',
    });
  });

  it('counts from a late inspection where the row runs over its window', () => {
    const facts = { inspectionEndedOn: '2021-05-20', rowWorkEndedOn: null, windowEnd: WINDOW_END };
    expect(publicationDue(SEVEN_AFTER_ROW, facts, shippedCalendar)).toMatchObject({
      date: '2021-05-31',
      basis: 'upper-bound',
    });
  });

  it('follows the number of days of the authority [R279]', () => {
    const facts = { inspectionEndedOn: '2021-03-10', rowWorkEndedOn: null, windowEnd: WINDOW_END };
    const rule = { startEvent: 'inspection-ended', workingDays: 20 } as const;
    expect(publicationDue(rule, facts, shippedCalendar).date).toBe('2021-04-08');
  });

  it('is provisional where the count enters a year without a notice [R280]', () => {
    const facts = { inspectionEndedOn: '2026-12-28', rowWorkEndedOn: '2026-12-28', windowEnd: '2026-12-31' };
    expect(publicationDue(SEVEN_AFTER_ROW, facts, shippedCalendar).provisional).toBe(true);
  });

  it('refuses a row that ended before its own inspection', () => {
    const facts = { inspectionEndedOn: '2021-03-10', rowWorkEndedOn: '2021-03-09', windowEnd: WINDOW_END };
    expect(() => publicationDue(SEVEN_AFTER_ROW, facts, shippedCalendar)).toThrow('早于本次检查结束日');
  });

  it.each([0, -1, 2.5])('refuses %p working days', (workingDays) => {
    const facts = { inspectionEndedOn: '2021-03-10', rowWorkEndedOn: null, windowEnd: WINDOW_END };
    const rule = { startEvent: 'inspection-ended', workingDays } as const;
    expect(() => publicationDue(rule, facts, shippedCalendar)).toThrow('公示期限');
  });
});
