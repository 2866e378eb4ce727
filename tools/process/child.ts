/** Child processes that never outlive us: stopped in order by us, or by a guard if we are killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../runtime/environment.ts';

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Run as another account; only root may ask for this. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** Asks the program to end; the default is SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** After this long a program that was asked to end is killed. */
  readonly stopTimeoutSeconds?: number;
  /** Every line of its output. */
  readonly onLine?: (line: string) => void;
}

export interface Child {
  readonly pid: number;
  /** Settles when the program has ended, however it ended: its exit code or the signal. */
  readonly exited: Promise<number | NodeJS.Signals>;
  /** The last lines it wrote, for an error message. */
  lastLines(): string;
  /** Ends it: by the stop signal, and by force after the time-out. May be called twice. */
  stop(): Promise<void>;
}

const LAST_LINES_KEPT = 30;
const DEFAULT_STOP_TIMEOUT_SECONDS = 10;

/**
 * Starts a program in a process group of its own: Ctrl-C in a terminal then reaches us alone, and we stop the
 * parts in order instead of all of them dying at once.
 */
export function startChild(options: ChildOptions): Child {
  const stopSignal = options.stopSignal ?? 'SIGTERM';
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: childEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    ...options.account,
  });
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    if (lines.length > LAST_LINES_KEPT) lines.shift();
    options.onLine?.(line);
  };
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', onLine);
  const guard = child.pid === undefined ? undefined : startGuard(child.pid, stopSignal);
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    const settle = (how: number | NodeJS.Signals): void => {
      guard?.kill('SIGKILL'); // before its number can be given to somebody else's process
      resolve(how);
    };
    child.once('error', (error) => {
      onLine(error.message);
      settle(127);
    });
    child.once('exit', (code, signal) => settle(code ?? signal ?? 1));
  });
  return {
    pid: child.pid ?? 0,
    exited,
    lastLines: () => lines.join('\n'),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      child.kill(stopSignal);
      const timer = setTimeout(
        () => child.kill('SIGKILL'),
        (options.stopTimeoutSeconds ?? DEFAULT_STOP_TIMEOUT_SECONDS) * 1000,
      );
      await exited;
      clearTimeout(timer);
    },
  };
}

/**
 * A shell that waits for the end of a pipe we hold. The kernel closes the pipe when we die, even by kill -9,
 * and the guard then asks the child to end. Node has no parent-death signal of its own.
 */
function startGuard(pid: number, signal: NodeJS.Signals): ChildProcess | undefined {
  if (process.platform === 'win32') return undefined;
  const guard = spawn('sh', ['-c', `cat >/dev/null; kill -${signal.slice(3)} ${pid} 2>/dev/null`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => undefined); // without a guard the child is still stopped in the ordinary way
  guard.unref();
  (guard.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return guard;
}
