/**
 * Writes db/types.ts from the migrations; with `--check` it only compares, and fails on a difference.
 * It uses the server of DATABASE_URL (in a database of its own, removed afterwards), else an embedded one.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadConfig } from '../../runtime/environment.ts';
import { startPostgres } from '../postgres/embedded.ts';
import { generatedTypes, TYPES_FILE, typesAreCurrent } from './schema-types.ts';

const withServer = async (work: (url: string) => Promise<void>): Promise<void> => {
  const { databaseUrl } = loadConfig();
  if (databaseUrl !== undefined) return work(databaseUrl);
  // In a fresh clone nothing has made it yet.
  mkdirSync(resolve('.data'), { recursive: true });
  const directory = mkdtempSync(join(resolve('.data'), 'types-'));
  const server = await startPostgres({ dataDir: join(directory, 'postgres'), fast: true });
  try {
    await work(server.url('postgres'));
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
};

await withServer(async (url) => {
  if (!process.argv.includes('--check')) {
    writeFileSync(TYPES_FILE, await generatedTypes(url));
    console.log('[types] db/types.ts is written');
  } else if (await typesAreCurrent(url)) {
    console.log('[types] db/types.ts is what the migrations give');
  } else {
    console.error('[types] db/types.ts differs from the migrations; run: npm run db:types');
    process.exitCode = 1;
  }
});
