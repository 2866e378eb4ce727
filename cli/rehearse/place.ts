import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerIsAlive } from '../../tools/process/owner.ts';

/** A rehearsal's database can be looked at afterwards; of older ones the disk is given back. */
const KEPT = 3;

/** A rehearsal's own directory, so that two seeds can be rehearsed side by side. */
export const placeOf = (dataDir: string, rehearsalId: string): string =>
  join(dataDir, 'rehearsal', rehearsalId);

/** Makes the place. What the last few rehearsals left stays, what is older and not running is removed. */
export const placeFor = async (dataDir: string, rehearsalId: string): Promise<string> => {
  const root = join(dataDir, 'rehearsal');
  const place = placeOf(dataDir, rehearsalId);
  await mkdir(place, { recursive: true });
  const others = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== rehearsalId)
    .map(({ name }) => join(root, name));
  const aged = await Promise.all(others.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })));
  const old = aged.sort((a, b) => b.at - a.at).slice(KEPT - 1);
  for (const { path } of old) {
    if (!ownerIsAlive(join(path, 'postgres'))) await rm(path, { recursive: true, force: true });
  }
  return place;
};
