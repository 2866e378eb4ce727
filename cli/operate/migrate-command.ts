import { openDatabase } from '../../db/connect.ts';
import { setInstallationMode } from '../../db/installation.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { EnvironmentError, loadConfig } from '../../runtime/environment.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';

export const MIGRATE_USAGE = '用法：migrate\n  将 DATABASE_URL 的数据库升级到当前版本，并设定为正式运行\n';

/** The database that the environment names. @throws EnvironmentError */
const neededDatabaseUrl = (): string => {
  const { databaseUrl } = loadConfig();
  if (databaseUrl === undefined) {
    throw new EnvironmentError([
      'DATABASE_URL is not set; name the database, e.g. postgres://user:password@host:5432/inspection',
    ]);
  }
  return databaseUrl;
};

/** `migrate`: brings the deployment's database to the latest schema; doing it again changes nothing. */
export const runMigrateCommand = async (args: string[], io: CommandIo): Promise<number> => {
  if (args.length > 0) {
    io.stderr.write(MIGRATE_USAGE);
    return EXIT.usage;
  }
  const url = neededDatabaseUrl();
  const applied = await migrateToLatest(url);
  const db = openDatabase(url, { max: 1, applicationName: 'inspection-migrate' });
  try {
    await setInstallationMode(db, 'live');
  } finally {
    await db.destroy();
  }
  io.stdout.write(applied.length === 0 ? '数据库已是最新。\n' : `已升级：${applied.join('、')}\n`);
  return EXIT.ok;
};
