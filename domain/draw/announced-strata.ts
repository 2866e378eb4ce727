/** The strata of an announcement: groups of units with a quota of their own. A plan row has one or more. */
import type { RatioKind } from '../quota/quota.ts';

/** Quota that another stratum of the row could not fill and that was moved here before the announcement. */
export interface TopUp {
  readonly from: string;
  readonly count: number;
}

/** One of several stretches of time in which the drawn units are visited (检查批次); the order decides who is when. */
export interface AnnouncedBatch {
  /** 1.. without a gap. */
  readonly no: number;
  /** Days inclusive, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** How likely a unit is drawn, as fractions that are not reduced. */
export type InclusionProbability =
  /** K/N. Where `after` is not empty: at least so likely, for a unit that no earlier stratum drew. */
  | { readonly kind: 'uniform'; readonly numerator: number; readonly denominator: number }
  /** By weight w: how likely a unit is the FIRST of the stratum, w / sum of all weights. */
  | {
      readonly kind: 'by-weight';
      readonly first_pick: readonly {
        readonly w: number;
        readonly numerator: number;
        readonly denominator: number;
      }[];
    }
  /** K = N: chance plays no part in who, only in the order. */
  | { readonly kind: 'certainty' };

export interface AnnouncedStratum {
  /** Unique in the draw, e.g. `3` or `3/甲类`. */
  readonly id: string;
  /** Number of the plan row, 1... */
  readonly row: number;
  /** `fixed` where the plan sets a number instead of a ratio. */
  readonly kind: 'ratio' | 'fixed';
  /** N: roster entries of the stratum. */
  readonly eligible: number;
  /** Null where `kind` is `fixed`. */
  readonly ratio: {
    readonly numerator: number;
    readonly denominator: number;
    readonly kind: RatioKind;
  } | null;
  /** m: at least so many; of a `fixed` stratum, the fixed number itself. 0 where the row states none. */
  readonly minimum: number;
  /** At most so many; absent where the row states none. */
  readonly maximum?: number;
  /** K: how many are drawn. */
  readonly quota: number;
  /** How many more of the order are recorded for substitution (递补). */
  readonly reserve: number;
  /** Version of the weight table, `none` where every weight is 1. */
  readonly weights: string;
  /** Ids of the strata of the same row that are drawn before: a unit drawn there is passed over here. */
  readonly after: readonly string[];
  readonly topped_up: readonly TopUp[];
  /** Empty where the order decides no batch. */
  readonly batches: readonly AnnouncedBatch[];
  readonly probability: InclusionProbability;
}
