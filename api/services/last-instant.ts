import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { installationMode } from '../../db/installation.ts';

/**
 * The clock of a rehearsed year that is looked at after its end: it stands at the last thing that happened, else all
 * that the year left open would seem years overdue.
 * @throws where the database is not a rehearsal's: a live clock never stands
 */
export const lastInstant = async (db: Kysely<Database>): Promise<() => number> => {
  if ((await installationMode(db)) !== 'rehearsal') {
    throw new Error('REHEARSAL_VIEW is set, but the database is a live one; take it away');
  }
  const { at } = await db
    .selectFrom('auditEvent')
    .select((row) => row.fn.max('businessAt').as('at'))
    .executeTakeFirstOrThrow();
  const atMs = at === null ? Date.now() : Date.parse(String(at));
  return () => atMs;
};
