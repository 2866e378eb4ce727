import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tools/process/free-port.ts';
import { BACKENDS, startBackend } from '../notify/support/backends.ts';
import { reminder } from '../notify/support/samples.ts';
import { AUTHORITY, type Stage, setStage } from '../notify/support/stage.ts';

const AWAY_MS = 300_000;
const BEFORE = 40;
const MEANWHILE = 200;
/** Of the outage, between two commits. */
const EVERY_MS = 1_000;
const RECOVERED_WITHIN_SECONDS = 35;
const LIMIT_MS = AWAY_MS + 120_000;

const withRedis = BACKENDS.includes('redis') ? describe : describe.skip;

withRedis('Redis away for five minutes, and empty when it is back', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage('postgres');
  });
  afterAll(() => stage.stop());

  it(
    'keeps every message in the outbox and sends each once when it is back, by itself',
    async () => {
      const port = await freePort();
      const first = await startBackend('redis', port);
      const notifier = await stage.notifier({ redisUrl: first?.url });
      const insert = (from: number, count: number) =>
        stage.insert(Array.from({ length: count }, (_, index) => reminder(AUTHORITY, from + index)));
      await insert(0, BEFORE);
      await notifier.drained();

      const goneAt = Date.now();
      await first?.stop();
      for (let written = 0; Date.now() - goneAt < AWAY_MS; written += 1) {
        if (written < MEANWHILE) await insert(BEFORE + written, 1);
        await sleep(EVERY_MS);
      }
      expect((await stage.states())['sent']).toBe(BEFORE);
      const second = await startBackend('redis', port);
      const backAt = Date.now();
      try {
        await notifier.drained({ timeoutSeconds: RECOVERED_WITHIN_SECONDS });
        process.stderr.write(`Redis is back: everything sent after ${Date.now() - backAt} ms\n`);
        expect(await stage.states()).toEqual({ sent: BEFORE + MEANWHILE });
        expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
      } finally {
        await notifier.stop();
        await second?.stop();
      }
    },
    LIMIT_MS,
  );
});
