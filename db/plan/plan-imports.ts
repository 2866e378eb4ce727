import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { choiceProblem } from '../../domain/plan/import/choices.ts';
import type { Doubt } from '../../domain/plan/import/doubt.ts';
import { importPlan } from '../../domain/plan/import/import-plan.ts';
import type { GivenAnswer } from '../../domain/plan/import/review-import.ts';
import { reviewImport } from '../../domain/plan/import/review-import.ts';
import type { SourceLine } from '../../domain/plan/import/source.ts';
import { type Doing, jsonb, type Reader } from '../actor.ts';
import { auditOf } from '../audit/audit-of.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';

/** A file that was brought, with its lines as they were read. */
interface PlanFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly lines: readonly SourceLine[];
}

/** What a person says to one doubt; null takes an answer back. */
interface SaidAnswer {
  readonly key: string;
  readonly value: string | number | null;
  readonly assumed: boolean;
  readonly reason: string | null;
}

const COLUMNS = [
  ...(['id', 'fileName', 'sha256', 'byteSize', 'year', 'title', 'rowCount', 'doubtCount'] as const),
  ...(['state', 'draftedVersion', 'importedBy', 'businessAt'] as const),
] as const;

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

/** Files that were brought, newest first, with how many of their doubts have an answer. */
export const listPlanImports = (db: Reader, authorityId: string, limit: number, after?: string) =>
  db
    .selectFrom('planImport')
    .select(COLUMNS)
    .select((eb) =>
      eb
        .selectFrom(
          eb
            .selectFrom('planImportAnswer as a')
            .distinctOn('a.doubtKey')
            .select(['a.doubtKey', 'a.value'])
            .whereRef('a.authorityId', '=', 'planImport.authorityId')
            .whereRef('a.importId', '=', 'planImport.id')
            .orderBy('a.doubtKey')
            .orderBy('a.id', 'desc')
            .as('last'),
        )
        .select(sql<number>`count(*) filter (where last.value <> 'null')`.as('answered'))
        .as('answered'),
    )
    .where('authorityId', '=', authorityId)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(business_at, recorded_at, id) < (select business_at, recorded_at, id from plan_import p
                      where p.authority_id = ${authorityId} and p.id::text = ${after})`,
      ),
    )
    .orderBy('businessAt', 'desc')
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const absent = (id: string): Refusal => new Refusal('NotFound', `没有编号为“${id}”的计划导入。`);

/** One file with its lines. @throws Refusal NotFound */
export const getPlanImport = async (db: Reader, authorityId: string, id: string) => {
  if (!ID.test(id)) throw absent(id);
  return db
    .selectFrom('planImport')
    .select([...COLUMNS, 'lines'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => absent(id));
};

const FILES_KEPT = 20;
const askedOf = new Map<string, readonly Doubt[]>();

/** The doubts of a file without any answer: read once, for neither file nor lines ever change. */
export const askedDoubts = ({
  id,
  lines,
}: {
  readonly id: string;
  readonly lines: readonly SourceLine[];
}): readonly Doubt[] => {
  const known = askedOf.get(id);
  if (known !== undefined) return known;
  const { doubts } = importPlan(lines);
  if (askedOf.size >= FILES_KEPT) askedOf.clear();
  askedOf.set(id, doubts);
  return doubts;
};

/** The file as it came. @throws Refusal NotFound */
export const planImportFile = async (db: Reader, authorityId: string, id: string) => {
  const { fileName } = await getPlanImport(db, authorityId, id);
  const { content } = await db
    .selectFrom('planImport')
    .select('content')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { fileName, content };
};

/** The answers that count: the last to each doubt, unless it was taken back. */
export const importAnswers = async (db: Reader, authorityId: string, id: string): Promise<GivenAnswer[]> => {
  const rows = await db
    .selectFrom('planImportAnswer')
    .distinctOn('doubtKey')
    .select(['doubtKey', 'value', 'assumed', 'reason', 'answeredBy', 'businessAt'])
    .where('authorityId', '=', authorityId)
    .where('importId', '=', id)
    .orderBy('doubtKey')
    .orderBy('id', 'desc')
    .execute();
  return rows.flatMap(({ doubtKey: key, value, businessAt, ...rest }) =>
    value === null ? [] : { key, value, ...rest, answeredOn: dateAt(businessAt) },
  );
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

/** Adds answers; the same answer again adds nothing. @throws Refusal Forbidden, NotFound, WrongState, InvalidInput */
export const answerPlanImport = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  said: readonly SaidAnswer[],
  doing: Doing,
): Promise<void> => {
  const file = await openPlanImport(trx, authorityId, id, doing);
  const known = await importAnswers(trx, authorityId, id);
  const asked = new Map(askedDoubts(file).map((doubt) => [doubt.key, doubt]));
  for (const { key, value } of said) {
    const doubt = asked.get(key);
    if (doubt === undefined) throw new Refusal('InvalidInput', `没有疑点“${key}”。`, 'answers');
    const problem = value === null ? null : choiceProblem(doubt.choices, value);
    if (problem !== null)
      throw new Refusal('InvalidInput', `“${value}”不是答复：${doubt.question}${problem}。`, 'answers');
  }
  const before = new Map(known.map((answer) => [answer.key, answer]));
  const changed = said.filter(({ key, value, assumed, reason }) => {
    const old = before.get(key);
    if (old === undefined) return value !== null;
    return old.value !== value || old.assumed !== assumed || old.reason !== reason;
  });
  if (changed.length === 0) return;
  await trx
    .insertInto('planImportAnswer')
    .values(
      changed.map(({ key, value, assumed, reason }) => ({
        ...{ authorityId, importId: id, doubtKey: key, value: jsonb(value), assumed, reason },
        answeredBy: doing.actor.id,
        businessAt: doing.at,
      })),
    )
    .execute();
  const keys = changed.map(({ key }) => key);
  await audit(trx, authorityId, 'plan-import.answer', id, { keys }, doing);
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
