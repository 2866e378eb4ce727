import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { startPostgres } from '../../tools/postgres/embedded.ts';
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

    it.each([3, 10])(
      'of %i s of Redis that does not answer, but is there, is over by itself',
      async (away) => {
        stage.smtp.behave(() => ({ acceptAfterMs: 20 }));
        const notifier = await stage.notifier({ times: { queuedGraceSeconds: 1, jobLockSeconds: 2 } });
        await stage.insert(reminders(20));
        while (stage.smtp.taken.size < 5) await sleep(5);
        const pid = stage.redisPid ?? 0;
        process.kill(pid, 'SIGSTOP');
        try {
          await stage.insert(reminders(40));
          await sleep(away * 1_000);
        } finally {
          process.kill(pid, 'SIGCONT');
        }
        await notifier.drained({ timeoutSeconds: 35 });
        expect(await stage.states()).toEqual({ sent: 40 });
        expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
      },
    );

    it('of Redis, every connection killed, is over by itself', async () => {
      const redis = new Redis(stage.redisUrl ?? '');
      try {
        const notifier = await stage.notifier({ times: { queuedGraceSeconds: 1, jobLockSeconds: 2 } });
        await stage.insert(reminders(40));
        for (let round = 0; round < 5; round += 1) {
          await sleep(100);
          await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        }
        await stage.insert(reminders(80));
        await notifier.drained({ timeoutSeconds: 35 });
        expect(await stage.states()).toEqual({ sent: 80 });
        expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
      } finally {
        redis.disconnect();
      }
    });

    it('of Redis, full and evicting nothing, leaves the messages in the outbox until there is room', async () => {
      const redis = new Redis(stage.redisUrl ?? '');
      try {
        const notifier = await stage.notifier({ times: { queuedGraceSeconds: 1, jobLockSeconds: 2 } });
        await stage.insert(reminders(5));
        await notifier.drained();
        await redis.config('SET', 'maxmemory', '1');
        await stage.insert(reminders(40));
        await sleep(2_000);
        const during = await stage.states();
        expect(during['created']).toBeGreaterThan(0);
        expect(during).toMatchObject({ sent: 5 });
        await redis.config('SET', 'maxmemory', '0');
        await notifier.drained({ timeoutSeconds: 35 });
        expect(await stage.states()).toEqual({ sent: 40 });
        expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
      } finally {
        await redis.config('SET', 'maxmemory', '0');
        redis.disconnect();
      }
    });
  }
});

describe.each(BACKENDS)('a PostgreSQL that is started again, with the queue on %s', (kind) => {
  it('is listened to again within ten seconds', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'restarted-'));
    const port = await freePort();
    const start = () => startPostgres({ dataDir, port, fast: true });
    let server = await start();
    const stage = await setStage(kind, server.url('postgres'));
    try {
      // The next sweep is an hour away: only NOTIFY carries a message.
      const notifier = await stage.notifier({ times: { sweepSeconds: 3_600 } });
      await stage.insert([reminder(AUTHORITY, 1)]);
      await notifier.drained();
      await server.stop();
      await sleep(1_000);
      server = await start();
      const upAt = Date.now();
      const again = async (): Promise<unknown> =>
        stage.insert([reminder(AUTHORITY, 2)]).catch(() => sleep(100).then(again));
      await again();
      await notifier.drained({ timeoutSeconds: 10 });
      expect(Date.now() - upAt).toBeLessThan(10_000);
      expect(await stage.states()).toEqual({ sent: 2 });
    } finally {
      await stage.stop();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
