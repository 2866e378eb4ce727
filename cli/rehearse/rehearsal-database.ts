import type { Kysely } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../db/connect.ts';
import { setInstallationMode } from '../../db/installation.ts';
import { migrateToLatest } from '../../db/migrate.ts';

export interface RehearsalDatabase {
  readonly url: string;
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

/** Enough for what works at once; the server has room for far more. */
const CONNECTIONS = 24;

export const databaseNameOf = (rehearsalId: string): string =>
  `rehearsal_${rehearsalId.replaceAll('-', '_')}`;

/** Where a rehearsal's databases are made: an address for any database of that server, by an account that may. */
export type UrlOf = (database: string) => string;

/**
 * Makes the rehearsal's own database anew: what an earlier run of the same name left is dropped, for its engine was in
 * memory and cannot go on.
 */
export const openRehearsalDatabase = async (
  urlOf: UrlOf,
  rehearsalId: string,
): Promise<RehearsalDatabase> => {
  const name = databaseNameOf(rehearsalId);
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  try {
    await admin.query(`drop database if exists "${name}" with (force)`);
    await admin.query(`create database "${name}"`);
  } finally {
    await admin.end();
  }
  const url = urlOf(name);
  await migrateToLatest(url);
  const db = openDatabase(url, { max: CONNECTIONS, applicationName: 'inspection-rehearsal' });
  await setInstallationMode(db, 'rehearsal');
  return { url, db, close: () => db.destroy() };
};
