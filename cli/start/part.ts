import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Child, startChild } from '../../tools/process/child.ts';
import type { Say } from '../rehearse/progress.ts';

/** One process of the live system, run by the same script as in a container. */
export interface PartOptions {
  readonly name: string;
  /** From the project's root. */
  readonly script: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Answers 200 when the process does its work. */
  readonly readyUrl: string;
  readonly logFile: string;
  readonly say: Say;
}

export interface RunningPart {
  /** Rejects when the part keeps ending by itself. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../..');
const READY_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 100;
const STOP_TIMEOUT_SECONDS = 25;
/** The pause doubles with every end in a row: what a part stands on may be away for minutes. */
const FIRST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 30;
/** A part that ran as long as this was well. */
const WELL_AFTER_MS = 60_000;
/** One that has not been well for so long has a reason that starting again does not mend. */
const GIVE_UP_AFTER_MS = 10 * 60_000;

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
};

const untilReady = async ({ name, readyUrl }: PartOptions, child: Child): Promise<void> => {
  let ended: number | NodeJS.Signals | undefined;
  void child.exited.then((how) => {
    ended = how;
  });
  const giveUpAt = Date.now() + READY_LIMIT_MS;
  while (!(await isReady(readyUrl))) {
    if (ended !== undefined || Date.now() > giveUpAt) {
      await child.stop();
      throw new Error(
        `${name}没有就绪（${ended === undefined ? '超时' : `已退出，${ended}`}）：\n${child.lastLines()}`,
      );
    }
    await wait(LOOK_EVERY_MS);
  }
};

/**
 * Starts a process and returns when it is ready. One that ends by itself later is started again: what it does is on
 * record in the database, so nothing is lost.
 * @throws where it does not become ready, with its last lines
 */
export const startPart = async (options: PartOptions): Promise<RunningPart> => {
  const { name, script, env, logFile, say } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile, { flags: 'a' });
  const spawn = (): Child =>
    startChild({
      command: process.execPath,
      args: [join(ROOT, script)],
      cwd: ROOT,
      env,
      stopTimeoutSeconds: STOP_TIMEOUT_SECONDS,
      onLine: (line) => log.write(`${line}\n`),
    });
  let child = spawn();
  let stopping = false;
  await untilReady(options, child);

  const keepAlive = async (): Promise<never> => {
    let startedAtMs = Date.now();
    let illSinceMs = Number.POSITIVE_INFINITY;
    let pauseSeconds = FIRST_PAUSE_SECONDS;
    for (;;) {
      const how = await child.exited;
      if (stopping) return new Promise<never>(() => undefined);
      const nowMs = Date.now();
      if (nowMs - startedAtMs > WELL_AFTER_MS) {
        illSinceMs = Number.POSITIVE_INFINITY;
        pauseSeconds = FIRST_PAUSE_SECONDS;
      }
      illSinceMs = Math.min(illSinceMs, nowMs);
      if (nowMs - illSinceMs > GIVE_UP_AFTER_MS) {
        throw new Error(`${name}反复退出（${how}），不能恢复：\n${child.lastLines()}`);
      }
      say(`${name}意外退出（${how}），${pauseSeconds} 秒后自动重新启动，不需要操作；日志见 ${logFile}`);
      await wait(pauseSeconds * 1_000);
      pauseSeconds = Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
      if (stopping) continue;
      startedAtMs = Date.now();
      child = spawn();
    }
  };
  const failed = keepAlive();
  failed.catch(() => undefined);
  return {
    failed,
    stop: async () => {
      stopping = true;
      await child.stop();
      log.end();
    },
  };
};
