/** Processor time of processes and their children, by /proc: tells who works, whatever else the machine does. */
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;

interface Times {
  readonly name: string;
  readonly parent: number;
  readonly seconds: number;
}

/** Fields 4 (parent), 14 to 17 (own and reaped children's times) of /proc/<pid>/stat; the name may hold blanks. */
const timesOf = (pid: string): Times | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.split(') ').at(-1)?.split(' ') ?? [];
    const name = /\((.*)\)/.exec(text)?.[1] ?? '';
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return { name, parent: Number(fields[1]), seconds: ticks / TICKS_PER_SECOND };
  } catch {
    return null; // ended meanwhile, or no /proc
  }
};

/** A process and its living descendants. */
const familyOf = (pid: number): Times[] => {
  const all = new Map<number, Times>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const times = timesOf(name);
    if (times !== null) all.set(Number(name), times);
  }
  const within = (each: number): boolean => {
    for (let at: number | undefined = each; at !== undefined && at > 1; at = all.get(at)?.parent)
      if (at === pid) return true;
    return false;
  };
  return [...all].filter(([each]) => within(each)).map(([, times]) => times);
};

/** Seconds of processor time that a process and its living descendants have used. */
export const cpuSeconds = (pid: number): number =>
  familyOf(pid).reduce((sum, { seconds }) => sum + seconds, 0);

/** The same by the name of the program, `postgres 9, redis-server 3`; most first. */
export const cpuByProgram = (pid: number): string => {
  const sums = new Map<string, number>();
  for (const { name, seconds } of familyOf(pid)) sums.set(name, (sums.get(name) ?? 0) + seconds);
  return [...sums]
    .filter(([, seconds]) => seconds >= 1)
    .sort(([, a], [, b]) => b - a)
    .map(([name, seconds]) => `${name} ${seconds.toFixed(0)}`)
    .join(', ');
};
