import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tools/process/free-port.ts';
import { BACKENDS, startBackend } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const onRedis = BACKENDS.includes('redis') ? describe : describe.skip;

onRedis('an outage of Redis', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage('postgres');
  });
  afterAll(() => stage.stop());

  it('leaves the messages in the outbox and sends them when a Redis is back, even an empty one', async () => {
    const port = await freePort();
    const first = await startBackend('redis', port);
    const notifier = await stage.notifier({ redisUrl: first?.url, times: { queuedGraceSeconds: 1 } });
    await stage.insert([reminder(AUTHORITY, 0)]);
    await notifier.drained();

    await first?.stop();
    await stage.insert(Array.from({ length: 20 }, (_, index) => reminder(AUTHORITY, index + 1)));
    await sleep(2_000);
    const during = await stage.states();
    expect((during['created'] ?? 0) + (during['queued'] ?? 0)).toBe(20);

    const second = await startBackend('redis', port);
    try {
      await notifier.drained({ timeoutSeconds: 40 });
      expect(await stage.states()).toEqual({ sent: 21 });
      expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
    } finally {
      await notifier.stop();
      await second?.stop();
    }
  });
});
