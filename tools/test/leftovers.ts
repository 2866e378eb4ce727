import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive } from '../process/owned-process.ts';

const TEST_DIRECTORY = /^test-(\d+)$/;

/** Removes the directories of test runs that were killed; a run that is alive keeps its own. */
export function removeLeftovers(dataRoot: string): void {
  if (!existsSync(dataRoot)) return;
  for (const name of readdirSync(dataRoot)) {
    const pid = Number(TEST_DIRECTORY.exec(name)?.[1] ?? 0);
    if (pid === 0 || pid === process.pid) continue;
    if (isAlive(pid) && commandLine(pid).includes('run-tests')) continue;
    rmSync(join(dataRoot, name), { recursive: true, force: true });
  }
}
