/** Finding again a process that an earlier run of ours left behind: its number alone proves nothing. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** True while a process with this number runs, whoever owns it; one that only waits to be reaped is dead. */
export function isAlive(pid: number): boolean {
  if (!isTaken(pid)) return false;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return !existsSync('/proc/self'); // no /proc: macOS
  }
}

/**
 * Waits until a dead process is reaped: to others, who only ask whether its number is taken, it lives until then.
 * @returns false where nobody reaps it in time, as in a container without an init
 */
export async function isReaped(pid: number, limitSeconds = 10): Promise<boolean> {
  const giveUpAt = Date.now() + limitSeconds * 1000;
  while (isTaken(pid)) {
    if (Date.now() > giveUpAt) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, its arguments parted by blanks; empty where it cannot be read. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    // no /proc: macOS
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/**
 * Stops a process of an earlier run, if `pid` is alive and its command line names `mark` (a path that only we
 * use); anything else is left alone. Waits until it is gone; kills after the time-out.
 */
export async function stopLeftover(
  pid: number,
  mark: string,
  signal: NodeJS.Signals = 'SIGTERM',
  timeoutSeconds = 15,
): Promise<boolean> {
  if (!isAlive(pid) || !commandLine(pid).includes(mark)) return false;
  process.kill(pid, signal);
  const killAt = Date.now() + timeoutSeconds * 1000;
  while (isAlive(pid)) {
    if (Date.now() > killAt) process.kill(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/** Stops every process whose command line names `mark`, except ourselves; see {@link stopLeftover}. */
export async function stopLeftoversOf(mark: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
  const pids = processIds().filter((pid) => pid !== process.pid && commandLine(pid).includes(mark));
  const stopped = await Promise.all(pids.map((pid) => stopLeftover(pid, mark, signal)));
  return stopped.filter(Boolean).length;
}

function processIds(): number[] {
  const names = existsSync('/proc/self')
    ? readdirSync('/proc')
    : execFileSync('ps', ['-axo', 'pid='], { encoding: 'utf8' }).split('\n');
  return names.map(Number).filter((pid) => Number.isInteger(pid) && pid > 1);
}
