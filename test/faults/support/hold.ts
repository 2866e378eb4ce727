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
