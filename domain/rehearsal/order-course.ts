import type { IsoDate } from '../calendar/dates.ts';
import { inTime, type Next, type Stage, somewhenAfter, workingDaysAfter } from './course.ts';
import type { EventKind } from './events.ts';
import { chooserOf } from './random.ts';

/** The open findings of one order that are due on one day. */
export interface OrderCourseFacts {
  readonly taskId: string;
  readonly issuedOn: IsoDate;
  readonly dueOn: IsoDate;
  /** The unit has said that they are put right. */
  readonly reportedOn: IsoDate | null;
  /** The latest request for more time. */
  readonly extension: { readonly requestedOn: IsoDate; readonly decided: boolean } | null;
  /** Re-inspections at which they were still not put right, and the day of the last. */
  readonly failedRounds: number;
  readonly failedOn: IsoDate | null;
  /** After so many the findings must be referred. */
  readonly maximumRounds: number;
}

export type OrderDeed = 'request' | 'grant' | 'refuse' | 'report' | 'pass' | 'fail' | 'refer';

const LATE_BY = 4;
const ASKED_BEFORE = 4;
const ONE_DAY = 1;
/** By how many working days the unit asks to have its deadline moved. */
export const RECTIFICATION_EXTENSION_WORKING_DAYS = 8;

const laterOf = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);

const extensionDeed = (
  stage: Stage,
  { issuedOn, dueOn, extension }: OrderCourseFacts,
  event: EventKind | null,
): Next<OrderDeed> | null => {
  if (event !== 'extension-granted' && event !== 'extension-refused') return null;
  if (extension === null) {
    return { deed: 'request', on: laterOf(issuedOn, workingDaysAfter(stage, dueOn, -ASKED_BEFORE)) };
  }
  if (extension.decided) return null;
  const on = workingDaysAfter(stage, extension.requestedOn, ONE_DAY);
  return { deed: event === 'extension-granted' ? 'grant' : 'refuse', on };
};

const report = (stage: Stage, facts: OrderCourseFacts, event: EventKind | null): Next<OrderDeed> => {
  const { taskId, issuedOn, dueOn } = facts;
  if (event === 'rectification-late') return { deed: 'report', on: workingDaysAfter(stage, dueOn, LATE_BY) };
  const [least, most] = stage.pace.rectifyBefore;
  const ahead = chooserOf(stage.seed, `report/${taskId}/${dueOn}`).between(least, most);
  const wished = ahead === 0 ? dueOn : workingDaysAfter(stage, dueOn, -ahead);
  return { deed: 'report', on: laterOf(issuedOn, inTime(stage, wished, dueOn)) };
};

/** What unit, team and approver do next about findings that are due on one day. */
export const nextOfOrder = (
  stage: Stage,
  facts: OrderCourseFacts,
  event: EventKind | null,
): Next<OrderDeed> => {
  const { taskId, dueOn, reportedOn, failedOn, failedRounds, maximumRounds } = facts;
  if (reportedOn === null) return extensionDeed(stage, facts, event) ?? report(stage, facts, event);
  if (failedOn !== null && failedRounds >= maximumRounds) {
    return { deed: 'refer', on: workingDaysAfter(stage, failedOn, ONE_DAY) };
  }
  const key = `reinspect/${taskId}/${dueOn}/${failedRounds}`;
  const on = somewhenAfter(stage, failedOn ?? reportedOn, stage.pace.reinspect, key);
  return { deed: event === 'rectification-failed' ? 'fail' : 'pass', on };
};
