import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { PreparingClient } from './prepared.ts';
import type { DB } from './types.ts';

export type Database = DB;

const DATE_OID = 1082;
const TIMESTAMPTZ_OID = 1184;
const INT8_OID = 20;

const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond what a number holds`);
  return value;
};

/** What the driver gives for each type: dates as YYYY-MM-DD, instants as RFC 3339 UTC, bigint as safe numbers. */
const parsers = new Map<number, (text: string) => unknown>([
  [DATE_OID, (text) => text],
  [TIMESTAMPTZ_OID, (text) => new Date(text).toISOString()],
  [INT8_OID, safeInteger],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ??
    pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

export interface DatabaseOptions {
  /** Connections in the pool. @default 10 */
  readonly max?: number;
  readonly applicationName?: string;
  /**
   * Reads no table from end to end where an index fits. For queues: a plan that is kept as long as its connection lives
   * (`prepared.ts`) was made while the tables were empty, and would go on reading them whole when they are long.
   * @default false
   */
  readonly byIndex?: boolean;
  /**
   * For a server whose many users ask small things all day: keeps the plan of any statement that a connection is asked
   * often (`prepared.ts`), and starts no workers for a single answer. @default false
   */
  readonly interactive?: boolean;
  /** Plans what is kept once for whatever values, in triggers too: for what is asked by keys alone. @default false */
  readonly onePlan?: boolean;
}

const INTERACTIVE = {
  keepsPlans: true,
  // So long a kept plan may have been made for tables that looked otherwise.
  maxLifetimeSeconds: 600,
};

export const createPool = (
  url: string,
  {
    max = 10,
    applicationName = 'inspection',
    byIndex = false,
    interactive = false,
    onePlan = false,
  }: DatabaseOptions = {},
): pg.Pool => {
  const settings = [
    ...(byIndex ? ['-c enable_seqscan=off'] : []),
    ...(interactive ? ['-c max_parallel_workers_per_gather=0'] : []),
    ...(onePlan ? ['-c plan_cache_mode=force_generic_plan'] : []),
  ];
  const pool = new pg.Pool({
    ...{ connectionString: url, max, types, application_name: applicationName },
    ...(settings.length > 0 ? { options: settings.join(' ') } : {}),
    ...(interactive ? INTERACTIVE : {}),
    Client: PreparingClient,
  } as pg.PoolConfig);
  // A restart of the server breaks idle connections; the pool makes new ones, so this is no reason to die.
  pool.on('error', () => undefined);
  // A connection in use is nobody's to the pool: between two queries of a transaction it would take the process down.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
};

/** Opens a pool with names in camelCase on this side and snake_case on the other; JSON columns keep their keys. */
export const openDatabase = (url: string, options?: DatabaseOptions): Kysely<Database> =>
  new Kysely<Database>({
    dialect: new PostgresDialect({ pool: createPool(url, options) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
