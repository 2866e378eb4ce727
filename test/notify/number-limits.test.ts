import { setTimeout as sleep } from 'node:timers/promises';
import type { NumberLimit } from '../../domain/notice/number-limits.ts';
import type { NewNotice } from '../../notify/outbox/insert-notices.ts';
import { BACKENDS } from './support/backends.ts';
import { OFFICER, reminder } from './support/samples.ts';
import { smsProvider } from './support/sms-notices.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const HOUR = 3_600;
const NUMBER = '13900000001';

describe.each(BACKENDS)('a provider that limits single numbers, with the queue on %s', (kind) => {
  let stage: Stage;
  let sent: { provider: string; to: string; at: number }[];
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(() => stage.stop());
  beforeEach(async () => {
    await stage.reset();
    sent = [];
  });

  const provider = (id: string, numberLimits: readonly NumberLimit[], more: object = {}) =>
    smsProvider(
      id,
      () => ({
        ...{ id, kind: 'test', channel: 'sms', batchSize: 10 },
        send: async (batch) =>
          batch.map(({ to, messageId }) => {
            sent.push({ provider: id, to, at: performance.now() });
            return { kind: 'sent', code: 'OK', answer: '', reference: messageId } as const;
          }),
        close: async () => undefined,
      }),
      { numberLimits, ...more },
    );
  const limit = (messages: number, withinSeconds: number): NumberLimit => ({
    ...{ messages, withinSeconds, sameNotice: false },
  });
  let written = 0;
  const toNumber = (phone: string, count: number): NewNotice[] =>
    Array.from({ length: count }, () => {
      written += 1;
      return {
        ...reminder(AUTHORITY, written),
        recipient: { ...OFFICER, id: `officer-${phone}`, phone },
        channels: ['sms'] as const,
      };
    });
  const untilStates = async (expected: Readonly<Record<string, number>>): Promise<void> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const states = await stage.states();
      if (Object.entries(expected).every(([state, count]) => states[state] === count)) break;
      await sleep(100);
    }
    expect(await stage.states()).toEqual(expected);
  };

  it('gets no more for a number than it allows; the rest waits in the outbox, says why, and goes out later', async () => {
    const withinSeconds = 4;
    await stage.insert([...toNumber(NUMBER, 5), ...toNumber('13900000002', 1)]);
    const notifier = await stage.notifier({ providers: [provider('one', [limit(2, withinSeconds)])] });
    await untilStates({ created: 3, sent: 3 });
    const waiting = (await stage.messages()).filter(({ state }) => state === 'created');
    for (const { attempts, failure } of waiting) {
      expect(attempts).toBe(0);
      expect(failure).toContain('流控');
    }
    await notifier.drained({ timeoutSeconds: 40 });
    expect(await stage.states()).toEqual({ sent: 6 });
    const times = sent.filter(({ to }) => to === NUMBER).map(({ at }) => at);
    expect(times).toHaveLength(5);
    // An attempt is written a moment before the provider is called.
    for (const [index, at] of times.entries())
      if (index >= 2) expect(at - (times[index - 2] ?? 0)).toBeGreaterThan((withinSeconds - 0.5) * 1_000);
  });

  it('leaves the rest to another that may carry it', async () => {
    await stage.insert(toNumber(NUMBER, 6));
    const notifier = await stage.notifier({
      providers: [provider('one', [limit(1, HOUR)]), provider('two', [], { restingWeight: 1 })],
    });
    await notifier.drained();
    expect(await stage.states()).toEqual({ sent: 6 });
    expect(sent.filter(({ provider: by }) => by === 'one').length).toBeLessThanOrEqual(1);
    expect(sent.filter(({ provider: by }) => by === 'two').length).toBeGreaterThanOrEqual(5);
  });

  it('is counted over all notifiers, with what waits in queues, and after a restart', async () => {
    const limited = () => [provider('one', [limit(3, HOUR)], { concurrency: 1 })];
    const both = await Promise.all([
      stage.notifier({ providers: limited() }),
      stage.notifier({ providers: limited() }),
    ]);
    await Promise.all(Array.from({ length: 12 }, () => stage.insert(toNumber(NUMBER, 1))));
    await untilStates({ created: 9, sent: 3 });
    for (const notifier of both) await notifier.stop();
    const next = await stage.notifier({ providers: limited() });
    await stage.insert(toNumber(NUMBER, 1));
    await stage.insert(toNumber('13900000003', 1));
    await untilStates({ created: 10, sent: 4 });
    await next.stop();
    expect(sent.filter(({ to }) => to === NUMBER)).toHaveLength(3);
  });
});
