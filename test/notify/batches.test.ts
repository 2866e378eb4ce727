import type { Outcome } from '../../notify/delivery/outcome.ts';
import type { OutgoingSms, SmsProvider } from '../../notify/providers/provider.ts';
import type { ConfiguredProvider } from '../../notify/providers/providers-file.ts';
import { providersOfUrls } from '../../notify/providers/providers-of-urls.ts';
import { BACKENDS } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

interface Call {
  readonly at: number;
  readonly batch: readonly OutgoingSms[];
}

describe.each(BACKENDS)('a provider that takes batches, with the queue on %s', (kind) => {
  let stage: Stage;
  let calls: Call[];
  let answer: (sms: OutgoingSms) => Outcome;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(() => stage.stop());
  beforeEach(async () => {
    await stage.reset();
    calls = [];
    answer = ({ messageId }) => ({ kind: 'sent', code: 'OK', answer: '', reference: `r-${messageId}` });
  });

  const batching = (ratePerSecond: number | null): ConfiguredProvider[] => {
    const [email] = providersOfUrls({ smtpUrl: stage.smtp.url, smsUrl: stage.sms.smsUrl });
    const sms: ConfiguredProvider = {
      ...{
        id: 'batching',
        kind: 'aliyun',
        channel: 'sms',
        restingWeight: 100,
        ratePerSecond,
        concurrency: 4,
      },
      open: (): SmsProvider => ({
        ...{ id: 'batching', kind: 'aliyun', channel: 'sms', batchSize: 10 },
        send: async (batch) => {
          calls.push({ at: performance.now(), batch });
          return batch.map(answer);
        },
        close: async () => undefined,
      }),
    };
    return email === undefined ? [sms] : [email, sms];
  };
  const insert = (count: number, from = 0, more: object = {}) =>
    stage.insert(
      Array.from({ length: count }, (_, index) => ({
        ...reminder(AUTHORITY, from + index),
        channels: ['sms'] as const,
        ...more,
      })),
    );
  const notifier = (rate: number | null = null) => stage.notifier({ providers: batching(rate) });

  it('gets messages of one notice together, urgent ones alone, and each once', async () => {
    await insert(25);
    await insert(3, 100, { lane: 'urgent' });
    const running = await notifier();
    await running.drained();
    expect(await stage.states()).toEqual({ sent: 28 });
    const sizes = calls.map(({ batch }) => batch.length).sort((a, b) => a - b);
    expect(sizes).toEqual([1, 1, 1, 5, 10, 10]);
    const ids = calls.flatMap(({ batch }) => batch.map(({ messageId }) => messageId));
    expect(new Set(ids).size).toBe(28);
    expect(calls[0]?.batch[0]?.notice).toMatchObject({ code: 'reminder.visit', audience: 'officer' });
  });

  it('that takes some of a batch and refuses others has each end of its own', async () => {
    const failing = new Set<string>();
    answer = ({ messageId }) => {
      if (failing.size < 3) failing.add(messageId);
      return failing.has(messageId)
        ? { kind: 'permanent', code: 'isv.MOBILE_NUMBER_ILLEGAL', answer: '号码错误', isProviderFault: false }
        : { kind: 'sent', code: 'OK', answer: '', reference: `r-${messageId}` };
    };
    await insert(12);
    const running = await notifier();
    await running.drained();
    expect(await stage.states()).toEqual({ sent: 9, failed: 3 });
    const rows = await stage.db.selectFrom('message').select(['id', 'state', 'providerReference']).execute();
    for (const { id, state, providerReference } of rows) {
      expect(state).toBe(failing.has(id) ? 'failed' : 'sent');
      expect(providerReference).toBe(failing.has(id) ? null : `r-${id}`);
    }
  });

  it('is never asked for more than its rate, and rests as long as it asks to', async () => {
    let first = true;
    answer = ({ messageId }) => {
      if (!first) return { kind: 'sent', code: 'OK', answer: '', reference: `r-${messageId}` };
      first = false;
      return {
        kind: 'temporary',
        code: '429',
        answer: 'slow down',
        retryAfterMs: 700,
        isProviderFault: false,
      };
    };
    const running = await notifier(60);
    await insert(1);
    await running.drained();
    expect(calls).toHaveLength(2);
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThan(690);

    calls = [];
    await insert(100, 10);
    await running.drained();
    expect(await stage.states()).toEqual({ sent: 101 });
    const within = calls.map(({ at }) =>
      calls
        .filter((call) => call.at >= at && call.at < at + 1_000)
        .reduce((sum, { batch }) => sum + batch.length, 0),
    );
    // A batch counts from its first slot: at most one of them hangs over.
    expect(Math.max(...within)).toBeLessThanOrEqual(60 + 10);
  });
});
