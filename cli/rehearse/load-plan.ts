import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Role } from '../../db/officers.ts';
import { approvePlan, publishPlan, reviewPlan } from '../../db/plan/decide-plan.ts';
import { savePlanDraft } from '../../db/plan/save-draft.ts';
import { type Instant, instantAt } from '../../domain/calendar/dates.ts';
import type { ImportedPlan } from '../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../domain/plan/import/plan-rows.ts';
import { castOf } from '../../workers/rehearsal-facts.ts';
import { importPlanFile } from '../plan/import-command.ts';
import type { RehearsalOptions } from './options.ts';

export interface RehearsedPlan {
  readonly imported: ImportedPlan;
  readonly year: number;
  /** Doubts of the text before any answer. */
  readonly doubts: number;
}

/** Reads the plan with the real importer. @throws UnreadablePlan, or RangeError while a doubt is open (Chinese) */
export const readPlan = async ({ planFile, answersFile, year }: RehearsalOptions): Promise<RehearsedPlan> => {
  const plain = await importPlanFile(planFile);
  const imported = answersFile === null ? plain : await importPlanFile(planFile, answersFile);
  planRowsOf(imported);
  if (year !== null && year !== imported.year) {
    throw new RangeError(
      `计划是 ${imported.year} 年度的，不能用于演练 ${year} 年；请换一份计划，或不写 --year。`,
    );
  }
  return { imported, year: imported.year, doubts: plain.doubts.length };
};

/**
 * Saves, reviews, approves and publishes the plan on the last day of the year before, each by somebody else. Answers of
 * a rehearsal count as assumptions: such a plan can never become a live one.
 */
export const publishRehearsedPlan = async (
  db: Kysely<Database>,
  authorityId: string,
  { imported, year }: RehearsedPlan,
  seed: number,
): Promise<void> => {
  const eve = `${year - 1}-12-31`;
  const cast = castOf(db, authorityId, eve, seed);
  const doing = async (role: Role, time: string) => ({
    actor: { kind: 'officer' as const, id: await cast.who(role, `plan/${year}`) },
    commandId: null,
    at: instantAt(eve, time) as Instant,
  });
  const draft = {
    document: imported.document,
    rows: planRowsOf(imported),
    reason: `${year}年度计划`,
    assumed: true,
  };
  const decision = imported.document.approvedBy ?? '经局党组同意';
  await db.transaction().execute(async (trx) => {
    const version = await savePlanDraft(trx, authorityId, year, draft, await doing('drafter', '09:30'));
    const key = { authorityId, year, version };
    await reviewPlan(trx, key, await doing('reviewer', '10:30'));
    await approvePlan(trx, key, decision, await doing('approver', '14:30'));
    await publishPlan(trx, key, await doing('publisher', '16:30'));
  });
};
