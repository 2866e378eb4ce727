/** The rule of each plan row as the announcement publishes it, for everyone to compare with the plan (计划行的抽取规则). */
import type { RatioKind } from '../quota/quota.ts';

/** What a rule consists of; `docs/draw.md`, part 3, lists the members. */
export type PublishedRule = Readonly<Record<string, unknown>>;

export interface AnnouncedRule {
  readonly row: number;
  /** Name of the inspected item (抽查事项). */
  readonly item: string;
  readonly mode: 'directed' | 'undirected' | 'either';
  readonly scope: {
    readonly category: string;
    /** Null: the whole authority. */
    readonly area: string | null;
    readonly founded_before: string | null;
  };
  readonly ratio: { readonly numerator: number; readonly denominator: number; readonly kind: RatioKind };
  /** Null where the row draws its ratio of its whole scope and no more is said. */
  readonly rule: PublishedRule | null;
}
