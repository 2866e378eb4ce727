import fc from 'fast-check';
import { addDays, dateAt, instantAt } from '../../../domain/calendar/dates.ts';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import type { MessageLane } from '../../../domain/notice/catalog.ts';
import { MESSAGE_CATEGORIES, type MessageCategory } from '../../../domain/notice/categories.ts';
import { releaseOf } from '../../../domain/notice/gathering.ts';
import { sendAfter, sendSpan } from '../../../domain/notice/quiet-hours.ts';
import {
  DEFAULT_MESSAGE_SETTINGS,
  type MessageSettings,
  type SendWindow,
} from '../../../domain/settings/messages.ts';

const calendar = buildCalendar(SHIPPED_NOTICES);
const CHINA_MS = 8 * 3_600_000;

/** What a clock on the wall in Beijing shows, worked out anew: `08:30`. */
const wallTime = (instant: string): string =>
  new Date(Date.parse(instant) + CHINA_MS).toISOString().slice(11, 16);
const isOpen = (instant: string, window: SendWindow): boolean =>
  wallTime(instant) >= window.from &&
  wallTime(instant) < window.to &&
  (window.days === 'every-day' || calendar.isWorkingDay(dateAt(instant)));

const time = (least: number, most: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: least, max: most })
    .map((minutes) =>
      [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':'),
    );
const window: fc.Arbitrary<SendWindow> = fc.record({
  from: time(0, 12 * 60),
  to: time(13 * 60, 24 * 60),
  days: fc.constantFrom<SendWindow['days'][]>('every-day', 'working-days'),
});
const settings: fc.Arbitrary<MessageSettings> = fc
  .tuple(...Array.from({ length: 8 }, () => fc.option(window)), fc.constantFrom(5, 15, 30, 60))
  .map(([a, b, c, d, e, f, g, h, gatherMinutes]) => ({
    windows: {
      email: { duty: a, reminder: b, escalation: c, urgent: d },
      sms: { duty: e, reminder: f, escalation: g, urgent: h },
    },
    digest: { threshold: 3, gatherMinutes },
  })) as fc.Arbitrary<MessageSettings>;
/** Years with shipped holidays and years without any. */
const instant = fc
  .date({ min: new Date('2019-01-01T00:00:00Z'), max: new Date('2029-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const kind = fc.record({
  category: fc.constantFrom<MessageCategory[]>(...MESSAGE_CATEGORIES),
  channel: fc.constantFrom<('email' | 'sms')[]>('email', 'sms'),
  lane: fc.constantFrom<MessageLane[]>('urgent', 'normal', 'bulk'),
  mayGather: fc.boolean(),
});

const at = (date: string, hour: string): string => instantAt(date, hour);
const sms = (category: MessageCategory, when: string, lane: MessageLane = 'normal'): string | null =>
  sendAfter(when, { category, channel: 'sms', lane }, DEFAULT_MESSAGE_SETTINGS, calendar);

describe('quiet hours', () => {
  it('hold an SMS of the night until the morning, and let one of the day go', () => {
    expect(sms('duty', at('2021-03-03', '10:00'))).toBeNull();
    expect(sms('duty', at('2021-03-03', '20:00'))).toBe(at('2021-03-04', '08:00'));
    expect(sms('duty', at('2021-03-03', '07:59'))).toBe(at('2021-03-03', '08:00'));
    expect(sms('duty', at('2021-03-03', '08:00'))).toBeNull();
  });

  it('hold a reminder over the Spring Festival, and send it on the make-up Saturday after', () => {
    expect(sms('reminder', at('2021-02-10', '19:00'))).toBe(at('2021-02-18', '08:30'));
    expect(sms('reminder', at('2021-02-19', '19:00'))).toBe(at('2021-02-20', '08:30'));
  });

  it('hold an escalation less long than a reminder, and an urgent message least', () => {
    const late = at('2021-03-05', '20:30');
    expect(sms('reminder', late)).toBe(at('2021-03-08', '08:30'));
    expect(sms('escalation', late)).toBeNull();
    expect(sms('escalation', at('2021-03-05', '21:30'))).toBe(at('2021-03-06', '07:30'));
    expect(sms('reminder', at('2021-03-05', '21:30'), 'urgent')).toBeNull();
  });

  it('let nothing out of its window, whatever the settings, the year and the hour, and hold no longer than needed', () => {
    fc.assert(
      fc.property(instant, kind, settings, (when, of, chosen) => {
        const shut = chosen.windows[of.channel][of.lane === 'urgent' ? 'urgent' : of.category];
        const { after, before } = sendSpan(when, of, chosen, calendar);
        if (shut === null) return after === null && before === null;
        const goesOut = after ?? when;
        expect(isOpen(goesOut, shut)).toBe(true);
        expect(before !== null && goesOut < before).toBe(true);
        // The last minute before the end is open, the end itself is not.
        expect(isOpen(new Date(Date.parse(before ?? '') - 60_000).toISOString(), shut)).toBe(true);
        if (after !== null) {
          expect(isOpen(when, shut)).toBe(false);
          expect(after > when).toBe(true);
          // No earlier opening was passed over: every day between is shut at its opening hour.
          for (let day = dateAt(when); day < dateAt(after); day = addDays(day, 1)) {
            const opening = instantAt(day, shut.from);
            expect(opening >= when && isOpen(opening, shut)).toBe(false);
          }
        }
        return true;
      }),
      { numRuns: 2_000 },
    );
  });

  it('say the same when asked again at the time they gave', () => {
    fc.assert(
      fc.property(instant, kind, settings, (when, of, chosen) => {
        const after = sendAfter(when, of, chosen, calendar);
        return after === null || sendAfter(after, of, chosen, calendar) === null;
      }),
    );
  });
});

describe('the gathering of reminders', () => {
  const reminder = { category: 'reminder', channel: 'email', lane: 'normal', mayGather: true } as const;
  const release = (when: string) => releaseOf(when, reminder, DEFAULT_MESSAGE_SETTINGS, calendar);

  it('ends for all reminders of a quarter of an hour together, whoever came first', () => {
    expect(release(at('2021-03-03', '09:00'))).toMatchObject({
      after: at('2021-03-03', '09:15'),
      gatherAtLeast: 3,
    });
    expect(release(at('2021-03-03', '09:14')).after).toBe(at('2021-03-03', '09:15'));
    expect(release(at('2021-03-03', '09:15')).after).toBe(at('2021-03-03', '09:30'));
  });

  it('keeps no reminder past its hours', () => {
    expect(release(at('2021-03-03', '19:50'))).toMatchObject({ after: null, gatherAtLeast: null });
  });

  it('never takes what is urgent, escalated, owed to be told, or for a unit', () => {
    fc.assert(
      fc.property(instant, kind, settings, (when, of, chosen) => {
        const { gatherAtLeast, after, before } = releaseOf(when, of, chosen, calendar);
        const span = sendSpan(when, of, chosen, calendar);
        if (gatherAtLeast === null) return after === span.after && before === span.before;
        expect([of.category, of.lane === 'urgent', of.mayGather]).toEqual(['reminder', false, true]);
        expect(Date.parse(after ?? '') - Date.parse(span.after ?? when)).toBeLessThanOrEqual(
          chosen.digest.gatherMinutes * 60_000,
        );
        return before === null || (after ?? '') < before;
      }),
    );
  });
});
