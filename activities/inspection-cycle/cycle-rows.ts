import type { StoredPlanRow } from '../../db/plan/plan-rows.ts';
import { windowsInForce } from '../shared/plan-windows.ts';
import type { Step } from '../shared/step.ts';
import { type CycleFacts, setCycle } from './cycle-facts.ts';

type Window = Pick<CycleFacts, 'windowStart' | 'windowEnd'>;

export const rowsOfWindow = (rows: readonly StoredPlanRow[], window: Window): StoredPlanRow[] =>
  rows.filter(
    ({ windowStart, windowEnd }) => windowStart === window.windowStart && windowEnd === window.windowEnd,
  );

export const addCycleRows = async (
  { trx, authorityId }: Step,
  cycleId: string,
  rows: readonly StoredPlanRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  await trx
    .insertInto('cycleRow')
    .values(rows.map(({ number, itemId }) => ({ authorityId, cycleId, rowNumber: number, itemId })))
    .execute();
};

/**
 * Until it draws, a cycle follows the plan in force: an amendment that was published meanwhile (计划调整, R56) replaces
 * its rows. What is drawn stays drawn by the version it was drawn from.
 */
export const followPlan = async (step: Step, cycle: CycleFacts): Promise<CycleFacts> => {
  const inForce = await windowsInForce(step, cycle.year);
  if (inForce === null || inForce.plan.version.version === cycle.planVersion) return cycle;
  const planVersion = inForce.plan.version.version;
  await step.trx
    .deleteFrom('cycleRow')
    .where('authorityId', '=', step.authorityId)
    .where('cycleId', '=', cycle.id)
    .execute();
  await addCycleRows(step, cycle.id, rowsOfWindow(inForce.plan.rows, cycle));
  await setCycle(step, cycle.id, { planVersion });
  await step.audit('cycle.plan-followed', ['cycle', cycle.id], { from: cycle.planVersion, to: planVersion });
  return { ...cycle, planVersion };
};
