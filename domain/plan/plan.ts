import type { IsoDate } from '../calendar/dates.ts';
import type { RatioKind } from '../quota/quota.ts';
import type { RowRule } from '../strata/row-rule.ts';

/** 抽查类型 [R272]: 定向, 不定向, or 定向或不定向, which is settled when drawing. */
export type DrawType = 'directed' | 'undirected' | 'either';

/** 抽查比例 [R273] as a fraction: 5 % is 5/100, 不低于0.5 % is a floor of 5/1000. */
export interface PlanRatio {
  readonly numerator: number;
  readonly denominator: number;
  readonly kind: RatioKind;
}

/** 抽查对象范围 as a rule [R274]: whom of the register a plan row may draw. */
export interface ScopeRule {
  /** 全区, or a named area; null where the text names none. */
  readonly area: string | null;
  /** What is inspected, as the plan calls it: 道路旅客运输企业. */
  readonly category: string;
  /** Only units that are in operation (运营). */
  readonly operating: boolean;
  /** Founded before this day (成立 cut-off): 2021年1月前 is before 2021-01-01. Null where no cut-off is named. */
  readonly foundedBefore: IsoDate | null;
}

/** One row of the annual plan (计划行) [R270]: one item in one window with its ratio. */
export interface PlanRow {
  /** 抽查计划编号 [R271]: year and two or more digits, 202101. */
  readonly number: string;
  readonly planName: string;
  /** 抽查任务编号 [R271]: 01号. */
  readonly taskNumber: string;
  readonly taskName: string;
  readonly drawType: DrawType;
  readonly ratio: PlanRatio;
  /** The same ratio in per cent, for people and exports. */
  readonly ratioPercent: number;
  /** 抽查事项 as the plan words it. */
  readonly item: string;
  /** Its parts [R275]: enterprise, vehicles' technical condition, dynamic monitoring; one entry where it has no parts. */
  readonly parts: readonly string[];
  readonly scope: string;
  readonly scopeRule: ScopeRule;
  /** First and last day of 抽查日期 [R277]. */
  readonly windowStart: IsoDate;
  readonly windowEnd: IsoDate;
  /** Where the row draws by more than one ratio over one scope: classes, areas, coverage, caps, batches. */
  readonly rule?: RowRule | undefined;
}

/** 年度抽查工作计划 as a document [R237-R239]; null is what the paper does not say. */
export interface PlanDocument {
  /** 文号, e.g. 平交字〔2020〕94号. */
  readonly number: string | null;
  readonly issuer: string | null;
  readonly title: string | null;
  /** Plan year (年度). */
  readonly year: number | null;
  /** The body that decided (经局党组同意) [R238]. */
  readonly approvedBy: string | null;
  /** Signing date 成文日期. */
  readonly signedOn: IsoDate | null;
  /** 印发日期. */
  readonly printedOn: IsoDate | null;
  /** 报、送 list [R237]. */
  readonly copyTo: readonly string[];
  /** Higher-level orders and requirements the plan answers to [R239]. */
  readonly basis: readonly string[];
  /** Windows that the text itself sets (1月至4月1次), as `[first month, last month]` [R263]. */
  readonly windows: readonly (readonly [number, number])[];
}

/** One version of a plan [R56]: the first is the plan as issued, each later one an adjustment (调整). */
export interface PlanVersion {
  /** From 1, without gaps. */
  readonly version: number;
  readonly rows: readonly PlanRow[];
  readonly reason: string;
  readonly approvedBy: string;
  readonly approvedOn: IsoDate;
}
