import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import type { EngineConnection } from './engine.ts';

export interface Readiness {
  readonly database: boolean;
  readonly migrations: boolean;
  readonly engine: boolean;
}

/** Whether every migration that this release knows is applied; false too where the table is not there yet. */
const isMigrated = async (db: Kysely<Database>): Promise<boolean> => {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const applied = new Set(rows.map(({ name }) => name));
  return Object.keys(MIGRATIONS).every((name) => applied.has(name));
};

const holds = (check: Promise<unknown>): Promise<boolean> =>
  check.then(
    (value) => value !== false,
    () => false,
  );

/** What the process needs to do its whole work. Without the engine it still answers reads, and says so. */
export const readiness = async (
  db: Kysely<Database>,
  temporal: EngineConnection | null,
): Promise<Readiness> => {
  const [database, migrations, engine] = await Promise.all([
    holds(sql`select 1`.execute(db)),
    holds(isMigrated(db)),
    temporal === null ? false : holds(temporal.reachable()),
  ]);
  return { database, migrations, engine };
};
