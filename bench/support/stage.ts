/** What a benchmark runs on: an embedded PostgreSQL as a live system has it, a migrated database, a live engine. */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { type Database, openDatabase } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { type PostgresServer, startPostgres } from '../../tools/postgres/embedded.ts';
import { startLiveTemporal } from '../../tools/temporal/live.ts';
import { say } from './figure.ts';

export const NAMESPACE = 'default';

export interface DatabaseStage {
  readonly postgres: PostgresServer;
  readonly directory: string;
  readonly databaseUrl: string;
  readonly db: Kysely<Database>;
  stop(): Promise<void>;
}

export interface EngineStage extends DatabaseStage {
  readonly address: string;
  readonly client: Client;
  /** The engine's process; undefined where somebody else runs it. */
  readonly enginePid: number | undefined;
}

const DATABASE = 'bench';

/**
 * A fresh server and database of this run, removed at its end. Safe settings (fsync), as in a live system.
 * @param kept a name under which both stay for the next run
 */
export const setDatabaseStage = async (kept?: string): Promise<DatabaseStage> => {
  const directory = resolve('.data', kept ?? `bench-${process.pid}`);
  const postgres = await startPostgres({ dataDir: `${directory}/postgres`, log: say });
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [DATABASE]);
  if (rowCount === 0) await admin.query(`create database ${DATABASE}`);
  await admin.end();
  const databaseUrl = postgres.url(DATABASE);
  await migrateToLatest(databaseUrl);
  const db = openDatabase(databaseUrl, { max: 20, applicationName: 'bench' });
  return {
    postgres,
    directory,
    databaseUrl,
    db,
    stop: async () => {
      await db.destroy();
      await postgres.stop();
      if (kept !== undefined) return;
      for (const path of [directory, postgres.directory]) rmSync(path, { recursive: true, force: true });
    },
  };
};

/** The same with the live engine beside it. @param timeSkipping lets single workflows run ahead of the clock */
export const setEngineStage = async (timeSkipping = false): Promise<EngineStage> => {
  const stage = await setDatabaseStage();
  const { postgres, directory } = stage;
  const temporal = await startLiveTemporal({ postgres, dataDir: directory, timeSkipping, log: say });
  const connection = await Connection.connect({ address: temporal.address });
  return {
    ...stage,
    address: temporal.address,
    enginePid: temporal.pid,
    client: new Client({ connection, namespace: NAMESPACE }),
    stop: async () => {
      await connection.close();
      await temporal.stop();
      await stage.stop();
    },
  };
};
