import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const directories: string[] = [];

/** Writes a file of that name into a directory of its own; gives its path. */
export const scratchFile = async (name: string, content: string | Uint8Array): Promise<string> => {
  const directory = await mkdtemp(join(tmpdir(), 'plan-'));
  directories.push(directory);
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
};

/** Removes everything that {@link scratchFile} made. */
export const removeScratch = async (): Promise<void> => {
  await Promise.all(
    directories.splice(0).map((directory) => rm(directory, { recursive: true, force: true })),
  );
};
