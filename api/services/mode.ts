import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type InstallationMode, installationMode } from '../../db/installation.ts';

/** Asks once: what a database was made for never changes. Null: not known, for it cannot be asked just now. */
export const modeReader = (db: Kysely<Database>): (() => Promise<InstallationMode | null>) => {
  let known: InstallationMode | null = null;
  return async () => {
    known ??= await installationMode(db).catch(() => null);
    return known;
  };
};
