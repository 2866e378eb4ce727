/** Which draw of which database a command of an operator means. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { startPostgres } from '../../tools/postgres/embedded.ts';
import { namedAuthority } from '../operate/named-authority.ts';
import { withOperatedDatabase } from '../operate/operated-database.ts';
import { placeOf } from '../rehearse/place.ts';
import { databaseNameOf } from '../rehearse/rehearsal-database.ts';
import { UsageError } from '../usage-error.ts';

const REHEARSAL_ID = /^\d+-\d+$/;

/** The database of a kept rehearsal, brought up to what this release reads. @throws Refusal NotFound */
const withRehearsal = async <T>(id: string, work: (url: string) => Promise<T>): Promise<T> => {
  const dataDir = join(placeOf(resolve(loadConfig().dataDir), id), 'postgres');
  if (!REHEARSAL_ID.test(id) || !existsSync(dataDir))
    throw new Refusal('NotFound', `没有留存编号为“${id}”的演练；列出现有的：rehearsal list。`);
  const server = await startPostgres({ dataDir, fast: true });
  try {
    const url = server.url(databaseNameOf(id));
    await migrateToLatest(url);
    return await work(url);
  } finally {
    await server.stop();
  }
};

/** `<authority>/<draw>`, or the draw alone where the database serves one authority. */
export const namedDraw = async (
  db: Kysely<Database>,
  given: string,
  authority: string | undefined,
): Promise<{ readonly authorityId: string; readonly drawId: string }> => {
  const slash = given.indexOf('/');
  const drawId = given.slice(slash + 1);
  const named = authority ?? (slash < 0 ? undefined : given.slice(0, slash));
  return { authorityId: named ?? (await namedAuthority(db, undefined)), drawId };
};

/** Gives the work the address of the database that the options name; the live one where they name none. */
export const withNamedDatabase = <T>(
  {
    databaseUrl,
    rehearsal,
  }: { readonly databaseUrl: string | undefined; readonly rehearsal: string | undefined },
  work: (url: string) => Promise<T>,
): Promise<T> => {
  if (databaseUrl !== undefined && rehearsal !== undefined)
    throw new UsageError('--database-url 和 --rehearsal 只能用一个。');
  if (rehearsal !== undefined) return withRehearsal(rehearsal, work);
  return databaseUrl === undefined ? withOperatedDatabase(work) : work(databaseUrl);
};
