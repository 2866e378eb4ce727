/** A fresh, migrated database per test file, copied from a template that is migrated once per run. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { loadTestEnvironment } from '../../runtime/environment.ts';

const TEMPLATE = 'inspection_template';
/** Any number of our own: holds back the other jest workers while one makes the template. */
const TEMPLATE_LOCK = 7_301_842;

export interface TestDatabase {
  /** Connection address with user and password. */
  readonly url: string;
  readonly db: Kysely<Database>;
  /** Closes our connections and removes the database, whoever else is still connected. */
  drop(): Promise<void>;
}

/** A database of its own with every migration applied; ask for it in `beforeAll`, drop it in `afterAll`. */
export async function createTestDatabase(
  adminUrl = loadTestEnvironment().postgresUrl,
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount === 0) await makeTemplate(admin, adminUrl);
    await admin.query(`create database ${name} template ${TEMPLATE}`);
  });
  const url = urlOf(adminUrl, name);
  const db = openDatabase(url, { max: 10 });
  return {
    url,
    db,
    drop: async () => {
      await db.destroy();
      await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Migrated under another name first: a template that is there is a whole one. */
async function makeTemplate(admin: pg.Client, adminUrl: string): Promise<void> {
  const half = `${TEMPLATE}_half`;
  await admin.query(`drop database if exists ${half} with (force)`);
  await admin.query(`create database ${half}`);
  await migrateToLatest(urlOf(adminUrl, half));
  await admin.query(`alter database ${half} rename to ${TEMPLATE}`);
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function asAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end(); // lets go of the lock as well
  }
}
