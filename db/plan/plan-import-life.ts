/** A plan file from its upload to its draft, or to being given up. */
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { reviewImport } from '../../domain/plan/import/review-import.ts';
import type { SourceLine } from '../../domain/plan/import/source.ts';
import { type Doing, jsonb } from '../actor.ts';
import { auditOf } from '../audit/audit-of.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import { getPlanImport } from './plan-imports.ts';

/** A file that was brought, with its lines as they were read. */
interface PlanFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly lines: readonly SourceLine[];
}

const audit = auditOf<'plan-import'>('plan-import');

/** Keeps a file as it came. @returns its id. @throws Refusal Forbidden; UnreadablePlan without a plan table */
export const savePlanImport = async (
  trx: Transaction<Database>,
  authorityId: string,
  { name, bytes, lines }: PlanFile,
  doing: Doing,
): Promise<string> => {
  await requireRole(trx, authorityId, doing.actor.id, ['drafter'], dateAt(doing.at));
  const { year, document, rows, doubts } = reviewImport(lines, []);
  const facts = {
    fileName: name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    byteSize: bytes.length,
    year,
    title: document.title,
    rowCount: rows.length,
    doubtCount: doubts.length,
  };
  const { id } = await trx
    .insertInto('planImport')
    .values({
      ...facts,
      authorityId,
      content: bytes,
      lines: jsonb(lines),
      state: 'open',
      importedBy: doing.actor.id,
      businessAt: doing.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await audit(trx, authorityId, 'plan-import.open', id, facts, doing);
  return id;
};

/** The file locked while it is open. @throws Refusal Forbidden, NotFound, WrongState */
export const openPlanImport = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  doing: Doing,
) => {
  await requireRole(trx, authorityId, doing.actor.id, ['drafter'], dateAt(doing.at));
  const found = await getPlanImport(trx, authorityId, id);
  const { state } = await trx
    .selectFrom('planImport')
    .select('state')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (state === 'open') return found;
  throw new Refusal(
    'WrongState',
    state === 'drafted' ? '该文件已形成计划草案，请在草案中修改。' : '该文件已放弃，请重新导入。',
  );
};

/** Ends the reading of a file: it became a draft, or is given up. */
export const endPlanImport = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  draftedVersion: number | null,
  doing: Doing,
): Promise<void> => {
  const state = draftedVersion === null ? 'discarded' : 'drafted';
  await trx
    .updateTable('planImport')
    .set({ state, draftedVersion })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  const data = draftedVersion === null ? {} : { version: draftedVersion };
  await audit(trx, authorityId, `plan-import.${state}`, id, data, doing);
};
