import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrateToLatest } from '../../db/migrate.ts';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import { loadTestEnvironment } from '../../runtime/environment.ts';
import { typesAreCurrent } from '../../tools/db/schema-types.ts';

const serverUrl = loadTestEnvironment().postgresUrl;

/** Runs `work` on an empty database of its own. */
const onEmptyDatabase = async (work: (url: string) => Promise<void>): Promise<void> => {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await work(url.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
};

describe('the migrations', () => {
  it('apply to an empty database in the order of their names, and a second time change nothing', async () => {
    await onEmptyDatabase(async (url) => {
      expect(await migrateToLatest(url)).toEqual(Object.keys(MIGRATIONS).sort());
      expect(await migrateToLatest(url)).toEqual([]);
    });
  });

  it('run once when two processes start together', async () => {
    await onEmptyDatabase(async (url) => {
      const ran = await Promise.all([migrateToLatest(url), migrateToLatest(url)]);
      expect(ran.map((names) => names.length).sort()).toEqual([0, Object.keys(MIGRATIONS).length]);
    });
  });

  it('throw the error of a database that cannot be reached', async () => {
    const nowhere = new URL(serverUrl);
    nowhere.pathname = '/no_such_database';
    await expect(migrateToLatest(nowhere.href)).rejects.toThrow('no_such_database');
  });

  it('give exactly the generated types', async () => {
    expect(await typesAreCurrent(serverUrl)).toBe(true);
  });
});
