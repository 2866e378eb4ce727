import type { IsoDate } from '../calendar/dates.ts';

/** A run of whole months of one year, both included, 1-12. */
export interface MonthRange {
  readonly firstMonth: number;
  readonly lastMonth: number;
}

/** A day of any year, `MM-DD`. */
export type MonthDay = string;

/** Exact days of one year, both included. */
export interface DayRange {
  readonly start: MonthDay;
  readonly end: MonthDay;
}

/** One batch (批次) of a plan: its own days, and its own last day for completion where that is not its end. */
export interface Batch extends DayRange {
  readonly completeBy?: MonthDay;
  /** As the plan calls it, e.g. 第一批; numbered where absent. */
  readonly name?: string;
}

/** How often and when a plan has a draw, as data [R263, R276]; {@link windowsOf} turns it into the days of a year. */
export type Recurrence =
  | { readonly kind: 'three-windows' }
  | { readonly kind: 'whole-year' }
  | { readonly kind: 'half-years' }
  | { readonly kind: 'quarters' }
  /** One window per month; all twelve where `months` is absent. */
  | { readonly kind: 'months'; readonly months?: readonly number[] }
  | { readonly kind: 'month-ranges'; readonly ranges: readonly MonthRange[] }
  | { readonly kind: 'day-ranges'; readonly ranges: readonly DayRange[] }
  | { readonly kind: 'batches'; readonly batches: readonly Batch[] };

/** Once in January-April, once in May-August, once in September-December [R263]. */
export const THREE_WINDOWS: Recurrence = { kind: 'three-windows' };

/** One window of one year: what one cycle (周期) runs in. */
export interface CycleWindow {
  /** From 1, in the order of the year: the n of cycle `<year>-<n>`. */
  readonly number: number;
  readonly start: IsoDate;
  readonly end: IsoDate;
  /** As people say it: 1-4月, 第一季度, 3月15日-6月30日, 第一批. */
  readonly label: string;
  /** Last day for completion where the plan sets one apart from `end`. */
  readonly completeBy?: IsoDate;
}
