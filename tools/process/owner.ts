/** Who runs a server on a directory: the number and the command line, so that a reused number is seen. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './owned-process.ts';

interface Owner {
  readonly pid: number;
  readonly commandLine: string;
}

const ownerFile = (directory: string): string => join(directory, 'owner.json');

/** Says that this process runs what lies in the directory. */
export const writeOwner = (directory: string): void =>
  writeFileSync(
    ownerFile(directory),
    JSON.stringify({ pid: process.pid, commandLine: commandLine(process.pid) } satisfies Owner),
  );

/** True while the process that said so last is alive; it may be ourselves. */
export function ownerIsAlive(directory: string): boolean {
  try {
    const owner = JSON.parse(readFileSync(ownerFile(directory), 'utf8')) as Owner;
    return owner.commandLine !== '' && commandLine(owner.pid) === owner.commandLine;
  } catch {
    return false;
  }
}
