import type { RatioKind } from '../quota/quota.ts';
import type { PlanRatio } from './plan.ts';

const KIND_WORDS: readonly (readonly [RegExp, RatioKind])[] = [
  [/^(不低于|不少于|至少|≥|>=)/u, 'floor'],
  [/^(不超过|不高于|不大于|最多|至多|≤|<=)/u, 'cap'],
];

const PERCENT = /^(?:(\d{1,3})(?:\.(\d{1,4}))?%|百分之(\d{1,3})(?:\.(\d{1,4}))?)$/u;

/**
 * 抽查比例 as a fraction in whole numbers [R273]: 50%, 0.5%, 百分之5, 不低于3%, 5%以上,
 * 不超过10%, 全部. Null for anything else, and for a ratio that is zero or above 100 %: nothing is guessed.
 */
export const ratioOf = (text: string): PlanRatio | null => {
  const bare = text
    .normalize('NFKC')
    .replace(/％/gu, '%')
    .replace(/(?<!\d)\s+|\s+(?!\d)/gu, '');
  if (/^(全部|全覆盖)$/u.test(bare)) return { numerator: 100, denominator: 100, kind: 'exact' };
  const worded = KIND_WORDS.find(([words]) => words.test(bare));
  const above = /(以上)$/u.test(bare);
  const below = /(以下|以内)$/u.test(bare);
  // Two bounds at once (不低于3%以下) contradict each other: a person has to say which is meant.
  if (Number(worded !== undefined) + Number(above) + Number(below) > 1) return null;
  const figures = PERCENT.exec(bare.replace(worded?.[0] ?? '', '').replace(/(以上|以下|以内)$/u, ''));
  if (figures === null) return null;
  const decimals = figures[2] ?? figures[4] ?? '';
  const denominator = 100 * 10 ** decimals.length;
  const numerator = Number(`${figures[1] ?? figures[3]}${decimals}`);
  if (numerator === 0 || numerator > denominator) return null;
  return { numerator, denominator, kind: worded?.[1] ?? (above ? 'floor' : below ? 'cap' : 'exact') };
};

/** The ratio in per cent. The division is the only one, so 5/1000 gives exactly 0.5. */
export const ratioPercentOf = ({ numerator, denominator }: PlanRatio): number =>
  numerator / (denominator / 100);

const BOUND_WORDS: Readonly<Record<RatioKind, string>> = { exact: '', floor: '不低于', cap: '不超过' };

/** A ratio as the plan table writes it: 50%, 不低于0.5%; {@link ratioOf} reads it back. */
export const ratioText = (ratio: PlanRatio): string => `${BOUND_WORDS[ratio.kind]}${ratioPercentOf(ratio)}%`;
