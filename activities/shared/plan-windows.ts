import { currentPlan, type StoredPlan } from '../../db/plan/read-plan.ts';
import { type NumberedWindow, numberPlanWindows } from '../../domain/cycle/plan-windows.ts';
import type { Step } from './step.ts';

/** The plan in force of a year and its windows; null while none is published. */
export const windowsInForce = async (
  { trx, authorityId, settings }: Step,
  year: number,
): Promise<{ readonly plan: StoredPlan; readonly windows: readonly NumberedWindow[] } | null> => {
  const plan = await currentPlan(trx, authorityId, year);
  if (plan === null) return null;
  const cycles = await trx
    .selectFrom('cycle')
    .select(['number', 'windowStart', 'windowEnd'])
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .execute();
  const known = cycles.map(({ number, windowStart, windowEnd }) => ({
    number,
    start: windowStart,
    end: windowEnd,
  }));
  return { plan, windows: numberPlanWindows(settings.recurrence, year, plan.rows, known) };
};
