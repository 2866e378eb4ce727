import type { ChildProcess } from 'node:child_process';
import pg from 'pg';
import { BACKENDS } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';
import { killHard, startProcess } from './support/start-process.ts';

const MESSAGES = 120;
const ROUNDS = 4;

describe.each(BACKENDS)('a notifier killed in mid-send with the queue on %s', (kind) => {
  let stage: Stage;
  let child: ChildProcess | null = null;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(async () => {
    child?.kill('SIGKILL');
    await stage.stop();
  });

  it('loses nothing and sends nothing twice; what may have gone out is unknown', async () => {
    stage.smtp.behave(() => ({ acceptAfterMs: 40 })); // taken first, answered later: a kill falls in between
    await stage.insert(Array.from({ length: MESSAGES }, (_, index) => reminder(AUTHORITY, index)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const takenBefore = stage.smtp.taken.size;
      child = await startProcess(stage);
      while (stage.smtp.taken.size < takenBefore + 15) await new Promise((next) => setTimeout(next, 3));
      await killHard(child);
    }
    expect((await stage.states())['sent'] ?? 0).toBeLessThan(MESSAGES);

    const survivor = await stage.notifier({
      clock: 'message-time',
      times: { queuedGraceSeconds: 1, leaseSeconds: 2, jobLockSeconds: 1 },
    });
    await survivor.drained({ timeoutSeconds: 45 });

    const rows = await stage.messages();
    expect(rows).toHaveLength(MESSAGES);
    for (const { id, state } of rows) {
      expect(['sent', 'unknown']).toContain(state);
      expect(stage.smtp.taken.get(id) ?? 0).toBeLessThanOrEqual(1);
      if (state === 'sent') expect(stage.smtp.taken.get(id)).toBe(1);
    }
    const unknown = rows.filter(({ state }) => state === 'unknown');
    expect(unknown.length).toBeGreaterThan(0);
    // At most what was in hand at each kill: one per SMTP connection.
    expect(unknown.length).toBeLessThanOrEqual(ROUNDS * 10);
  });

  it('sends each message once where the event loop is blocked for longer than lock and lease', async () => {
    await stage.reset();
    const blocked = await startProcess(stage, { blockMs: 5_000 });
    try {
      stage.smtp.behave(() => ({ acceptAfterMs: 150 }));
      await stage.insert(Array.from({ length: 60 }, (_, index) => reminder(AUTHORITY, 1_000 + index)));
      while (stage.smtp.taken.size < 5) await new Promise((next) => setTimeout(next, 3));
      blocked.kill('SIGUSR2');
      const other = await stage.notifier({
        clock: 'message-time',
        times: { queuedGraceSeconds: 1, leaseSeconds: 2, jobLockSeconds: 1 },
      });
      await other.drained({ timeoutSeconds: 45 });
      // What the blocked one had in hand is unknown by now, until it wakes and tells how its sends ended.
      for (let round = 0; round < 200 && (await stage.states())['sent'] !== 60; round += 1)
        await new Promise((next) => setTimeout(next, 100));
      expect(await stage.states()).toEqual({ sent: 60 });
      expect([...stage.smtp.taken.values()].filter((count) => count !== 1)).toEqual([]);
      const attempts = await stage.db.selectFrom('messageAttempt').select('attempt').execute();
      expect(attempts).toHaveLength(60);
    } finally {
      await killHard(blocked);
    }
  });

  it('between the commit of a business step and the queue loses nothing and sends nothing twice', async () => {
    await stage.reset();
    const doomed = await startProcess(stage);
    const goOn = await haltQueueStore(stage);
    try {
      await stage.insert(Array.from({ length: 40 }, (_, index) => reminder(AUTHORITY, 2_000 + index)));
      while ((await stage.states())['queued'] !== 40) await new Promise((next) => setTimeout(next, 20));
    } finally {
      await killHard(doomed);
      await goOn();
    }
    expect(stage.smtp.taken.size).toBe(0);
    const survivor = await stage.notifier({
      clock: 'message-time',
      times: { queuedGraceSeconds: 1, leaseSeconds: 2, jobLockSeconds: 1 },
    });
    await survivor.drained({ timeoutSeconds: 45 });
    expect(await stage.states()).toEqual({ sent: 40 });
    expect([...stage.smtp.taken.values()].filter((count) => count !== 1)).toEqual([]);
  });
});

/** From now on whoever adds a job waits for an answer. @returns what lets the store go on */
const haltQueueStore = async (stage: Stage): Promise<() => Promise<void>> => {
  const pid = stage.redisPid;
  if (pid !== undefined) {
    process.kill(pid, 'SIGSTOP');
    return async () => void process.kill(pid, 'SIGCONT');
  }
  const client = new pg.Client({ connectionString: stage.test.url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select format('bullmq.%I', tablename) as name from pg_tables where schemaname = 'bullmq'",
  );
  await client.query('begin');
  await client.query(`lock table ${rows.map(({ name }) => name).join()} in access exclusive mode`);
  return () => client.end();
};
