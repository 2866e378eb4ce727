/** Temporal's own two databases on our PostgreSQL: made once, updated by Temporal's tool. */
import pg from 'pg';
import type { PostgresServer } from '../postgres/embedded.ts';
import { run } from '../process/run.ts';
import type { TemporalBinaries } from './server-build.ts';
import { DATABASE, VISIBILITY_DATABASE } from './server-config.ts';

const SCHEMAS = [
  { database: DATABASE, schema: 'postgresql/v12/temporal' },
  { database: VISIBILITY_DATABASE, schema: 'postgresql/v12/visibility' },
];

export async function ensureTemporalSchema(
  postgres: PostgresServer,
  binaries: TemporalBinaries,
  log: (line: string) => void,
): Promise<void> {
  for (const { database, schema } of SCHEMAS) {
    await createDatabase(postgres, database);
    const isNew = !(await hasVersionTable(postgres, database));
    const tool = (what: string, ...args: string[]): Promise<void> =>
      run(binaries.sql, ['--db', database, '--pl', 'postgres12_pgx', ...args], {
        // By the environment: arguments can be read by everyone on the machine.
        env: {
          SQL_HOST: postgres.host,
          SQL_PORT: String(postgres.port),
          SQL_USER: postgres.user,
          SQL_PASSWORD: postgres.password,
        },
        what: `${what}流程引擎的数据表 ${database}`,
        expected: '1 秒',
        log: isNew ? log : () => undefined,
      });
    if (isNew) await tool('建立', 'setup-schema', '-v', '0.0');
    await tool('升级', 'update-schema', '--schema-name', schema);
  }
}

async function createDatabase(postgres: PostgresServer, name: string): Promise<void> {
  await query(postgres, 'postgres', async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  });
}

/** Whether a server of ours kept workflows here. */
export const hasTemporalTables = async (postgres: PostgresServer): Promise<boolean> => {
  const isThere = await query(postgres, 'postgres', async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    return rowCount === 1;
  });
  return isThere && (await hasVersionTable(postgres, DATABASE));
};

const hasVersionTable = (postgres: PostgresServer, database: string): Promise<boolean> =>
  query(postgres, database, async (client) => {
    const { rows } = await client.query("select to_regclass('schema_version') is not null as there");
    return rows[0].there;
  });

/**
 * Forgets the servers of earlier runs: one that was killed stays in the list for a while, and a new server
 * would wait for it.
 */
export const forgetOldMembers = (postgres: PostgresServer): Promise<void> =>
  query(postgres, DATABASE, async (client) => {
    await client.query('delete from cluster_membership');
  });

async function query<T>(
  postgres: PostgresServer,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: postgres.url(database) });
  client.on('error', () => undefined); // the query in hand fails by itself
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
