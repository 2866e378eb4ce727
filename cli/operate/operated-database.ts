import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Refusal } from '../../domain/failure/failures.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { startPostgres } from '../../tools/postgres/embedded.ts';
import { LIVE_DATABASE } from '../start/live-database.ts';

/**
 * Gives the work the database that an operator means: that of DATABASE_URL, else the live one that `npm start` keeps in
 * DATA_DIR, whether it runs now or not.
 * @throws Refusal NotReady where there is neither
 */
export const withOperatedDatabase = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
  const { databaseUrl, dataDir } = loadConfig();
  if (databaseUrl !== undefined) return work(databaseUrl);
  const directory = join(resolve(dataDir), 'postgres');
  if (!existsSync(directory)) {
    throw new Refusal('NotReady', '没有可用的数据库：请用环境变量 DATABASE_URL 指定，或先运行 npm start。');
  }
  const server = await startPostgres({ dataDir: directory });
  try {
    return await work(server.url(LIVE_DATABASE));
  } finally {
    await server.stop();
  }
};
