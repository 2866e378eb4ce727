import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { placeOf } from './place.ts';

/** Ids (`2021-1`) of the rehearsals whose database is still there, sorted; none where nothing was rehearsed yet. */
export const keptRehearsals = async (dataDir: string): Promise<string[]> => {
  const names = await readdir(join(dataDir, 'rehearsal')).catch(() => []);
  return names.filter((id) => existsSync(join(placeOf(dataDir, id), 'postgres'))).sort();
};
