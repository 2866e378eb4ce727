import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { createPool } from '../../../db/connect.ts';
import { MIGRATIONS } from '../../../db/migrations/index.ts';
import { loadTestEnvironment } from '../../../runtime/environment.ts';

/**
 * What becomes of an older release's rows: a database migrated up to `last`, filled, then brought up to date.
 * @param look reads what came of it
 */
export const migratedFrom = async (
  last: string,
  fill: (db: Kysely<unknown>) => Promise<unknown>,
  look: (db: Kysely<unknown>) => Promise<void>,
): Promise<void> => {
  const serverUrl = loadTestEnvironment().postgresUrl;
  const name = `from_${last}_${process.pid}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: createPool(url.href, { max: 1 }) }),
  });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
    await migrator.migrateTo(last);
    await fill(db);
    expect((await migrator.migrateToLatest()).error).toBeUndefined();
    await look(db);
  } finally {
    await db.destroy();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  }
};
