import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { importPlan } from '../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../domain/plan/import/plan-rows.ts';
import { answersFor, openQuestions, reviewImport } from '../../domain/plan/import/review-import.ts';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { importAnswers } from './plan-import-answers.ts';
import { endPlanImport, openPlanImport } from './plan-import-life.ts';
import { savePlanDraft } from './save-draft.ts';

/**
 * A file all of whose doubts are answered becomes a draft of its year's plan; one assumed answer marks it (R278).
 * @returns year and version
 * @throws Refusal Forbidden, NotFound, WrongState, NotReady while a doubt is open, InvalidInput (each problem of a row)
 */
export const draftFromImport = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  reason: string | null,
  doing: Doing,
): Promise<{ readonly year: number; readonly version: number }> => {
  const { lines } = await openPlanImport(trx, authorityId, id, doing);
  const given = await importAnswers(trx, authorityId, id);
  const review = reviewImport(lines, given);
  const open = openQuestions(review);
  if (open > 0) throw new Refusal('NotReady', `还有 ${open} 个疑点没有答复，不能形成计划草案。`);
  const plan = importPlan(lines, answersFor(review.doubts, given));
  const { year, document } = plan;
  const version = await savePlanDraft(
    trx,
    authorityId,
    year,
    {
      document,
      rows: planRowsOf(plan),
      reason: reason ?? `${year}年度计划`,
      assumed: review.assumed > 0,
    },
    doing,
  );
  await endPlanImport(trx, authorityId, id, version, doing);
  return { year, version };
};
