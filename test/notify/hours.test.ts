import { setTimeout as sleep } from 'node:timers/promises';
import { systemDoing } from '../../db/actor.ts';
import { changeSettings, loadSettings } from '../../db/authority.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { OFFICER } from './support/samples.ts';
import { AUTHORITY } from './support/stage.ts';
import { at, reminders, settle, timedStage } from './support/timed-stage.ts';

const on = timedStage();

describe('a message’s hours', () => {
  it('hold it back until they begin, by business time, and it goes out then', async () => {
    on.clockTo(at('21:00'));
    const notifier = await on.stage.notifier();
    await on.insert(reminders(1, at('21:00'), { channels: ['sms'], category: 'escalation' }));
    await settle();
    expect(await on.stage.states()).toEqual({ deferred: 1 });
    on.clockTo(at('07:29', '2021-04-27'));
    await settle();
    expect(await on.stage.states()).toEqual({ deferred: 1 });
    on.clockTo(at('07:30', '2021-04-27'));
    await notifier.drained();
    expect(await on.rows()).toMatchObject([{ state: 'sent', sentAt: at('07:30', '2021-04-27') }]);
  });

  it('end while a provider is away: the next try waits for the morning, after the holidays', async () => {
    // Friday the 30th; the five days of the First of May follow.
    const friday = '2021-04-30';
    on.clockTo(at('19:50', friday));
    on.stage.smtp.behave(() => ({ refuseAtRcpt: '451 later' }));
    await on.stage.notifier();
    await on.insert(reminders(1, at('19:50', friday), { expiresAt: null }));
    await settle();
    const [tried] = await on.rows();
    expect(tried?.attempts).toBeGreaterThan(0);
    on.clockTo(at('20:00', friday));
    await settle();
    const [held] = await on.rows();
    expect(held).toMatchObject({ state: 'deferred', sendAfter: at('07:00', '2021-05-06') });
    on.stage.smtp.behave(() => 'accept');
    for (const night of [at('23:00', friday), at('12:00', '2021-05-03'), at('06:59', '2021-05-06')]) {
      on.clockTo(night);
      await settle();
      expect((await on.rows())[0]).toMatchObject({ state: 'deferred', attempts: held?.attempts });
    }
    on.clockTo(at('07:00', '2021-05-06'));
    await on.untilStates({ sent: 1 });
  });

  it('are asked once more when a message that lay in a queue is begun', async () => {
    on.stage.smtp.behave(() => ({ acceptAfterMs: 400 }));
    on.clockTo(at('19:50'));
    await on.stage.notifier({ concurrency: 1 });
    await on.insert(
      reminders(12, at('19:50'), { expiresAt: null }).map((one, n) => ({
        ...one,
        recipient: { ...OFFICER, id: `o${n}` },
      })),
    );
    await sleep(600);
    on.clockTo(at('20:01'));
    await settle();
    on.stage.smtp.behave(() => 'accept');
    await settle();
    const states = await on.stage.states();
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
    const { version } = await loadSettings(on.stage.db, AUTHORITY);
    await on.stage.db
      .transaction()
      .execute((trx) =>
        changeSettings(trx, AUTHORITY, { settings, expectedVersion: version }, systemDoing('test', when)),
      );
  };

  it('hold for what waits already', async () => {
    await change(DEFAULT_SETTINGS, at('08:00'));
    on.clockTo(at('21:30'));
    await on.stage.notifier();
    await on.insert(reminders(1, at('21:30'), { channels: ['sms'], category: 'escalation' }));
    await settle();
    expect(await on.rows()).toMatchObject([{ state: 'deferred', sendAfter: at('07:30', '2021-04-27') }]);
    await change(windows({ from: '10:00', to: '22:00', days: 'every-day' }), at('21:30'));
    await on.untilStates({ sent: 1 });
    await change(DEFAULT_SETTINGS, at('21:31'));
  });
});
