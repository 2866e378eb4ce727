/** db/types.ts as the migrations make it, on a scratch database of a server that is there. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrateToLatest } from '../../db/migrate.ts';

export const TYPES_FILE = resolve('db/types.ts');

/** Runs `work` with the address of a new, empty database beside the given one, and removes it afterwards. */
const withScratchDatabase = async <T>(serverUrl: string, work: (url: string) => Promise<T>): Promise<T> => {
  const name = `types_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return await work(url.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
};

/** The text db/types.ts should have, from the migrations as they are now. */
export const generatedTypes = (serverUrl: string): Promise<string> =>
  withScratchDatabase(serverUrl, async (url) => {
    await migrateToLatest(url);
    const directory = mkdtempSync(join(tmpdir(), 'types-'));
    const outFile = join(directory, 'types.ts');
    try {
      const generator = resolve('node_modules/kysely-codegen/dist/cli/bin.js');
      const codegenArguments = ['--config-file', 'db/codegen.json', '--url', url, '--out-file', outFile];
      await promisify(execFile)(process.execPath, [generator, ...codegenArguments]);
      return readFileSync(outFile, 'utf8');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

/** Whether db/types.ts is what the migrations give. */
export const typesAreCurrent = async (serverUrl: string): Promise<boolean> =>
  (await generatedTypes(serverUrl)) === readFileSync(TYPES_FILE, 'utf8');
