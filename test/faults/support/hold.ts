/** Stops a step in the middle: it has written facts, waits for one table, and has committed nothing. */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

export interface Hold {
  /** Returns when a step of the worker waits for the table. @throws where none comes */
  untilCaught(): Promise<void>;
  release(): Promise<void>;
}

const LOOK_EVERY_MS = 20;
const LIMIT_MS = 240_000;

const connect = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString });
  // A server that is killed under it ends the hold, which is what was meant.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

/** @param adminUrl of another database on the same server, where one can look on */
export const holdTable = async (url: string, adminUrl: string, table: string): Promise<Hold> => {
  const holder = await connect(url);
  await holder.query('begin');
  // Reading goes on; whoever writes waits.
  await holder.query(`lock table ${table} in share mode`);
  const onlooker = await connect(adminUrl);
  const database = new URL(url).pathname.slice(1);
  const isCaught = async (): Promise<boolean> => {
    const { rowCount } = await onlooker.query(
      `select from pg_stat_activity where application_name = 'temporal-worker' and datname = $1
          and wait_event_type = 'Lock' and query ilike '%insert into%' and query ~ $2`,
      [database, `\\m${table}\\M`],
    );
    return rowCount !== 0;
  };
  return {
    untilCaught: async () => {
      const giveUpAt = Date.now() + LIMIT_MS;
      while (!(await isCaught())) {
        if (Date.now() > giveUpAt) throw new Error(`no step came to write ${table}`);
        await wait(LOOK_EVERY_MS);
      }
    },
    release: async () => {
      for (const client of [holder, onlooker]) await client.end().catch(() => undefined);
    },
  };
};

/** No new connection from now on, and the worker's own are cut. @returns lets everybody in again */
export const refuseWorker = async (url: string, adminUrl: string): Promise<() => Promise<void>> => {
  const admin = await connect(adminUrl);
  const database = new URL(url).pathname.slice(1);
  await admin.query(`alter database ${database} with allow_connections false`);
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = $1 and application_name = 'temporal-worker'`,
    [database],
  );
  return async () => {
    await admin.query(`alter database ${database} with allow_connections true`);
    await admin.end();
  };
};

/**
 * The first write of each of these tables fails as on a full disk, the ones after it pass.
 * @returns how many tables have refused so far
 */
export const refuseFirstWrites = async (
  url: string,
  tables: readonly string[],
): Promise<() => Promise<number>> => {
  const admin = await connect(url);
  // A sequence counts on although the transaction that drew from it is rolled back.
  for (const table of tables) await admin.query(`create sequence refused_${table} minvalue 0`);
  await admin.query(`
    create function refuse_first_write() returns trigger language plpgsql as $$
    begin
      if nextval('refused_' || tg_table_name) = 0 then
        raise exception 'no space left for %', tg_table_name using errcode = 'disk_full';
      end if;
      return null;
    end $$`);
  for (const table of tables) {
    await admin.query(`create trigger refuse_first_write before insert on ${table}
                         for each statement execute function refuse_first_write()`);
  }
  await admin.end();
  return async () => {
    const asking = await connect(url);
    const { rows } = await asking.query<{ count: number }>(
      `select count(*)::int from pg_sequences where sequencename like 'refused\\_%' and last_value is not null`,
    );
    await asking.end();
    return rows[0]?.count ?? 0;
  };
};
