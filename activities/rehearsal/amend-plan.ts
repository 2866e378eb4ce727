import { systemDoing } from '../../db/actor.ts';
import { loadSettings } from '../../db/authority.ts';
import { approvePlan, publishPlan, reviewPlan } from '../../db/plan/decide-plan.ts';
import { planRowOf, type StoredPlanRow } from '../../db/plan/plan-rows.ts';
import { currentPlan, type StoredPlan } from '../../db/plan/read-plan.ts';
import { savePlanDraft } from '../../db/plan/save-draft.ts';
import { numberPlanWindows } from '../../domain/cycle/plan-windows.ts';
import type { Day } from './day.ts';

/** The row of a cycle with the lowest ratio: there a few more units are wanted. */
const rowToRaise = (rows: readonly StoredPlanRow[], window: { start: string; end: string }) =>
  rows
    .filter(({ windowStart, windowEnd }) => windowStart === window.start && windowEnd === window.end)
    .sort((a, b) => a.ratioNumerator / a.ratioDenominator - b.ratioNumerator / b.ratioDenominator)[0];

/** The same row with a higher ratio, in hundredths, never above all of them. */
const raised = (row: StoredPlanRow, addedPercent: number): StoredPlanRow => {
  const numerator = Math.round((row.ratioNumerator * 100) / row.ratioDenominator) + addedPercent;
  return { ...row, ratioNumerator: Math.min(100, numerator), ratioDenominator: 100 };
};

/** Plan rows of the amended version; null where the plan has no such cycle. */
const amendedRows = async (day: Day, plan: StoredPlan, cycle: number, addedPercent: number) => {
  const { settings } = await loadSettings(day.deps.db, day.authorityId);
  const window = numberPlanWindows(settings.recurrence, plan.version.year, plan.rows).find(
    ({ number }) => number === cycle,
  );
  const target = window === undefined ? undefined : rowToRaise(plan.rows, window);
  if (target === undefined) return null;
  return plan.rows.map((row) => planRowOf(row.number === target.number ? raised(row, addedPercent) : row));
};

/** On its day the plan is adjusted (年中调整) as people do it: drafted, reviewed, approved, published, by four people. */
export const amendPlanIfDue = async (day: Day): Promise<void> => {
  const { deps, authorityId, today, at } = day;
  const { db, play } = deps;
  const amendment = play.scenario.planAmendment;
  if (amendment === null || play.amended || today < `${play.year}-${amendment.on}`) return;
  play.amended = true;
  const plan = await currentPlan(db, authorityId, play.year);
  // More than one version: an earlier attempt of this very step came through.
  if (plan === null || plan.version.version > 1) return;
  const rows = await amendedRows(day, plan, amendment.cycle, amendment.addedPercent);
  if (rows === null) return;
  const doing = async (role: 'drafter' | 'reviewer' | 'approver' | 'publisher') => ({
    ...systemDoing('rehearsal', at),
    actor: { kind: 'officer' as const, id: await day.cast.who(role, `plan/${play.year}`) },
  });
  await db.transaction().execute(async (trx) => {
    const { assumed } = plan.version;
    const draft = { document: plan.document, rows, reason: amendment.reason, assumed };
    const version = await savePlanDraft(trx, authorityId, play.year, draft, await doing('drafter'));
    const key = { authorityId, year: play.year, version };
    await reviewPlan(trx, key, await doing('reviewer'));
    await approvePlan(trx, key, '经局党组同意调整', await doing('approver'));
    await publishPlan(trx, key, await doing('publisher'));
  });
};
