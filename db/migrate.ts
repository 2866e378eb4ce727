import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { createPool } from './connect.ts';
import { MIGRATIONS } from './migrations/index.ts';

/**
 * Brings the schema to the latest version over one direct connection: the migrator's lock belongs to a session,
 * so a transaction-mode pooler must not stand between.
 * @returns the names of the migrations that ran now
 * @throws the first migration's error; everything before it stays applied
 */
export const migrateToLatest = async (url: string): Promise<readonly string[]> => {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool: createPool(url, { max: 1, applicationName: 'inspection-migrate' }),
    }),
  });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return (results ?? [])
      .filter((result) => result.status === 'Success')
      .map((result) => result.migrationName);
  } finally {
    await db.destroy();
  }
};
