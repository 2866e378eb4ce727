import type { AnnouncedStratum } from '../draw/announced-strata.ts';

/** Something the plan asks for that the register does not allow; an upper bound was taken, a person settles the row. */
export interface RowConflict {
  readonly group: string;
  /** Chinese sentence for the plan's drafter. */
  readonly message: string;
}

/**
 * Quota of one group of a row, as it is announced: `quota` follows from ratio (or, of a fixed number, `minimum`),
 * minimum, maximum and what was moved here. Bounds on the row's sum are told as the minimum or maximum they come to.
 */
export interface GroupQuota {
  readonly group: string;
  readonly eligible: number;
  /** Null: a fixed number. */
  readonly ratio: AnnouncedStratum['ratio'];
  readonly minimum: number;
  readonly maximum?: number | undefined;
  readonly quota: number;
  readonly toppedUp: readonly { readonly from: string; readonly count: number }[];
  /** Groups that are drawn before it; a unit drawn there is passed over. */
  readonly after: readonly string[];
}

export interface RowQuotas {
  readonly groups: readonly GroupQuota[];
  readonly conflicts: readonly RowConflict[];
}
