import { join } from 'node:path';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { createFirstAccount, type FirstAccount } from '../../api/services/first-account.ts';
import { listAuthorities } from '../../db/authority.ts';
import { type Database, openDatabase } from '../../db/connect.ts';
import { setInstallationMode } from '../../db/installation.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { listPlans } from '../../db/plan/read-plan.ts';
import { dateAt, yearOf } from '../../domain/calendar/dates.ts';
import type { Config } from '../../runtime/environment.ts';
import { type PostgresServer, startPostgres } from '../../tools/postgres/embedded.ts';
import { loadSyntheticAuthority } from '../../tools/synthetic/load-authority.ts';
import type { Closing } from '../rehearse/backstage.ts';
import type { Say } from '../rehearse/progress.ts';
import { keepRunning, watchAddress } from './keep-running.ts';

const POSTGRES_PORT = 5432;

/** Name of the live system's own database on the embedded server. */
export const LIVE_DATABASE = 'inspection';
/** The live registers are invented too, until real ones are imported: always the same ones. */
const SYNTHETIC_SEED = 'live';

export interface LiveDatabase {
  readonly url: string;
  /** The embedded server; also keeps Temporal's own databases. */
  readonly server: PostgresServer;
  /** Rejects when the embedded server cannot be kept running. */
  readonly failed: Promise<never>;
}

const ensureDatabase = async (server: PostgresServer): Promise<void> => {
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [LIVE_DATABASE]);
    if (rowCount === 0) await admin.query(`create database "${LIVE_DATABASE}"`);
  } finally {
    await admin.end();
  }
};

/** The database of DATABASE_URL, else one on the embedded server; brought to the latest schema, for live use. */
export const openLiveDatabase = async (
  { databaseUrl }: Config,
  dataDir: string,
  say: Say,
  closing: Closing,
): Promise<LiveDatabase> => {
  const kept = await keepRunning<PostgresServer>({
    what: '数据库（PostgreSQL）',
    meanwhile: '其间网页和操作暂不可用，已提交的数据不会丢失',
    // At the same port: everybody goes on with the address that he has.
    start: (before) =>
      startPostgres({ dataDir: join(dataDir, 'postgres'), ...(before !== null && { port: before.port }) }),
    say,
  });
  closing.later(() => kept.stop());
  const server = kept.first;
  if (databaseUrl === undefined) await ensureDatabase(server);
  const url = databaseUrl ?? server.url(LIVE_DATABASE);
  await migrateToLatest(url);
  await withDatabase(url, (db) => setInstallationMode(db, 'live'));
  if (databaseUrl !== undefined) {
    const { hostname: host, port } = new URL(databaseUrl);
    const meanwhile = '其间网页和操作暂不可用，已提交的数据不会丢失';
    const watched = { what: '数据库', meanwhile, host, port: Number(port || POSTGRES_PORT) };
    closing.later(watchAddress(watched, say));
  }
  return { url, server, failed: kept.failed };
};

const withDatabase = async <T>(url: string, work: (db: Kysely<Database>) => Promise<T>): Promise<T> => {
  const db = openDatabase(url, { max: 2, applicationName: 'inspection-start' });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
};

export interface LiveAuthority {
  readonly id: string;
  readonly name: string;
  /** True where this start made it, with invented registers. */
  readonly isNew: boolean;
  /** A plan is in force. */
  readonly hasPlan: boolean;
  /** Null where somebody has a password of his own already. */
  readonly account: FirstAccount | null;
}

/** An installation without any authority gets the bureau of the shipped plan, and its first account. */
export const ensureAuthority = (url: string): Promise<LiveAuthority> =>
  withDatabase(url, async (db) => {
    const [known] = await listAuthorities(db);
    if (known === undefined) {
      await loadSyntheticAuthority(db, SYNTHETIC_SEED, { year: yearOf(dateAt(Date.now())) });
    }
    const [authority] = known === undefined ? await listAuthorities(db) : [known];
    if (authority === undefined) throw new Error('no authority was made');
    const { id, name } = authority;
    const hasPlan = (await listPlans(db, id)).some(({ currentVersion }) => currentVersion !== null);
    return { id, name, hasPlan, isNew: known === undefined, account: await createFirstAccount(db, id) };
  });
