import { setTimeout as sleep } from 'node:timers/promises';
import { setPaused, setWeight } from '../../db/delivery/switches.ts';
import { freePort } from '../../tools/process/free-port.ts';
import { BACKENDS } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { type ScriptedSmtp, startScriptedSmtp } from './support/scripted-smtp.ts';
import { AUTHORITY, type Stage, type StagedOptions, setStage } from './support/stage.ts';
import { attemptsBy, type Change, changesSince, countChanges, twoServers } from './support/two-servers.ts';

const FAULT = '451 local error in processing';
const BY_HAND = { reason: '合同到期', actor: '王五' };
/** The rules of production, at a speed that a test can wait for; a crowded machine alone is not slow. */
const FAST = {
  rules: { leastAttempts: 10, secondsBetweenFaultShifts: 0.4, quietSeconds: 4 },
  times: { watchSeconds: 0.1, faultWindowSeconds: 20, slowAnswerSeconds: 60, breakerFaults: 1_000 },
} satisfies StagedOptions;

describe.each(BACKENDS)('the choice between two servers with the queue on %s', (kind) => {
  let stage: Stage;
  let a: ScriptedSmtp;
  let b: ScriptedSmtp;
  let known = 0;
  let number = 0;
  beforeAll(async () => {
    [stage, a, b] = await Promise.all([setStage(kind), startScriptedSmtp(), startScriptedSmtp()]);
  });
  afterAll(() => Promise.all([stage.stop(), a.stop(), b.stop()]));
  beforeEach(async () => {
    await stage.reset();
    for (const server of [a, b]) {
      server.taken.clear();
      server.behave(() => 'accept');
    }
    known = await countChanges(stage);
  });

  const addresses = () => ({ a: a.url, b: b.url });
  const notifier = (options: StagedOptions = {}) =>
    stage.notifier({ providers: twoServers(stage, addresses()), ...options });
  const next = () => {
    number += 1;
    return reminder(AUTHORITY, number);
  };
  const insert = (count: number) => stage.insert(Array.from({ length: count }, () => next()));
  const weights = async () => {
    const rows = await stage.db
      .selectFrom('deliveryProvider')
      .where('id', 'in', ['smtp-a', 'smtp-b'])
      .select('weight')
      .orderBy('id')
      .execute();
    return rows.map(({ weight }) => weight);
  };
  const until = async (
    isSo: () => Promise<boolean>,
    meanwhile: () => Promise<unknown> = async () => undefined,
  ) => {
    for (let round = 0; round < 250; round += 1) {
      if (await isSo()) return;
      await meanwhile();
      await sleep(50);
    }
    throw new Error('it did not come about in time');
  };
  /** Steps of ten, first all down, then all up: a weight that turned twice would be flapping. */
  const expectOneSwing = (changes: readonly Change[]): void => {
    const steps = changes
      .filter((change) => change.provider === 'smtp-a' && change.kind === 'weight')
      .map(({ before, after }) => (after?.weight ?? 0) - (before?.weight ?? 0));
    const turn = steps.findIndex((step) => step > 0);
    expect(steps.slice(0, turn).every((step) => step === -10)).toBe(true);
    expect(steps.slice(turn).every((step) => step === 10)).toBe(true);
    expect(steps.reduce((sum, step) => sum + step, 0)).toBe(0);
  };

  it('follows the weights, and each message goes out once', async () => {
    const running = await notifier();
    await setWeight(stage.db, 'smtp-a', 10, BY_HAND);
    await insert(100);
    await running.drained();
    expect(a.taken.size + b.taken.size).toBe(100);
    expect(a.taken.size).toBeGreaterThan(3);
    expect(a.taken.size).toBeLessThan(35);
  });

  it('moves away from a server where most attempts fail, and comes back without swinging', async () => {
    a.behave((n) => (n % 4 < 3 ? { refuseAfterBody: FAULT } : 'accept'));
    const running = await notifier(FAST);
    await until(
      async () => ((await weights())[0] ?? 50) <= 30,
      () => insert(4),
    );
    expect((await weights())[1]).toBeGreaterThanOrEqual(70);
    a.behave(() => 'accept');
    await until(
      async () => (await weights()).join() === '50,50',
      () => insert(1),
    );
    await running.drained();
    const changes = await changesSince(stage, known);
    expectOneSwing(changes);
    expect(changes.find((change) => change.provider === 'smtp-a' && change.kind === 'weight')).toMatchObject({
      ...{ actor: 'system', reason: expect.stringMatching(/^错误 \d+\/\d+$/) },
      ...{ before: { weight: 50 }, after: { weight: 40 } },
    });
    expect((await stage.states())['failed']).toBeUndefined();
  }, 120_000);

  it('opens the breaker of a server that refuses connections, and closes it by a probe', async () => {
    const port = await freePort();
    const providers = twoServers(stage, { a: `smtp://127.0.0.1:${port}`, b: b.url });
    const running = await stage.notifier({
      providers,
      times: { watchSeconds: 0.1, openSeconds: 0.5, breakerFaults: 5 },
      rules: { quietSeconds: 900 },
    });
    await insert(60);
    await running.drained({ timeoutSeconds: 30 });
    expect(b.taken.size).toBe(60);
    const opened = await changesSince(stage, known);
    expect(opened.map(({ provider, kind: what }) => [provider, what])).toEqual([['smtp-a', 'opened']]);

    // Left alone: the probes of a second are all that goes there.
    const before = (await attemptsBy(stage))['smtp-a'] ?? 0;
    await insert(40);
    await running.drained();
    expect(((await attemptsBy(stage))['smtp-a'] ?? 0) - before).toBeLessThanOrEqual(4);

    const back = await startScriptedSmtp(port);
    try {
      await until(
        async () => (await changesSince(stage, known)).at(-1)?.kind === 'closed',
        () => insert(1),
      );
      await insert(60);
      await running.drained();
      expect(back.taken.size).toBeGreaterThan(10);
    } finally {
      await running.stop();
      await back.stop();
    }
  });

  it('keeps messages through an outage of every server without using up their attempts', async () => {
    const [one, two] = [await freePort(), await freePort()];
    const providers = twoServers(stage, { a: `smtp://127.0.0.1:${one}`, b: `smtp://127.0.0.1:${two}` });
    const running = await stage.notifier({
      providers,
      times: { watchSeconds: 0.1, openSeconds: 0.4, breakerFaults: 3 },
      // Two servers on trial every 0.4 s: some fifteen trials in the three seconds, which may all meet one message.
      retry: { maxAttempts: 20 },
    });
    await insert(40);
    await sleep(3_000);
    expect((await stage.states())['failed']).toBeUndefined();
    const back = await startScriptedSmtp(one);
    try {
      await running.drained({ timeoutSeconds: 30 });
      expect(await stage.states()).toEqual({ sent: 40 });
      expect(back.taken.size).toBe(40);
    } finally {
      await running.stop();
      await back.stop();
    }
  });

  it('takes the queued messages of a paused server back without an attempt; the other sends them', async () => {
    a.behave(() => ({ acceptAfterMs: 300 }));
    const running = await notifier({ providers: twoServers(stage, addresses(), { concurrency: 2 }) });
    await insert(60);
    await until(async () => ((await stage.states())['queued'] ?? 0) > 40);
    const returned = await setPaused(stage.db, { provider: 'smtp-a' }, true, BY_HAND);
    expect(returned).toBeGreaterThan(5);
    expect(await setPaused(stage.db, { provider: 'smtp-a' }, true, BY_HAND)).toBeNull();
    await running.drained();
    expect(await stage.states()).toEqual({ sent: 60 });
    expect(a.taken.size + b.taken.size).toBe(60);
    const attempts = await attemptsBy(stage);
    expect((attempts['smtp-a'] ?? 0) + (attempts['smtp-b'] ?? 0)).toBe(60);
    expect(await changesSince(stage, known)).toMatchObject([
      { provider: 'smtp-a', kind: 'paused', reason: '合同到期', actor: '王五' },
    ]);
  });

  it('holds everything of a paused channel, and lets what is over expire there', async () => {
    const running = await notifier();
    await setPaused(stage.db, { channel: 'email' }, true, BY_HAND);
    await stage.insert([
      { ...next(), channels: ['email', 'sms'] },
      { ...next(), expiresAt: null },
    ]);
    await until(async () => (await stage.states())['sent'] === 1);
    await sleep(500);
    expect(await stage.states()).toEqual({ created: 2, sent: 1 });
    stage.clock.set(Date.parse('2021-05-01T00:00:00Z'));
    await until(async () => (await stage.states())['failed'] === 1);
    await setPaused(stage.db, { channel: 'email' }, false, BY_HAND);
    await running.drained();
    expect(await stage.states()).toEqual({ failed: 1, sent: 2 });
    expect((await stage.messages()).find(({ state }) => state === 'failed')?.failureClass).toBe('expired');
  });

  it('sends what was queued for a server that the installation no longer has', async () => {
    a.behave(() => ({ acceptAfterMs: 300 }));
    const both = await notifier({ providers: twoServers(stage, addresses(), { concurrency: 1 }) });
    await insert(30);
    await sleep(300);
    await both.stop();
    const [, onlyB, gateway] = twoServers(stage, addresses());
    const rest = await stage.notifier({
      providers: [onlyB, gateway].filter((provider) => provider !== undefined),
      times: { queuedGraceSeconds: 1 },
    });
    await rest.drained({ timeoutSeconds: 20 });
    expect(await stage.states()).toEqual({ sent: 30 });
    expect(a.taken.size + b.taken.size).toBe(30);
  });
});
