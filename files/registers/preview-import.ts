import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import {
  type ImportCounts,
  recordImport,
  type StagedRow,
  setCounts,
  stageRows,
} from '../../db/registers/imports.ts';
import { type AnyRegister, ONLINE_REGISTERS, type OnlineRegister } from './online.ts';
import { readInThread } from './read-in-thread.ts';
import { refuseSynthetic } from './refuse-synthetic.ts';
import type { Placed, Shown } from './register.ts';
import type { Fault } from './table.ts';

/** Rows of one statement. */
const CHUNK = 2_000;
/** Faults that are kept: whoever has more begins with these. */
const FAULTS_KEPT = 1_000;

export interface ImportFile {
  readonly name: string;
  readonly bytes: Buffer;
}

const sameShown = (one: Shown, other: Shown): boolean =>
  Object.keys(one).every((head) => one[head] === other[head]);

const stagedOf = (
  { holdings }: AnyRegister,
  { line, row }: Placed<unknown>,
  before: Shown | null,
): StagedRow => {
  const key = holdings.keyOf(row);
  const title = holdings.titleOf(row);
  const after = holdings.shown(row);
  if (before !== null && sameShown(after, before))
    return { line, key, title, change: 'unchanged', row: null, before: null, after: null };
  return { line, key, title, change: before === null ? 'added' : 'changed', row, before, after };
};

const stage = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  any: AnyRegister,
  rows: readonly Placed<unknown>[],
): Promise<ImportCounts> => {
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (let at = 0; at < rows.length; at += CHUNK) {
    const chunk = rows.slice(at, at + CHUNK);
    const held = await any.holdings.held(
      trx,
      authorityId,
      chunk.map(({ row }) => row),
    );
    const staged = chunk.map((placed) =>
      stagedOf(any, placed, held.get(any.holdings.keyOf(placed.row)) ?? null),
    );
    for (const { change } of staged) counts[change] += 1;
    await stageRows(trx, authorityId, id, staged);
  }
  const held = await any.holdings.count(trx, authorityId);
  return { ...counts, missing: held - counts.changed - counts.unchanged };
};

/** A column that a file lacks is empty in every row: who only left it out must hear what that does. */
const absentHint = (absent: readonly string[]): string[] =>
  absent.length === 0
    ? []
    : [
        `文件没有“${absent.join('”“')}”列，写入后已登记条目的这些内容会被清空。不想清空的，请先导出名录，在导出的文件上修改后再导入。`,
      ];

const byPlace = (one: Fault, other: Fault): number => one.line - other.line;

/**
 * Reads a file and lays it against the register: every fault by row and column, or what would be new, changed, as it
 * was, and what the file does not name. Nothing of the register changes.
 * @returns the import's id
 * @throws Refusal InvalidInput where the file cannot be read, WrongState for an authority of the generator
 */
export const previewImport = async (
  db: Kysely<Database>,
  authorityId: string,
  register: OnlineRegister,
  { name, bytes }: ImportFile,
  doing: Doing,
): Promise<string> => {
  await refuseSynthetic(db, authorityId);
  const any = ONLINE_REGISTERS[register];
  const read = await readInThread(register, name, bytes);
  return db.transaction().execute(async (trx) => {
    const faults = [...read.faults, ...(await any.register.check(trx, authorityId, read.rows))].sort(byPlace);
    const record = {
      authorityId,
      register,
      fileName: name,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      byteSize: bytes.length,
      state: faults.length > 0 ? ('faulty' as const) : ('ready' as const),
      rowCount: read.rows.length,
      faultCount: faults.length,
      faults: faults.slice(0, FAULTS_KEPT),
      hints:
        faults.length > 0
          ? []
          : [
              ...absentHint(read.absent),
              ...((await any.register.hints?.(trx, authorityId, read.rows)) ?? []),
            ],
      uploadedBy: doing.actor.id,
      businessAt: doing.at,
    };
    const id = await recordImport(trx, record);
    if (faults.length === 0)
      await setCounts(trx, authorityId, id, await stage(trx, authorityId, id, any, read.rows));
    await appendAudit(trx, {
      ...doing,
      authorityId,
      action: 'register.preview',
      subjectKind: 'register-import',
      subjectId: id,
      data: { register, file: name, sha256: record.sha256, rows: record.rowCount, faults: faults.length },
    });
    return id;
  });
};
