/** Running a program to its end, with its output kept for an error message. */
import { spawnSync } from 'node:child_process';
import { childEnvironment } from '../../runtime/environment.ts';
import { startChild } from './child.ts';
import { spentSince } from './seconds.ts';

/** What a program prints about its version, or undefined where this machine does not have it. */
export function versionOf(program: string, ...args: string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) return undefined;
  return `${stdout}\n${stderr}`.trim().split('\n')[0]?.trim() ?? '';
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For the progress line, in Chinese: what is going on, and about how long it takes on two cores. */
  readonly what: string;
  readonly expected: string;
  readonly log: (line: string) => void;
}

const PROGRESS_EVERY_MS = 5_000;

/**
 * Runs a program and says every few seconds that it still does.
 * @throws with the program's last lines where it fails.
 */
export async function run(program: string, args: readonly string[], options: RunOptions): Promise<void> {
  const startedAt = Date.now();
  let lastLine = '';
  options.log(`${options.what}（约需 ${options.expected}）……`);
  const child = startChild({
    command: program,
    args,
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.env !== undefined && { env: childEnvironment(options.env) }),
    onLine: (line) => {
      lastLine = line.trim();
    },
  });
  const progress = setInterval(
    () =>
      options.log(`${options.what}：已用 ${spentSince(startedAt)}，约需 ${options.expected}  ${lastLine}`),
    PROGRESS_EVERY_MS,
  );
  const stop = (): void => void child.stop();
  process.once('exit', stop);
  try {
    const ended = await child.exited;
    if (ended !== 0)
      throw new Error(`${options.what}：${program} 未能完成（${ended}）\n${child.lastLines()}`);
    options.log(`${options.what}：完成，用时 ${spentSince(startedAt)}`);
  } finally {
    clearInterval(progress);
    process.off('exit', stop);
  }
}
