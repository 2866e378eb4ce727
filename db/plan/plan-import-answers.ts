/** What people say to the doubts of a plan file. */
import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { choiceProblem } from '../../domain/plan/import/choices.ts';
import type { Doubt } from '../../domain/plan/import/doubt.ts';
import { importPlan } from '../../domain/plan/import/import-plan.ts';
import type { GivenAnswer } from '../../domain/plan/import/review-import.ts';
import type { SourceLine } from '../../domain/plan/import/source.ts';
import { type Doing, jsonb, type Reader } from '../actor.ts';
import { auditOf } from '../audit/audit-of.ts';
import type { Database } from '../connect.ts';
import { openPlanImport } from './plan-import-life.ts';

/** What a person says to one doubt; null takes an answer back. */
interface SaidAnswer {
  readonly key: string;
  readonly value: string | number | null;
  readonly assumed: boolean;
  readonly reason: string | null;
}

const audit = auditOf<'plan-import'>('plan-import');

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
