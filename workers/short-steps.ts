import type { Kysely } from 'kysely';
import { type Database, openDatabase } from '../db/connect.ts';

/** Steps at work at once; more would only wait for each other's processor. */
const AT_ONCE = 12;

/**
 * Connections for the steps of tasks, publications and orders: each reads and writes a few rows by their keys, thousands
 * of times with the same statements. So plans are kept, and made to read by index however short the tables are today.
 */
export const openForShortSteps = (databaseUrl: string): Kysely<Database> =>
  openDatabase(databaseUrl, {
    applicationName: 'temporal-steps',
    max: AT_ONCE,
    byIndex: true,
    interactive: true,
    onePlan: true,
  });
