import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Kysely } from 'kysely';
import { listAuthorities } from '../../db/authority.ts';
import { type Database, openDatabase } from '../../db/connect.ts';
import { readEvidence } from '../../db/draw/read-evidence.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { startPostgres } from '../../tools/postgres/embedded.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { withOperatedDatabase } from '../operate/operated-database.ts';
import { placeOf } from '../rehearse/place.ts';
import { databaseNameOf } from '../rehearse/rehearsal-database.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { writeDirectory } from './write-directory.ts';

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
const namedDraw = async (
  db: Kysely<Database>,
  given: string,
  authority: string | undefined,
): Promise<{ readonly authorityId: string; readonly drawId: string }> => {
  const slash = given.indexOf('/');
  const drawId = given.slice(slash + 1);
  const named = authority ?? (slash < 0 ? undefined : given.slice(0, slash));
  if (named !== undefined) return { authorityId: named, drawId };
  const [only, ...others] = await listAuthorities(db);
  if (only === undefined) throw new Refusal('NotFound', '数据库中没有实施主体。');
  if (others.length > 0) throw new UsageError('数据库中有多个实施主体，请用 --authority 指定其编号。');
  return { authorityId: only.id, drawId };
};

interface Wanted {
  readonly draw: string;
  readonly directory: string;
  readonly authority: string | undefined;
}

const exportFrom = async (url: string, { draw, directory, authority }: Wanted): Promise<string> => {
  const db = openDatabase(url, { max: 1, applicationName: 'inspection-export' });
  try {
    const evidence = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const { authorityId, drawId } = await namedDraw(trx, draw, authority);
        return readEvidence(trx, authorityId, drawId);
      });
    await writeDirectory(directory, evidence);
    return evidence.documents['announcement.json'].draw_no;
  } finally {
    await db.destroy();
  }
};

/** `draw export`: writes the evidence of a public draw as a new directory; 1 where it cannot be, with the reason. */
export const exportDraw = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, {
    authority: { type: 'string' },
    'database-url': { type: 'string' },
    rehearsal: { type: 'string' },
  });
  const [draw, directory, ...more] = positionals;
  if (draw === undefined || directory === undefined || more.length > 0)
    throw new UsageError('请指定抽取编号和要写出的目录。');
  const { 'database-url': given, rehearsal, authority } = values;
  if (given !== undefined && rehearsal !== undefined)
    throw new UsageError('--database-url 和 --rehearsal 只能用一个。');
  const work = (url: string): Promise<string> => exportFrom(url, { draw, directory, authority });
  try {
    const drawNo = await (rehearsal !== undefined
      ? withRehearsal(rehearsal, work)
      : given !== undefined
        ? work(given)
        : withOperatedDatabase(work));
    io.stdout.write(`抽取 ${drawNo} 的证据已写出。核验：npm run --silent cli -- draw verify ${directory}\n`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
