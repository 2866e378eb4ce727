import { setTimeout as sleep } from 'node:timers/promises';
import { systemDoing } from '../../db/actor.ts';
import { changeSettings, loadSettings } from '../../db/authority.ts';
import { instantAt } from '../../domain/calendar/dates.ts';
import { SHIPPED_NOTICES } from '../../domain/calendar/notices.ts';
import { buildCalendar } from '../../domain/calendar/working-calendar.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { gatherDigests } from '../../notify/outbox/gather-digests.ts';
import { insertNotices, type NewNotice } from '../../notify/outbox/insert-notices.ts';
import { OFFICER, reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const timing = { settings: DEFAULT_SETTINGS, calendar: buildCalendar(SHIPPED_NOTICES) };
const DAY = '2021-04-26';
const at = (hour: string, date = DAY): string => instantAt(date, hour);

let stage: Stage;
beforeAll(async () => {
  stage = await setStage('postgres');
});
afterAll(() => stage.stop());
beforeEach(() => stage.reset());

const clockTo = (instant: string): void => stage.clock.set(Date.parse(instant));
const insert = (notices: readonly NewNotice[]): Promise<number> =>
  stage.db.transaction().execute((trx) => insertNotices(trx, notices, timing));
const reminders = (count: number, when: string, more: Partial<NewNotice> = {}): NewNotice[] =>
  Array.from(
    { length: count },
    (_, index) => ({ ...reminder(AUTHORITY, index + 1), at: when, ...more }) as NewNotice,
  );
const rows = () =>
  stage.db
    .selectFrom('message')
    .select([
      'id',
      'template',
      'channel',
      'state',
      'failureClass',
      'sendAfter',
      'digestId',
      'sentAt',
      'attempts',
      'params',
    ])
    .orderBy('subjectId')
    .orderBy('channel')
    .execute();
const settle = (): Promise<void> => sleep(700); // several sweeps

/** Waits, on a machine however busy, until the outbox is as it should be; if it never is, says what it is. */
const untilStates = async (states: Readonly<Record<string, number>>): Promise<void> => {
  for (let tries = 0; tries < 40; tries += 1) {
    if (JSON.stringify(await stage.states()) === JSON.stringify(states)) return;
    await sleep(250);
  }
  expect(await stage.states()).toEqual(states);
};

describe('a message’s hours', () => {
  it('hold it back until they begin, by business time, and it goes out then', async () => {
    clockTo(at('21:00'));
    const notifier = await stage.notifier();
    await insert(reminders(1, at('21:00'), { channels: ['sms'], category: 'escalation' }));
    await settle();
    expect(await stage.states()).toEqual({ deferred: 1 });
    clockTo(at('07:29', '2021-04-27'));
    await settle();
    expect(await stage.states()).toEqual({ deferred: 1 });
    clockTo(at('07:30', '2021-04-27'));
    await notifier.drained();
    expect(await rows()).toMatchObject([{ state: 'sent', sentAt: at('07:30', '2021-04-27') }]);
  });

  it('end while a provider is away: the next try waits for the morning, after the holidays', async () => {
    // Friday the 30th; the five days of the First of May follow.
    const friday = '2021-04-30';
    clockTo(at('19:50', friday));
    stage.smtp.behave(() => ({ refuseAtRcpt: '451 later' }));
    await stage.notifier();
    await insert(reminders(1, at('19:50', friday), { expiresAt: null }));
    await settle();
    const [tried] = await rows();
    expect(tried?.attempts).toBeGreaterThan(0);
    clockTo(at('20:00', friday));
    await settle();
    const [held] = await rows();
    expect(held).toMatchObject({ state: 'deferred', sendAfter: at('07:00', '2021-05-06') });
    stage.smtp.behave(() => 'accept');
    for (const night of [at('23:00', friday), at('12:00', '2021-05-03'), at('06:59', '2021-05-06')]) {
      clockTo(night);
      await settle();
      expect((await rows())[0]).toMatchObject({ state: 'deferred', attempts: held?.attempts });
    }
    clockTo(at('07:00', '2021-05-06'));
    await untilStates({ sent: 1 });
  });

  it('are asked once more when a message that lay in a queue is begun', async () => {
    stage.smtp.behave(() => ({ acceptAfterMs: 400 }));
    clockTo(at('19:50'));
    await stage.notifier({ concurrency: 1 });
    await insert(
      reminders(12, at('19:50'), { expiresAt: null }).map((one, n) => ({
        ...one,
        recipient: { ...OFFICER, id: `o${n}` },
      })),
    );
    await sleep(600);
    clockTo(at('20:01'));
    await settle();
    stage.smtp.behave(() => 'accept');
    await settle();
    const states = await stage.states();
    expect(states['deferred']).toBeGreaterThan(0);
    expect((states['deferred'] ?? 0) + (states['sent'] ?? 0)).toBe(12);
  });
});

describe('new hours in the settings', () => {
  const windows = (escalation: { from: string; to: string; days: 'every-day' } | null) => {
    const { messages } = DEFAULT_SETTINGS;
    const sms = { ...messages.windows.sms, escalation };
    return { ...DEFAULT_SETTINGS, messages: { ...messages, windows: { ...messages.windows, sms } } };
  };
  const change = async (settings: typeof DEFAULT_SETTINGS, when: string): Promise<void> => {
    const { version } = await loadSettings(stage.db, AUTHORITY);
    await stage.db
      .transaction()
      .execute((trx) =>
        changeSettings(trx, AUTHORITY, { settings, expectedVersion: version }, systemDoing('test', when)),
      );
  };

  it('hold for what waits already', async () => {
    await change(DEFAULT_SETTINGS, at('08:00'));
    clockTo(at('21:30'));
    await stage.notifier();
    await insert(reminders(1, at('21:30'), { channels: ['sms'], category: 'escalation' }));
    await settle();
    expect(await rows()).toMatchObject([{ state: 'deferred', sendAfter: at('07:30', '2021-04-27') }]);
    await change(windows({ from: '10:00', to: '22:00', days: 'every-day' }), at('21:30'));
    await untilStates({ sent: 1 });
    await change(DEFAULT_SETTINGS, at('21:31'));
  });
});

describe('a digest (汇总提醒)', () => {
  const dayOf = (count: number, more: Partial<NewNotice> = {}) => reminders(count, at('09:00'), more);

  it('takes the place of many reminders of one hour, each of which shares its lot', async () => {
    clockTo(at('09:14'));
    const notifier = await stage.notifier();
    await insert(dayOf(3, { channels: ['email', 'sms'] }));
    await settle();
    expect(await stage.states()).toEqual({ deferred: 6 });
    clockTo(at('09:15'));
    await notifier.drained();
    expect(stage.smtp.taken.size).toBe(1);
    const all = await rows();
    const digests = all.filter(({ template }) => template === 'digest.reminders');
    expect(digests.map(({ channel, state }) => `${channel} ${state}`).sort()).toEqual([
      'email sent',
      'sms sent',
    ]);
    expect(digests[0]?.params).toMatchObject({ count: 3, overdue: 0, today: DAY });
    expect(JSON.stringify(digests[0]?.params).split('\\n')).toHaveLength(3);
    const members = all.filter(({ template }) => template === 'reminder.visit');
    for (const { digestId, channel, state, sentAt } of members) {
      expect(digestId).toBe(digests.find((digest) => digest.channel === channel)?.id);
      expect([state, sentAt]).toEqual(['sent', at('09:15')]);
    }
  });

  it('is not made of a few, nor of what another officer is reminded of', async () => {
    clockTo(at('09:15'));
    const notifier = await stage.notifier();
    const [one, two, three] = dayOf(3);
    await insert([one, two, { ...three, recipient: { ...OFFICER, id: 'officer-2' } }] as NewNotice[]);
    await notifier.drained();
    expect(stage.smtp.taken.size).toBe(3);
    expect((await rows()).map(({ template }) => template)).toEqual([
      'reminder.visit',
      'reminder.visit',
      'reminder.visit',
    ]);
  });

  it('never holds an escalation, however many there are', async () => {
    clockTo(at('09:00'));
    const notifier = await stage.notifier();
    await insert(dayOf(5, { category: 'escalation' }));
    await notifier.drained();
    expect(stage.smtp.taken.size).toBe(5);
  });

  it('fails with its reminders, and they stay told apart by their own keys', async () => {
    stage.smtp.behave(() => ({ refuseAtRcpt: '550 no such user' }));
    clockTo(at('09:15'));
    const notifier = await stage.notifier();
    await insert(dayOf(4));
    await notifier.drained();
    expect(await stage.states()).toEqual({ failed: 5 });
    expect(await insert(dayOf(4))).toBe(0);
  });

  it('is made anew without what is done by then', async () => {
    await insert(dayOf(4));
    await gatherDigests(stage.db, at('09:15'));
    expect(await gatherDigests(stage.db, at('09:15'))).toBe(0);
    const [first] = (await rows()).filter(({ template }) => template === 'digest.reminders');
    expect(first).toMatchObject({ params: { count: 4 } });
    await stage.db
      .insertInto('deadline')
      .values({
        ...{
          authorityId: AUTHORITY,
          subjectKind: 'task',
          subjectId: 'task-2',
          kind: 'visit',
          dueOn: '2021-04-30',
        },
        ...{ provisional: false, calendarVersion: '1', openedOn: '2021-04-01' },
      })
      .execute();
    await stage.db.updateTable('deadline').set({ metOn: DAY }).where('subjectId', '=', 'task-2').execute();
    clockTo(at('09:20'));
    const notifier = await stage.notifier();
    await notifier.drained();
    const all = await rows();
    expect(
      all
        .filter(({ template }) => template === 'digest.reminders')
        .map(({ state, params }) => [state, (params as { count: number }).count]),
    ).toEqual(
      expect.arrayContaining([
        ['cancelled', 4],
        ['sent', 3],
      ]),
    );
    expect(all.filter(({ template }) => template === 'reminder.visit').map(({ state }) => state)).toEqual([
      'sent',
      'cancelled',
      'sent',
      'sent',
    ]);
    expect(stage.smtp.taken.size).toBe(1);
    await stage.db.deleteFrom('deadline').execute();
  });

  it('that waited until one of its reminders was over leaves the others to be gathered anew', async () => {
    const [today, ...later] = dayOf(4);
    await insert([{ ...today, expiresAt: at('16:00') } as NewNotice, ...later]);
    await gatherDigests(stage.db, at('09:15'));
    clockTo(at('16:00'));
    const notifier = await stage.notifier();
    await notifier.drained();
    await settle();
    await notifier.drained();
    const members = (await rows()).filter(({ template }) => template === 'reminder.visit');
    expect(members.map(({ state, failureClass }) => failureClass ?? state)).toEqual([
      'expired',
      'sent',
      'sent',
      'sent',
    ]);
    expect(stage.smtp.taken.size).toBe(1);
  });
});

describe('a rehearsal', () => {
  const message = async () => (await rows()).map(({ template, state }) => `${template} ${state}`).sort();

  it('sends what was deferred when something later has happened, and the rest at its end', async () => {
    const notifier = await stage.notifier({ clock: 'message-time', rehearsal: true });
    await insert(reminders(3, at('09:00')));
    await settle();
    expect(await stage.states()).toEqual({ deferred: 3 });
    const later = { ...reminder(AUTHORITY, 9), recipient: { ...OFFICER, id: 'officer-2' }, at: at('15:00') };
    await insert([later]);
    await settle();
    expect(await message()).toEqual([
      'digest.reminders sent',
      ...['reminder.visit deferred', 'reminder.visit sent', 'reminder.visit sent', 'reminder.visit sent'],
    ]);
    await notifier.drained();
    expect(await stage.states()).toEqual({ sent: 5 });
    const sent = await rows();
    expect(new Set(sent.map(({ sentAt }) => sentAt))).toEqual(new Set([at('09:15'), at('15:15')]));
  });

  it('gathers the same whether it looks after each reminder or once at the end', async () => {
    const notices = ['09:00', '09:05', '09:14', '09:16', '10:00'].map(
      (hour, index) => ({ ...reminder(AUTHORITY, index), at: at(hour) }) as NewNotice,
    );
    const play = async (looksOften: boolean): Promise<string[]> => {
      await stage.reset();
      for (const notice of notices) {
        await insert([notice]);
        if (looksOften) await gatherDigests(stage.db, notice.at);
      }
      await gatherDigests(stage.db, 'infinity');
      const all = await stage.db
        .selectFrom('message')
        .select(['template', 'subjectId', 'sendAfter', 'digestId'])
        .orderBy('businessAt')
        .orderBy('template')
        .execute();
      return all.map(
        ({ template, subjectId, sendAfter, digestId }) =>
          `${template} ${subjectId} ${sendAfter} ${digestId === null}`,
      );
    };
    const often = await play(true);
    expect(often.filter((line) => line.startsWith('digest'))).toHaveLength(1);
    expect(await play(false)).toEqual(often);
  });
});
