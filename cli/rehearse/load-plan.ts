import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Role } from '../../db/officers.ts';
import { approvePlan, publishPlan, reviewPlan } from '../../db/plan/decide-plan.ts';
import { savePlanDraft } from '../../db/plan/save-draft.ts';
import { type Instant, instantAt, yearOf } from '../../domain/calendar/dates.ts';
import { planRowsOf } from '../../domain/plan/import/plan-rows.ts';
import type { PlanDocument, PlanRow } from '../../domain/plan/plan.ts';
import { castOf } from '../../workers/rehearsal-facts.ts';
import { importPlanFile } from '../plan/import-command.ts';
import type { RehearsalOptions } from './options.ts';

export interface RehearsedPlan {
  readonly document: PlanDocument;
  readonly rows: readonly PlanRow[];
  readonly year: number;
  /** Doubts of the text before any answer. */
  readonly doubts: number;
}

/** A draft as `plan import --save` and the interface write it; it comes from there and is checked again where it is saved. */
interface DraftFile {
  readonly document: PlanDocument;
  readonly rows: readonly PlanRow[];
}

const readDraft = async (path: string): Promise<RehearsedPlan> => {
  try {
    const { document, rows } = JSON.parse(await readFile(path, 'utf8')) as DraftFile;
    const [first] = rows;
    if (first !== undefined) return { document, rows, year: yearOf(first.windowStart), doubts: 0 };
  } catch {
    // Said below: whatever it is, it is no draft.
  }
  throw new RangeError(`文件“${basename(path)}”不是计划草案；草案由 plan import --save 写出。`);
};

const importFile = async ({ planFile, answersFile }: RehearsalOptions): Promise<RehearsedPlan> => {
  const plain = await importPlanFile(planFile);
  const imported = answersFile === null ? plain : await importPlanFile(planFile, answersFile);
  const rows = planRowsOf(imported);
  return { document: imported.document, rows, year: imported.year, doubts: plain.doubts.length };
};

/**
 * Reads the plan with the real importer, or a draft (`.json`) that was read by it before.
 * @throws UnreadablePlan, or RangeError while a doubt is open (Chinese)
 */
export const readPlan = async (options: RehearsalOptions): Promise<RehearsedPlan> => {
  const plan = await (extname(options.planFile) === '.json'
    ? readDraft(options.planFile)
    : importFile(options));
  if (options.year !== null && options.year !== plan.year) {
    throw new RangeError(
      `计划是 ${plan.year} 年度的，不能用于演练 ${options.year} 年；请换一份计划，或不写 --year。`,
    );
  }
  return plan;
};

/**
 * Saves, reviews, approves and publishes the plan on the last day of the year before, each by somebody else. Answers of
 * a rehearsal count as assumptions: such a plan can never become a live one.
 */
export const publishRehearsedPlan = async (
  db: Kysely<Database>,
  authorityId: string,
  { document, rows, year }: RehearsedPlan,
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
    document,
    rows,
    reason: `${year}年度计划`,
    assumed: true,
  };
  const decision = document.approvedBy ?? '经局党组同意';
  await db.transaction().execute(async (trx) => {
    const version = await savePlanDraft(trx, authorityId, year, draft, await doing('drafter', '09:30'));
    const key = { authorityId, year, version };
    await reviewPlan(trx, key, await doing('reviewer', '10:30'));
    await approvePlan(trx, key, decision, await doing('approver', '14:30'));
    await publishPlan(trx, key, await doing('publisher', '16:30'));
  });
};
