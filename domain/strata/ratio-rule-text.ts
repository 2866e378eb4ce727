/** Ratios that are more than one figure, as plans write them: a range, or one for each class. */
import type { PlanRatio } from '../plan/plan.ts';
import { ratioOf } from '../plan/ratio-text.ts';
import type { RowRule, UnitClass } from './row-rule.ts';

export interface RatioRule {
  readonly ratio: PlanRatio;
  /** Undefined where one ratio says it all. */
  readonly rule?: RowRule;
}

const RANGE = /^(?:介于)?(?<least>[\d.]+%?)(?:-|—|–|~|至|到)(?<most>[\d.]+%)(?:之间)?$/u;
const BETWEEN_CLASSES = /[；;，,、]/u;
const CLASS =
  /^(?<name>[\p{L}\p{N}]{1,20}?)(?:级|类|等级)?(?:企业|对象|单位|业户)?[:：]?(?:按|为|抽查|抽取)*(?<ratio>(?:不低于|不少于|不超过|不高于|至少|最多|全部|全覆盖|百分之|[\d.]+%).*)$/u;
const SUM = /^(?:各类)?(?:合计|总计|总体|总量|总比例)(?:抽查|抽取)?(?:比例)?(?:为|按)?/u;

const squeeze = (text: string): string => text.normalize('NFKC').replace(/％/gu, '%').replace(/\s+/gu, '');

const smaller = (a: PlanRatio, b: PlanRatio): boolean =>
  BigInt(a.numerator) * BigInt(b.denominator) < BigInt(b.numerator) * BigInt(a.denominator);

/** 3%至5%, 3-5%: at least the one, at most the other. */
const rangeOf = (text: string): RatioRule | null => {
  const { least = '', most = '' } = RANGE.exec(text)?.groups ?? {};
  const [low, high] = [ratioOf(least.endsWith('%') ? least : `${least}%`), ratioOf(most)];
  if (low === null || high === null || !smaller(low, high)) return null;
  const { numerator, denominator } = high;
  return { ratio: { ...low, kind: 'floor' }, rule: { upTo: { numerator, denominator } } };
};

/** The register may write the grade with or without 级. */
const classOf = (text: string): (UnitClass & { readonly ratio: PlanRatio }) | null => {
  const { name = '', ratio: stated = '' } = CLASS.exec(text)?.groups ?? {};
  const ratio = ratioOf(stated);
  return name === '' || ratio === null ? null : { id: name, of: [name, `${name}级`, `${name}类`], ratio };
};

/** A true statement about the sum where the plan makes none: no class is drawn less than the lowest of them. */
const lowestOf = (classes: readonly { readonly ratio: PlanRatio }[]): PlanRatio => {
  if (classes.some(({ ratio }) => ratio.kind === 'cap'))
    return { numerator: 100, denominator: 100, kind: 'cap' };
  const [lowest] = classes.map(({ ratio }) => ratio).sort((a, b) => (smaller(a, b) ? -1 : 1));
  return { ...(lowest ?? { numerator: 100, denominator: 100 }), kind: 'floor' };
};

/** A级1%、B级5%、D级全部，合计不低于3%: from the lowest ratio, which is the lowest risk, to the highest. */
const classesOf = (text: string): RatioRule | null => {
  const parts = text.split(BETWEEN_CLASSES).filter((part) => part !== '');
  const sums = parts.filter((part) => SUM.test(part));
  const classes = parts.filter((part) => !SUM.test(part)).map(classOf);
  const read = classes.filter((one) => one !== null);
  const total = sums.length === 0 ? null : ratioOf((sums[0] ?? '').replace(SUM, ''));
  if (read.length < 2 || read.length < classes.length || sums.length > 1) return null;
  if (sums.length === 1 && total === null) return null;
  if (new Set(read.map(({ id }) => id)).size !== read.length) return null;
  const sorted = read.toSorted((a, b) =>
    smaller(a.ratio, b.ratio) ? -1 : smaller(b.ratio, a.ratio) ? 1 : 0,
  );
  return {
    ratio: total ?? lowestOf(sorted),
    rule: {
      classes: {
        by: 'riskClass',
        classes: sorted,
        others: null,
        topUp: false,
        overall: total === null ? 'none' : 'row-ratio',
        spread: 'by-risk',
      },
    },
  };
};

/** A ratio, a range, or classes with a ratio each; null for anything else: nothing is guessed. */
export const ratioRuleOf = (text: string): RatioRule | null => {
  const ratio = ratioOf(text);
  if (ratio !== null) return { ratio };
  const bare = squeeze(text);
  return rangeOf(bare) ?? classesOf(bare);
};
