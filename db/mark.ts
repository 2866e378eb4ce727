import type { Reader } from './actor.ts';
import { isSynthetic } from './authority.ts';
import { installationMode } from './installation.ts';

/** What is not real of what an authority's pages show; a rehearsal says already that nothing of it is. */
export const markOf = async (db: Reader, authorityId: string): Promise<'rehearsal' | 'synthetic' | null> => {
  if ((await installationMode(db)) === 'rehearsal') return 'rehearsal';
  return (await isSynthetic(db, authorityId)) ? 'synthetic' : null;
};
