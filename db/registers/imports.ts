import { type Insertable, sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';

/** A file that was brought to a register, and what became of it. */
export type ImportRecord = Insertable<Database['registerImport']>;

/** One entry of the file laid against the register. */
export interface StagedRow {
  readonly line: number;
  readonly key: string;
  readonly title: string;
  readonly change: 'added' | 'changed' | 'unchanged';
  /** As the file was read; null where nothing is to be written. */
  readonly row: unknown;
  readonly before: Readonly<Record<string, string>> | null;
  readonly after: Readonly<Record<string, string>> | null;
}

/** @returns the import's id */
export const recordImport = async (
  trx: Transaction<Database>,
  {
    faults,
    hints,
    ...record
  }: Omit<ImportRecord, 'faults' | 'hints'> & {
    readonly faults: readonly unknown[];
    readonly hints: readonly string[];
  },
): Promise<string> => {
  const { id } = await trx
    .insertInto('registerImport')
    .values({
      ...record,
      faults: sql`${JSON.stringify(faults)}::jsonb`,
      hints: sql`${JSON.stringify(hints)}::jsonb`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

export const stageRows = async (
  trx: Transaction<Database>,
  authorityId: string,
  importId: string,
  rows: readonly StagedRow[],
): Promise<void> => {
  await sql`
    insert into register_import_row (authority_id, import_id, line, key, title, change, row, before, after)
    select ${authorityId}, ${importId}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(line integer, key text, title text, change text, row jsonb, before jsonb, after jsonb)`.execute(
    trx,
  );
};

/** How many entries of the file are new, changed and as they were, and how many of the register it does not name. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly missing: number;
}

export const setCounts = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  counts: ImportCounts,
): Promise<void> => {
  await trx
    .updateTable('registerImport')
    .set({ ...counts })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
};

const unknown = () => new Refusal('NotFound', '没有这次导入，请重新选择文件。');

const named = (db: Reader, authorityId: string) =>
  db
    .selectFrom('registerImport as i')
    .leftJoin('officer as u', (join) =>
      join.onRef('u.authorityId', '=', 'i.authorityId').onRef('u.id', '=', 'i.uploadedBy'),
    )
    .select([
      'i.id',
      'i.register',
      'i.fileName',
      'i.sha256',
      'i.byteSize',
      'i.state',
      'i.rowCount',
      'i.faultCount',
    ])
    .select(['i.faults', 'i.hints', 'i.added', 'i.changed', 'i.unchanged', 'i.missing', 'i.reason'])
    .select(['i.uploadedBy', 'u.name as uploadedByName', 'i.recordedAt', 'i.decidedAt'])
    .where('i.authorityId', '=', authorityId);

/** @throws Refusal NotFound */
export const getImport = (db: Reader, authorityId: string, id: string) =>
  named(db, authorityId).where('i.id', '=', id).executeTakeFirstOrThrow(unknown);

const NEWEST = 100;

/** Of all registers, the newest first. */
export const listImports = (
  db: Reader,
  authorityId: string,
  registers: readonly ImportRecord['register'][],
) =>
  named(db, authorityId)
    .where('i.register', 'in', registers)
    .orderBy('i.recordedAt', 'desc')
    .limit(NEWEST)
    .execute();

/** Rows of one kind of change, by line. */
export const importRows = (
  db: Reader,
  authorityId: string,
  id: string,
  {
    change,
    after,
    limit,
  }: { readonly change: StagedRow['change']; readonly after: number; readonly limit: number },
) =>
  db
    .selectFrom('registerImportRow')
    .select(['line', 'title', 'before', 'after', 'row', 'key'])
    .where('authorityId', '=', authorityId)
    .where('importId', '=', id)
    .where('change', '=', change)
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .execute();

/** Which of these keys the file names. */
export const keysNamed = async (
  db: Reader,
  authorityId: string,
  id: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('registerImportRow')
    .select('key')
    .where('authorityId', '=', authorityId)
    .where('importId', '=', id)
    .where(sql<boolean>`key = any(${[...keys]}::text[])`)
    .execute();
  return new Set(rows.map(({ key }) => key));
};

/** Locked; ready to be decided. @throws Refusal NotFound, WrongState */
export const lockImport = async (trx: Transaction<Database>, authorityId: string, id: string) => {
  const found = await trx
    .selectFrom('registerImport')
    .select([
      'register',
      'state',
      'fileName',
      'sha256',
      'rowCount',
      'added',
      'changed',
      'unchanged',
      'missing',
    ])
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(unknown);
  if (found.state === 'done') throw new Refusal('WrongState', '这次导入已经完成，不必重复确认。');
  if (found.state === 'discarded') throw new Refusal('WrongState', '这次导入已被放弃，请重新选择文件。');
  return found;
};

/** Decides an import; what its file said is not kept a second time. */
export const endImport = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  end: {
    readonly state: 'done' | 'discarded';
    readonly reason: string | null;
    readonly by: string;
    readonly at: string;
  },
): Promise<void> => {
  await trx
    .updateTable('registerImport')
    .set({ state: end.state, reason: end.reason, decidedBy: end.by, decidedAt: end.at })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await trx
    .deleteFrom('registerImportRow')
    .where('authorityId', '=', authorityId)
    .where('importId', '=', id)
    .execute();
};
