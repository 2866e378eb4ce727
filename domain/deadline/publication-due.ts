import type { IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { DueDate } from '../calendar/working-days.ts';
import { addWorkingDays } from '../calendar/working-days.ts';

/** An authority's setting: from which event, and within how many working days, results are published [R279]. */
export interface PublicationRule {
  readonly startEvent: 'inspection-ended' | 'row-work-ended';
  readonly workingDays: number;
}

/** Seven working days after the work of the row ends (抽查工作结束) [R269]. */
export const SEVEN_AFTER_ROW: PublicationRule = { startEvent: 'row-work-ended', workingDays: 7 };

/** Five working days after each inspection ends, approval within them [R217]. */
export const FIVE_AFTER_INSPECTION: PublicationRule = { startEvent: 'inspection-ended', workingDays: 5 };

/** What is known of a result's work. */
export interface PublicationFacts {
  readonly inspectionEndedOn: IsoDate;
  /** When the last task of the plan row ended; null while one is open. */
  readonly rowWorkEndedOn: IsoDate | null;
  readonly windowEnd: IsoDate;
}

export interface PublicationDue extends DueDate {
  /** `upper-bound`: the row's work goes on, and is taken to end with its window; settled when it has ended. */
  readonly basis: 'final' | 'upper-bound';
}

const laterOf = (a: IsoDate, b: IsoDate): IsoDate => {
  if (a > b) return a;
  return b;
};

/**
 * The day the deadline counts from. A row still at work cannot have ended before an inspection of its own.
 *
 * @throws RangeError if the facts contradict each other.
 */
export const publicationStart = ({ startEvent }: PublicationRule, facts: PublicationFacts): IsoDate => {
  const { inspectionEndedOn, rowWorkEndedOn, windowEnd } = facts;
  if (startEvent === 'inspection-ended') return inspectionEndedOn;
  if (rowWorkEndedOn === null) return laterOf(inspectionEndedOn, windowEnd);
  if (rowWorkEndedOn < inspectionEndedOn) {
    throw new RangeError(
      `计划行的抽查工作结束日 ${rowWorkEndedOn} 早于本次检查结束日 ${inspectionEndedOn}，请核对检查记录。`,
    );
  }
  return rowWorkEndedOn;
};

/**
 * Last day on which a result may be published in time [R269, R217]. It cannot be extended.
 *
 * @throws RangeError if the number of working days is not a whole number from 1, or the facts contradict each other.
 */
export const publicationDue = (
  rule: PublicationRule,
  facts: PublicationFacts,
  calendar: WorkingCalendar,
): PublicationDue => {
  if (!Number.isSafeInteger(rule.workingDays) || rule.workingDays < 1) {
    throw new RangeError(`公示期限“${rule.workingDays}”无效：应为不小于 1 的工作日天数。`);
  }
  const isOpen = rule.startEvent === 'row-work-ended' && facts.rowWorkEndedOn === null;
  return {
    ...addWorkingDays(calendar, publicationStart(rule, facts), rule.workingDays),
    basis: isOpen ? 'upper-bound' : 'final',
  };
};
