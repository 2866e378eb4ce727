import type { IsoDate } from '../../calendar/dates.ts';
import type { RowRule } from '../../strata/row-rule.ts';
import type { DrawType, PlanRatio } from '../plan.ts';

/** A plan row as the source gives it; null is what cannot be read with certainty, and each null has its doubt. */
export interface ImportedRow {
  /** From 1, in the order of the table. */
  readonly place: number;
  /** First line of the row in the file. */
  readonly line: number;
  /** That line as it stands. */
  readonly source: string;
  readonly number: string | null;
  readonly planName: string | null;
  readonly taskNumber: string | null;
  readonly taskName: string | null;
  readonly drawType: DrawType | null;
  readonly ratio: PlanRatio | null;
  readonly item: string | null;
  readonly scope: string | null;
  readonly windowStart: IsoDate | null;
  readonly windowEnd: IsoDate | null;
  /** Where an answer gives a ratio that is more than one figure: a range, or one for each class. */
  readonly rule?: RowRule;
}

/** Fields that a doubt or an answer can be about. */
export type RowField =
  | Exclude<keyof ImportedRow, 'place' | 'line' | 'source' | 'ratio' | 'rule'>
  | 'ratioPercent';

/** What people call the fields. */
export const FIELD_TITLES: Readonly<Record<RowField, string>> = {
  number: '抽查计划编号',
  planName: '抽查计划名称',
  taskNumber: '抽查任务编号',
  taskName: '抽查任务名称',
  drawType: '抽查类型',
  ratioPercent: '抽查比例',
  item: '抽查事项',
  scope: '抽查对象范围',
  windowStart: '抽查开始日期',
  windowEnd: '抽查结束日期',
};
