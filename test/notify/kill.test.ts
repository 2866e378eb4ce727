import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BACKENDS } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const PROCESS = fileURLToPath(new URL('./support/notifier-process.ts', import.meta.url));
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

  const startProcess = async (): Promise<ChildProcess> => {
    const settings = {
      databaseUrl: stage.test.url,
      redisUrl: stage.redisUrl,
      smtpUrl: stage.smtp.url,
      smsUrl: stage.sms.smsUrl,
      from: '<notice@example.gov.cn>',
      rehearsal: false,
      times: { sweepSeconds: 0.2, jobLockSeconds: 1 },
    };
    const started = spawn(process.execPath, [PROCESS, JSON.stringify(settings)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(started.stdout, 'data');
    return started;
  };

  it('loses nothing and sends nothing twice; what may have gone out is unknown', async () => {
    stage.smtp.behave(() => ({ acceptAfterMs: 40 })); // taken first, answered later: a kill falls in between
    await stage.insert(Array.from({ length: MESSAGES }, (_, index) => reminder(AUTHORITY, index)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const takenBefore = stage.smtp.taken.size;
      child = await startProcess();
      while (stage.smtp.taken.size < takenBefore + 15) await new Promise((next) => setTimeout(next, 3));
      child.kill('SIGKILL');
      await once(child, 'exit');
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
});
