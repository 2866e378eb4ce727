import type { IsoDate } from '../calendar/dates.ts';
import { parseIsoDate } from '../calendar/dates.ts';
import { diffPlans } from './diff-plans.ts';
import type { PlanRow, PlanVersion } from './plan.ts';

interface Amendment {
  readonly rows: readonly PlanRow[];
  /** Why the plan is adjusted, for the file and the publication. */
  readonly reason: string;
  readonly approvedBy: string;
  readonly approvedOn: IsoDate;
}

/**
 * The next version of a plan [R56]. @throws RangeError (Chinese) without reason, approver or real date, on a version that
 * changes nothing, or one approved before the version it replaces.
 */
export const amendPlan = (current: PlanVersion, amendment: Amendment): PlanVersion => {
  const approvedOn = parseIsoDate(amendment.approvedOn);
  if (amendment.reason.trim() === '') throw new RangeError('调整计划必须写明理由。');
  if (amendment.approvedBy.trim() === '') throw new RangeError('调整计划必须写明批准人或批准机构。');
  if (approvedOn < current.approvedOn) {
    throw new RangeError(
      `批准日期 ${approvedOn} 早于第 ${current.version} 版的批准日期 ${current.approvedOn}，请核对。`,
    );
  }
  if (diffPlans(current.rows, amendment.rows).length === 0) {
    throw new RangeError('调整后的计划与现行版本没有差别，无需调整。');
  }
  return { ...amendment, approvedOn, version: current.version + 1 };
};
