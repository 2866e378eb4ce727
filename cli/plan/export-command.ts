import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Kysely } from 'kysely';
import { type Database, openDatabase } from '../../db/connect.ts';
import { planRowOf } from '../../db/plan/plan-rows.ts';
import { currentPlan, getPlan, type StoredPlan } from '../../db/plan/read-plan.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { planWorkbook } from '../../files/plan-workbook.ts';
import { withNamedDatabase } from '../draw/named-draw.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { namedAuthority } from '../operate/named-authority.ts';
import { parseWords, UsageError } from '../usage-error.ts';

interface Wanted {
  readonly year: number;
  /** The version in force where absent. */
  readonly version: number | undefined;
  /** The only one of the database where absent. */
  readonly authority: string | undefined;
}

const planOf = async (db: Kysely<Database>, wanted: Wanted): Promise<StoredPlan> => {
  const { year, version } = wanted;
  const authorityId = await namedAuthority(db, wanted.authority);
  if (version !== undefined) return getPlan(db, authorityId, year, version);
  const plan = await currentPlan(db, authorityId, year);
  if (plan !== null) return plan;
  throw new Refusal('NotFound', `没有已公布的 ${year} 年度计划；草案请用 --version 指定版次。`);
};

const writePlan = async (url: string, wanted: Wanted, path: string): Promise<number> => {
  const db = openDatabase(url, { max: 1, applicationName: 'inspection-plan' });
  try {
    const { rows } = await planOf(db, wanted);
    await writeFile(path, planWorkbook(rows.map(planRowOf)));
    return rows.length;
  } finally {
    await db.destroy();
  }
};

const OPTIONS = {
  out: { type: 'string' },
  version: { type: 'string' },
  authority: { type: 'string' },
  'database-url': { type: 'string' },
  rehearsal: { type: 'string' },
} as const;

/**
 * `plan export YEAR --out FILE.xlsx`: a stored plan as the table with its nine columns [R270], which `plan import` reads
 * back; 1 where there is none, with the reason. @throws UsageError
 */
export const exportCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, OPTIONS);
  const { out, version, authority, rehearsal, 'database-url': databaseUrl } = values;
  const [year, ...more] = positionals;
  if (year === undefined || !/^\d{4}$/u.test(year) || more.length > 0)
    throw new UsageError('请写明计划年度，例如 2021。');
  if (out === undefined || extname(out).toLowerCase() !== '.xlsx')
    throw new UsageError('请用 --out 指定要写出的文件，扩展名为 .xlsx。');
  if (version !== undefined && !/^[1-9]\d*$/u.test(version))
    throw new UsageError('--version 应为计划的版次，例如 1。');
  const wanted = {
    year: Number(year),
    version: version === undefined ? undefined : Number(version),
    authority,
  };
  try {
    const rows = await withNamedDatabase({ databaseUrl, rehearsal }, (url) => writePlan(url, wanted, out));
    io.stdout.write(`${year} 年度计划已写出，共 ${rows} 行：${out}\n`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
