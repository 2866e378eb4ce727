import { resolve } from 'node:path';
import pg from 'pg';
import type { CheckedInvariant } from '../../../cli/rehearse/invariants/check-year.ts';
import { CHECKS } from '../../../cli/rehearse/invariants/check-year.ts';
import { outcomeOf, type RehearsedYear } from '../../../cli/rehearse/invariants/invariant.ts';
import { defaultRehearsal } from '../../../cli/rehearse/options.ts';
import { databaseNameOf } from '../../../cli/rehearse/rehearsal-database.ts';
import { type RehearsalResult, rehearsalIdOf, runRehearsal } from '../../../cli/rehearse/run-rehearsal.ts';
import { openDatabase } from '../../../db/connect.ts';
import { DEFAULT_SCENARIO } from '../../../domain/rehearsal/scenario.ts';
import type { InvariantName } from '../../../domain/rehearsal/summary.ts';
import { loadTestEnvironment } from '../../../runtime/environment.ts';
import { dealtEvents } from '../../../workers/rehearsal-facts.ts';

export const YEAR = 2021;
const AUTHORITY_ID = 'pinglu';

const urlOf = (database: string): string => {
  const url = new URL(loadTestEnvironment().postgresUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** Rehearses the shipped plan's year on the run's own PostgreSQL; its database stays for the checks. */
export const rehearse = (seed: number): Promise<RehearsalResult> =>
  runRehearsal(
    { dataDir: resolve('.data'), cacheDir: resolve('.cache'), say: () => undefined, urlOf },
    { ...defaultRehearsal(), seed },
  );

/** Where a rehearsed year's facts stay. */
export const addressOf = (seed: number): string => urlOf(databaseNameOf(rehearsalIdOf(YEAR, seed)));

/** Reads the facts of a rehearsed year. */
export const withYear = async <T>(seed: number, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: addressOf(seed) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const asAdmin = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/**
 * Checks one invariant on a copy of the rehearsed facts that was tampered with behind the triggers' back.
 * @param breaking statements; none: the copy as it is
 */
export const checkBroken = async (
  seed: number,
  name: InvariantName,
  breaking: readonly string[],
): Promise<Omit<CheckedInvariant, 'name'>> => {
  const source = databaseNameOf(rehearsalIdOf(YEAR, seed));
  const copy = `broken_${name.replaceAll('-', '_')}`;
  await asAdmin(`drop database if exists "${copy}" with (force)`);
  await asAdmin(`create database "${copy}" template "${source}"`);
  const client = new pg.Client({ connectionString: urlOf(copy) });
  await client.connect();
  await client.query(`set session_replication_role = replica`);
  for (const statement of breaking) await client.query(statement);
  await client.end();
  const db = openDatabase(urlOf(copy), { max: 4 });
  try {
    const { byTask, unplaced } = await dealtEvents(db, AUTHORITY_ID, YEAR, DEFAULT_SCENARIO, seed);
    const year: RehearsedYear = {
      db,
      authorityId: AUTHORITY_ID,
      year: YEAR,
      seed,
      eventOf: byTask,
      unplaced: unplaced.map(({ kind }) => kind),
      amended: true,
    };
    return outcomeOf(await CHECKS[name](year));
  } finally {
    await db.destroy();
    await asAdmin(`drop database if exists "${copy}" with (force)`);
  }
};
