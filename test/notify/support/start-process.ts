import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Stage } from './stage.ts';

const PROCESS = fileURLToPath(new URL('./notifier-process.ts', import.meta.url));

/** A notifier on the stage in a process of its own, once it is up. */
export const startProcess = async (stage: Stage, more: object = {}): Promise<ChildProcess> => {
  const settings = {
    databaseUrl: stage.test.url,
    redisUrl: stage.redisUrl,
    smtpUrl: stage.smtp.url,
    smsUrl: stage.sms.smsUrl,
    from: '<notice@example.gov.cn>',
    rehearsal: false,
    times: { sweepSeconds: 0.2, jobLockSeconds: 1 },
    ...more,
  };
  const started = spawn(process.execPath, [PROCESS, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(started.stdout, 'data');
  return started;
};

/** Ends it as a machine's end would. */
export const killHard = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};
