import type { EventKind } from './events.ts';

/** Least and most working days, both included. */
export type DaysRange = readonly [least: number, most: number];

/** How quickly people work where nothing unusual happens; working days (工作日). */
export interface Pace {
  /** From dispatch to the visit. */
  readonly visit: DaysRange;
  /** From the visit to the entry of its result. */
  readonly entry: DaysRange;
  /** From the entry to the review. */
  readonly review: DaysRange;
  /** From the handing over to publication until a channel is confirmed. */
  readonly publish: DaysRange;
  /** By how much the unit is ahead of its deadline with putting right. */
  readonly rectifyBefore: DaysRange;
  /** From the unit's report (or the deadline that passed) to the re-inspection. */
  readonly reinspect: DaysRange;
}

export interface ScenarioEvent {
  readonly kind: EventKind;
  /** In how many tasks of each cycle, first cycle first. What a cycle has no suitable task for goes to the next. */
  readonly places: readonly number[];
}

/** A plan amended in mid-year (年中调整计划): one row of a later window draws more. */
export interface PlanAmendment {
  /** `MM-DD` of the rehearsed year; the next working day where it is none. */
  readonly on: string;
  /** Number of the cycle whose row with the lowest ratio is changed. */
  readonly cycle: number;
  /** Percentage points that are added to its ratio. */
  readonly addedPercent: number;
  readonly reason: string;
}

/** What a rehearsed year brings beside the plan itself. */
export interface Scenario {
  readonly name: string;
  readonly pace: Pace;
  readonly events: readonly ScenarioEvent[];
  readonly planAmendment: PlanAmendment | null;
}

const inEachCycle = (kind: EventKind, places = 1): ScenarioEvent => ({
  kind,
  places: [places, places, places],
});

/** Everything that a year brings to a bureau, each at least once in every cycle. */
export const DEFAULT_SCENARIO: Scenario = {
  name: '默认情景',
  pace: {
    visit: [2, 20],
    entry: [0, 2],
    review: [0, 2],
    publish: [1, 3],
    rectifyBefore: [1, 4],
    reinspect: [1, 3],
  },
  events: [
    inEachCycle('unit-closed'),
    inEachCycle('recusal'),
    inEachCycle('inspector-leave'),
    inEachCycle('rectification-failed'),
    inEachCycle('rectification-late'),
    inEachCycle('extension-granted'),
    inEachCycle('extension-refused'),
    inEachCycle('several-findings', 2),
    inEachCycle('correct-by-date', 3),
    inEachCycle('correct-at-once', 2),
    inEachCycle('unreachable'),
    inEachCycle('result-returned'),
    inEachCycle('late-visit'),
    inEachCycle('late-entry', 2),
    inEachCycle('visit-extended'),
    inEachCycle('publication-late'),
  ],
  planAmendment: {
    on: '06-15',
    cycle: 3,
    addedPercent: 3,
    reason: '上半年发现问题较多，提高第三周期抽查比例',
  },
};
