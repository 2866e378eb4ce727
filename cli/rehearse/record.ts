import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { glob, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RehearsalSummary } from '../../domain/rehearsal/summary.ts';
import { commandLine } from '../../tools/process/owned-process.ts';
import type { RehearsalOptions } from './options.ts';

/** What is kept of a rehearsal beside its database. */
export interface RehearsalRecord {
  readonly rehearsalId: string;
  /** `interrupted` (中断): its process was killed, and its engine with it; it can only be run anew from its seed. */
  readonly state: 'running' | 'finished' | 'failed' | 'interrupted';
  /** What it was made of: {@link rehearsalKey}. */
  readonly key: string;
  readonly startedAt: string;
  readonly pid: number;
  readonly commandLine: string;
  readonly summary: RehearsalSummary | null;
}

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCES = [
  'domain',
  'db',
  'workflows',
  'activities',
  'notify',
  'tools/synthetic',
  'cli/rehearse',
  'data',
];

/** Everything that decides a rehearsal's outcome: the code, plan, answers, scenario, seed. */
export const rehearsalKey = async (options: RehearsalOptions): Promise<string> => {
  const hash = createHash('sha256');
  const paths: string[] = [];
  for await (const path of glob(
    SOURCES.map((folder) => `${folder}/**/*.{ts,json,txt}`),
    { cwd: ROOT },
  ))
    paths.push(path);
  for (const path of paths.sort()) hash.update(path).update(await readFile(join(ROOT, path)));
  for (const path of [options.planFile, options.answersFile]) {
    hash.update(path === null || !existsSync(path) ? '' : await readFile(path));
  }
  const { scenario, seed, year } = options;
  return hash.update(JSON.stringify({ scenario, seed, year })).digest('hex').slice(0, 32);
};

const fileOf = (dataDir: string, rehearsalId: string): string =>
  join(dataDir, 'rehearsal', `${rehearsalId}.json`);

const isRunning = ({ pid, commandLine: known }: RehearsalRecord): boolean =>
  known !== '' && commandLine(pid) === known;

/** The record of a rehearsal; one that says it runs, but whose process is gone, is 中断. */
export const readRecord = async (dataDir: string, rehearsalId: string): Promise<RehearsalRecord | null> => {
  try {
    const record = JSON.parse(await readFile(fileOf(dataDir, rehearsalId), 'utf8')) as RehearsalRecord;
    if (record.state !== 'running' || isRunning(record)) return record;
    const interrupted = { ...record, state: 'interrupted' as const };
    await writeRecord(dataDir, interrupted);
    return interrupted;
  } catch {
    // None yet, or one that a kill left half-written on a file system without atomic renames: as good as none.
    return null;
  }
};

/** Writes a record so that a kill leaves the old one or the new one, never half of one. */
export const writeRecord = async (dataDir: string, record: RehearsalRecord): Promise<void> => {
  const file = fileOf(dataDir, record.rehearsalId);
  const half = `${file}.${process.pid}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(half, `${JSON.stringify(record, null, 2)}\n`);
  await rename(half, file);
};

/**
 * Marks a rehearsal as 中断 when the process ends while it runs, by Ctrl-C too. A kill -9 leaves no time for that: then
 * the next {@link readRecord} sees it.
 * @returns takes the watch off
 */
export const markInterruptedAtExit = (dataDir: string, record: RehearsalRecord): (() => void) => {
  const mark = (): void =>
    writeFileSync(fileOf(dataDir, record.rehearsalId), JSON.stringify({ ...record, state: 'interrupted' }));
  process.once('exit', mark);
  return () => process.off('exit', mark);
};

export const newRecord = (rehearsalId: string, key: string): RehearsalRecord => ({
  rehearsalId,
  state: 'running',
  key,
  startedAt: new Date().toISOString(),
  pid: process.pid,
  commandLine: commandLine(process.pid),
  summary: null,
});
