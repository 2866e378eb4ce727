import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { ShownOrder } from '../reads/orders.ts';
import { FINDING_STATES } from './words.ts';

type Finding = ShownOrder['findings'][number];

/** What is due on the day of the order is to be put right at once: it has no deadline to be late for. */
const deadlineOf = ({ dueOn }: Finding, { issuedOn }: ShownOrder): IsoDate | null =>
  dueOn === issuedOn ? null : dueOn;

/**
 * Whether a finding was put right in time: by the day on which the unit reported it, for officers come when they can;
 * without a report that held by the day of the re-inspection. Null where there is no deadline, or nothing to judge yet.
 *
 * @param on today
 */
export const isLate = (order: ShownOrder, finding: Finding, on: IsoDate): boolean | null => {
  const due = deadlineOf(finding, order);
  if (due === null) return null;
  const reportedOn = finding.failed ? null : finding.reportedOn;
  if (finding.state === 'rectified') {
    const done = reportedOn ?? finding.reinspectedOn;
    return done === null ? null : done > due;
  }
  return finding.state === 'open' && reportedOn === null && on > due ? true : null;
};

export const deadlineText = (order: ShownOrder, finding: Finding): string =>
  deadlineOf(finding, order) ?? '立即改正';

const reported = ({ reportedOn }: Finding): string | null =>
  reportedOn === null ? null : `${reportedOn} 报告整改`;

const judged = ({ state }: Finding, late: boolean | null): string => {
  if (late === null) return FINDING_STATES[state];
  if (state === 'open') return `${FINDING_STATES[state]}，已超过期限`;
  return `${FINDING_STATES[state]}，${late ? '超过期限' : '在期限内'}`;
};

/** `已整改，在期限内（2021-10-08 报告整改，2021-10-18 复查）`. */
export const progressOf = (order: ShownOrder, finding: Finding, on: IsoDate): string => {
  const { reinspectedOn } = finding;
  const steps = [reported(finding), reinspectedOn === null ? null : `${reinspectedOn} 复查`].filter(
    (step) => step !== null,
  );
  const words = judged(finding, isLate(order, finding, on));
  return steps.length === 0 ? words : `${words}（${steps.join('，')}）`;
};
