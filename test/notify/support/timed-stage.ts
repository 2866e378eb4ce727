/** Everything that a notifier needs, with messages that keep their hours (notify/outbox): one store, PostgreSQL. */
import { setTimeout as sleep } from 'node:timers/promises';
import { instantAt } from '../../../domain/calendar/dates.ts';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { insertNotices, type NewNotice } from '../../../notify/outbox/insert-notices.ts';
import { reminder } from './samples.ts';
import { AUTHORITY, type Stage, setStage } from './stage.ts';

const timing = { settings: DEFAULT_SETTINGS, calendar: buildCalendar(SHIPPED_NOTICES) };
/** A Monday. */
export const DAY = '2021-04-26';
export const at = (hour: string, date = DAY): string => instantAt(date, hour);

export const reminders = (count: number, when: string, more: Partial<NewNotice> = {}): NewNotice[] =>
  Array.from(
    { length: count },
    (_, index) => ({ ...reminder(AUTHORITY, index + 1), at: when, ...more }) as NewNotice,
  );

/** Several sweeps of the outbox. */
export const settle = (): Promise<void> => sleep(700);

/** For as long as the tests of one file run; empty at the beginning of each. */
export const timedStage = () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage('postgres');
  });
  afterAll(() => stage.stop());
  beforeEach(() => stage.reset());
  return {
    get stage() {
      return stage;
    },
    clockTo: (instant: string): void => stage.clock.set(Date.parse(instant)),
    insert: (notices: readonly NewNotice[]): Promise<number> =>
      stage.db.transaction().execute((trx) => insertNotices(trx, notices, timing)),
    rows: () =>
      stage.db
        .selectFrom('message')
        .select(['id', 'template', 'channel', 'state', 'failureClass'])
        .select(['sendAfter', 'digestId', 'sentAt', 'attempts', 'params'])
        .orderBy('subjectId')
        .orderBy('channel')
        .execute(),
    /** Waits, on a machine however busy, until the outbox is as it should be; if it never is, says what it is. */
    untilStates: async (states: Readonly<Record<string, number>>): Promise<void> => {
      for (let tries = 0; tries < 40; tries += 1) {
        if (JSON.stringify(await stage.states()) === JSON.stringify(states)) return;
        await sleep(250);
      }
      expect(await stage.states()).toEqual(states);
    },
  };
};
