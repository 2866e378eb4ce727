/**
 * How a plan row draws, where it is more than one ratio over one scope (抽取规则). Stored as JSON with the row; a row
 * without a rule draws its ratio of its whole scope. Whole numbers only, so that everybody computes the same quotas.
 */
import type { IsoDate } from '../calendar/dates.ts';
import type { UnitType } from '../draw/labels.ts';
import type { RatioKind } from '../quota/quota.ts';

export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** What of a register entry a class is told by. */
export type ClassedBy = 'riskClass' | 'size' | 'kind' | 'area';

/** One class (类别) with a ratio of its own, a fixed number, or neither: an open class shares what the total leaves. */
export interface UnitClass {
  /** Ends the stratum's id, e.g. `A`. */
  readonly id: string;
  /** The register's words for it; scales differ from place to place, so they are data. */
  readonly of: readonly string[];
  readonly ratio?: (Fraction & { readonly kind: RatioKind }) | undefined;
  readonly count?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

export interface ClassRule {
  readonly by: ClassedBy;
  /** From the lowest risk to the highest: where units must be spared, the first class is spared first (R206). */
  readonly classes: readonly UnitClass[];
  /** The class of units whose entry names none of them; null leaves them out, with the reason. */
  readonly others: string | null;
  /** What a class has too few of is drawn from the next one. */
  readonly topUp: boolean;
  /** Whether the row's own ratio (or number) binds the sum of the classes, in its kind. */
  readonly overall: 'row-ratio' | 'none';
  /** Who gives or takes where the sum passes a bound: class by class by risk, or all in proportion. */
  readonly spread: 'by-risk' | 'in-proportion';
}

/** 属地 [R208]: each area draws a share (70 %) of its number at home, the rest comes from the whole scope. */
export interface OwnAreaRule {
  /** Empty: every area of the register. */
  readonly areas: readonly string[];
  readonly share: Fraction;
  /** What the row's ratio is taken of: the area's own units, or (for one area) all of the scope. */
  readonly base: 'own' | 'all';
}

export interface WeightRule {
  /** Named in the announcement. */
  readonly version: string;
  /** 1..1000 by the register's class of credit or risk. */
  readonly classes: readonly { readonly of: readonly string[]; readonly weight: number }[];
  readonly others: number;
}

/** 定向 [R212]: only units of these types, sizes, areas, classes and tags (R47); one of each list that is given. */
export interface Direction {
  readonly kinds?: readonly UnitType[] | undefined;
  readonly sizes?: readonly string[] | undefined;
  readonly areas?: readonly string[] | undefined;
  readonly riskClasses?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Nobody twice before everybody once, by the row's item. */
export interface CoverageRule {
  /** Plan years that count as one round; 1 is the year itself. */
  readonly years: number;
  /** When all had their turn: begin again, or draw nobody a second time. */
  readonly whenAllHadTheirTurn: 'begin-again' | 'stop';
}

/** 年度频次上限: visits per unit and plan year, of all items together. Null frees the row from the authority's cap. */
export interface CapRule {
  readonly visitsPerYear: number | null;
  /** Other caps for some classes of credit or risk. */
  readonly classes?:
    | readonly { readonly of: readonly string[]; readonly visitsPerYear: number }[]
    | undefined;
}

/** 批次 [R204] of a row that takes everybody: the drawn order decides who is visited when. */
export type BatchRule =
  | { readonly by: 'month' }
  | {
      readonly by: 'periods';
      readonly periods: readonly { readonly from: IsoDate; readonly to: IsoDate }[];
    };

export interface RowRule {
  /** Upper end of a ratio that is a range (3%至5%); the row's ratio is its lower end, of kind `floor`. */
  readonly upTo?: Fraction | undefined;
  /** So many units in all, in place of the row's ratio. */
  readonly count?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly classes?: ClassRule | undefined;
  readonly ownArea?: OwnAreaRule | undefined;
  readonly weights?: WeightRule | undefined;
  readonly direction?: Direction | undefined;
  readonly coverage?: CoverageRule | undefined;
  readonly cap?: CapRule | undefined;
  readonly batches?: BatchRule | undefined;
}
