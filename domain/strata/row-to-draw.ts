import type { IsoDate } from '../calendar/dates.ts';
import type { UnitType } from '../draw/labels.ts';
import type { DrawType, PlanRatio } from '../plan/plan.ts';
import type { ExemptionReason } from './exclusion-reasons.ts';
import type { RowRule } from './row-rule.ts';

/** A plan row as a draw sees it. */
export interface RowToDraw {
  readonly number: string;
  readonly itemId: string;
  readonly drawType: DrawType;
  readonly ratio: PlanRatio;
  readonly category: string;
  /** Null: the whole authority. */
  readonly area: string | null;
  readonly foundedBefore: IsoDate | null;
  readonly rule: RowRule | null;
}

/** What a draw knows of one unit of the register (检查对象). */
export interface RegisterUnit {
  readonly kind: UnitType;
  readonly category: string;
  readonly area: string;
  readonly status: string;
  readonly foundedOn: IsoDate | null;
  readonly weight: number;
  readonly riskClass: string | null;
  readonly size: string | null;
  readonly tags: readonly string[];
  /** A task of this cycle is for it. */
  readonly alreadyDrawn: boolean;
  /** Tasks for it in the plan year, those that were cancelled or replaced not counted. */
  readonly visitsThisYear: number;
  /** Plan year in which each item drew it last. */
  readonly drawnIn: Readonly<Record<string, number>>;
  /** In force today; item null is every item. */
  readonly exemptions: readonly { readonly item: string | null; readonly reason: ExemptionReason }[];
}

/** The same for all rows of a draw. */
export interface DrawSetting {
  /** Plan year. */
  readonly year: number;
  /** The authority's published cap on visits per unit and year; null where it has none. */
  readonly visitsPerYear: number | null;
}

/** `<row>`, or `<row>/<group>` where the row has several. */
export const stratumId = (row: Pick<RowToDraw, 'number'>, group: string): string =>
  group === '' ? row.number : `${row.number}/${group}`;
