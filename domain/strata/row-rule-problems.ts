/** What is wrong with a row's rule, in words for the person who drafts the plan. */
import { isIsoDate } from '../calendar/dates.ts';
import type { DrawType, PlanRatio } from '../plan/plan.ts';
import { classRuleProblems } from './class-rule-problems.ts';
import type {
  BatchRule,
  CapRule,
  CoverageRule,
  Fraction,
  OwnAreaRule,
  RowRule,
  WeightRule,
} from './row-rule.ts';
import { type RuleProblem, wholeFrom } from './rule-problem.ts';

interface RuledRow {
  readonly drawType: DrawType;
  readonly ratio: PlanRatio;
  readonly rule: RowRule;
}

const MOST_WEIGHT = 1000;

const isPartOfOne = ({ numerator, denominator }: Fraction): boolean =>
  wholeFrom(numerator, 1) && wholeFrom(denominator, 1) && numerator <= denominator;

const exceeds = (a: Fraction, b: Fraction): boolean =>
  BigInt(a.numerator) * BigInt(b.denominator) > BigInt(b.numerator) * BigInt(a.denominator);

const numberProblems = ({ ratio, rule }: RuledRow): RuleProblem[] => {
  const { upTo, count, minimum, maximum } = rule;
  const problems: RuleProblem[] = [];
  const say = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  if (upTo !== undefined) {
    if (!isPartOfOne(upTo)) say('upTo', '比例区间的上限应大于 0、不超过 100%。');
    else if (exceeds(ratio, upTo)) say('upTo', '比例区间的上限低于下限。');
    if (ratio.kind !== 'floor') say('upTo', '比例为区间时，抽查比例应写为下限（不低于）。');
    if (count !== undefined) say('upTo', '已规定抽取数量，不能再规定比例区间。');
  }
  for (const [field, value, name] of [
    ['count', count, '抽取数量'],
    ['maximum', maximum, '最多数量'],
  ] as const) {
    if (value !== undefined && !wholeFrom(value, 1)) say(field, `${name}应为正整数，现为“${value}”。`);
  }
  if (minimum !== undefined && !wholeFrom(minimum, 0))
    say('minimum', `最少数量应为非负整数，现为“${minimum}”。`);
  if (minimum !== undefined && maximum !== undefined && maximum < minimum)
    say('maximum', `最多数量${maximum}低于最少数量${minimum}。`);
  return problems;
};

const ownAreaProblems = ({ areas, share, base }: OwnAreaRule): RuleProblem[] => {
  const problems: RuleProblem[] = [];
  if (!isPartOfOne(share))
    problems.push({ field: 'ownArea.share', message: '属地比例应大于 0、不超过 100%。' });
  if (new Set(areas).size !== areas.length || areas.includes(''))
    problems.push({ field: 'ownArea.areas', message: '属地区域有空白或者重复。' });
  if (base === 'all' && areas.length !== 1)
    problems.push({ field: 'ownArea.base', message: '以全部对象为基数时，只能规定一个属地区域。' });
  return problems;
};

const weightProblems = ({ version, classes, others }: WeightRule): RuleProblem[] => {
  const problems: RuleProblem[] = [];
  if (version.trim() === '' || version === 'none')
    problems.push({ field: 'weights.version', message: '权重表应有版本号，且不能叫“none”。' });
  for (const weight of [...classes.map((one) => one.weight), others]) {
    if (!wholeFrom(weight, 1) || weight > MOST_WEIGHT)
      problems.push({ field: 'weights', message: `权重“${weight}”应为 1 至 ${MOST_WEIGHT} 的整数。` });
  }
  const named = classes.flatMap(({ of }) => of);
  if (new Set(named).size !== named.length)
    problems.push({ field: 'weights.classes', message: '同一等级规定了两个权重。' });
  return problems;
};

const coverageProblems = ({ years }: CoverageRule): RuleProblem[] =>
  wholeFrom(years, 1) && years <= 10
    ? []
    : [{ field: 'coverage.years', message: `覆盖周期应为 1 至 10 年，现为“${years}”。` }];

const capProblems = ({ visitsPerYear, classes = [] }: CapRule): RuleProblem[] =>
  [visitsPerYear, ...classes.map((one) => one.visitsPerYear)]
    .filter((visits) => visits !== null && !wholeFrom(visits, 1))
    .map((visits) => ({ field: 'cap', message: `年度频次上限应为正整数，现为“${visits}”。` }));

const batchProblems = (rule: BatchRule): RuleProblem[] => {
  if (rule.by === 'month') return [];
  const field = 'batches.periods';
  if (rule.periods.length === 0) return [{ field, message: '没有规定任何检查批次的起止日期。' }];
  return rule.periods.flatMap(({ from, to }, index): RuleProblem[] => {
    const name = `第 ${index + 1} 批`;
    if (!isIsoDate(from) || !isIsoDate(to))
      return [{ field, message: `${name}的起止日期“${from}”“${to}”不是真实日期。` }];
    if (from > to) return [{ field, message: `${name}的开始日期${from}晚于结束日期${to}。` }];
    const before = rule.periods[index - 1];
    return before !== undefined && from <= before.to
      ? [{ field, message: `${name}从${from}开始，与前一批（至${before.to}）重叠。` }]
      : [];
  });
};

const togetherProblems = ({ drawType, rule }: RuledRow): RuleProblem[] => {
  const problems: RuleProblem[] = [];
  const { classes, ownArea, coverage, direction } = rule;
  if (classes !== undefined && ownArea !== undefined)
    problems.push({ field: 'ownArea', message: '分类抽取和属地抽取不能用于同一计划行，请分为两行。' });
  if (coverage !== undefined && ownArea !== undefined)
    problems.push({ field: 'coverage', message: '累计不重复和属地抽取不能用于同一计划行，请分为两行。' });
  if (direction !== undefined && drawType === 'undirected')
    problems.push({
      field: 'direction',
      message: '不定向抽查从全部对象中抽取，不能再限定类型、规模、地域。',
    });
  if (direction !== undefined && Object.values(direction).every((list) => (list ?? []).length === 0))
    problems.push({ field: 'direction', message: '定向抽查没有写明限定的类型、规模、地域、等级或者标签。' });
  return problems;
};

/** Every problem of one row's rule; the caller names the row. */
export const rowRuleProblems = (row: RuledRow): RuleProblem[] => {
  const { classes, ownArea, weights, coverage, cap, batches } = row.rule;
  return [
    ...numberProblems(row),
    ...togetherProblems(row),
    ...(classes === undefined ? [] : classRuleProblems(classes, row.rule)),
    ...(ownArea === undefined ? [] : ownAreaProblems(ownArea)),
    ...(weights === undefined ? [] : weightProblems(weights)),
    ...(coverage === undefined ? [] : coverageProblems(coverage)),
    ...(cap === undefined ? [] : capProblems(cap)),
    ...(batches === undefined ? [] : batchProblems(batches)),
  ];
};
