import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { freePort } from '../../tools/process/free-port.ts';
import { BACKENDS, startBackend } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

describe.each(BACKENDS)('an outage with the queue on %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(() => stage.stop());
  beforeEach(() => stage.reset());

  const reminders = (count: number) =>
    Array.from({ length: count }, (_, index) => reminder(AUTHORITY, index));

  it('of PostgreSQL, all connections cut in mid-work, loses nothing and sends nothing twice', async () => {
    stage.smtp.behave(() => ({ acceptAfterMs: 20 }));
    const notifier = await stage.notifier({ times: { queuedGraceSeconds: 1, jobLockSeconds: 1 } });
    await stage.insert(reminders(60));
    while (stage.smtp.taken.size < 15) await sleep(5);
    const { rows } = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(stage.db);
    expect(rows.length).toBeGreaterThan(2);
    await notifier.drained({ timeoutSeconds: 45 });
    expect(await stage.states()).toEqual({ sent: 60 });
    expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
  });

  if (kind === 'redis') {
    it('of Redis leaves the messages in the outbox until there is one again, even an empty one', async () => {
      const port = await freePort();
      const first = await startBackend('redis', port);
      const notifier = await stage.notifier({ redisUrl: first?.url, times: { queuedGraceSeconds: 1 } });
      await stage.insert(reminders(1));
      await notifier.drained();

      await first?.stop();
      await stage.insert(reminders(21));
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
  }
});
