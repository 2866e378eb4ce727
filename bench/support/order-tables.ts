/** The rows that both ways of drawing read and write: a frozen list of 15 rows, and who was drawn from it in what order. */
import { readFileSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { cpuSeconds } from './cpu-time.ts';

export const ROWS = 15;
/** Of every stratum, and as many again in reserve. */
export const PERCENT = 5;

type Db = Kysely<Database>;

/** @returns quota of every stratum */
export const makeListed = async (db: Db, units: number): Promise<ReadonlyMap<string, number>> => {
  await sql`create table listed (code text collate "C", stratum text collate "C", w integer not null,
                                 primary key (code, stratum))`.execute(db);
  await sql`insert into listed
            select 'org:911406' || lpad(n::text, 12, '0'), (n % ${sql.lit(ROWS)} + 1)::text, 1
              from generate_series(1, ${sql.lit(units)}) n`.execute(db);
  await sql`vacuum analyze listed`.execute(db);
  const { rows } = await sql<{ stratum: string; units: number }>`
    select stratum, count(*)::integer as units from listed group by stratum`.execute(db);
  return new Map(rows.map((row) => [row.stratum, Math.ceil((row.units * PERCENT) / 100)]));
};

/** An empty table of results, as `draw_entry` keeps them. */
export const emptyDrawn = async (db: Db): Promise<void> => {
  await sql`drop table if exists drawn`.execute(db);
  await sql`create table drawn (stratum text not null, position integer not null, code text not null,
                                ticket text not null, primary key (stratum, position))`.execute(db);
};

/** One pass over the list, sorted within each stratum. */
export const drawInOnePass = (db: Db): Promise<unknown> =>
  sql`insert into drawn
      select stratum, position, code, ticket::text from (
        select stratum, code, ticket, n, row_number() over (partition by stratum order by ticket) as position
          from (select stratum, code, random() as ticket, count(*) over (partition by stratum) as n from listed) t) o
       where position <= 2 * ceil(n * ${sql.lit(PERCENT)} / 100.0)`.execute(db);

/** As people write it: one `ORDER BY random() LIMIT` per stratum. */
export const drawStratumByStratum = async (db: Db, quotas: ReadonlyMap<string, number>): Promise<void> => {
  for (const [stratum, quota] of quotas) {
    await sql`insert into drawn
              select stratum, row_number() over (), code, ticket::text from (
                select stratum, code, random() as ticket from listed where stratum = ${stratum}
                 order by ticket limit ${sql.lit(2 * quota)}) t`.execute(db);
  }
};

/** Processor time of the server, its workers and all. */
export const serverCpuSeconds = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ directory: string }>`
    select setting as directory from pg_settings where name = 'data_directory'`.execute(db);
  const pid = readFileSync(`${rows[0]?.directory}/postmaster.pid`, 'utf8').split('\n')[0];
  return cpuSeconds(Number(pid));
};

export const countDrawn = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ drawn: number }>`select count(*)::integer as drawn from drawn`.execute(db);
  return rows[0]?.drawn ?? 0;
};
