import type { ClassRule, RowRule, UnitClass } from './row-rule.ts';
import { type RuleProblem, wholeFrom } from './rule-problem.ts';
import { isOpen } from './working-class.ts';

/** Ends a stratum's id, which stands in labels of lists and in file names. */
const CLASS_ID = /^[\p{L}\p{N}_.-]{1,30}$/u;

const oneClassProblems = (one: UnitClass, isCatchAll: boolean): RuleProblem[] => {
  const { id, of, ratio, count, minimum, maximum } = one;
  const problems: RuleProblem[] = [];
  const say = (field: string, message: string): void => {
    problems.push({ field: `classes.${id}.${field}`, message: `“${id}”类${message}` });
  };
  if (!CLASS_ID.test(id)) say('id', '的名称应为文字、数字，不超过 30 个字。');
  if (of.length === 0 && !isCatchAll) say('of', '没有写明名录库中对应的等级。');
  if (ratio !== undefined) {
    const { numerator, denominator } = ratio;
    if (!wholeFrom(numerator, 1) || !wholeFrom(denominator, 1) || numerator > denominator)
      say('ratio', '的抽查比例应大于 0、不超过 100%。');
    if (count !== undefined) say('count', '已规定比例，不能再规定数量。');
  }
  if (count !== undefined && !wholeFrom(count, 0)) say('count', `的抽取数量应为非负整数，现为“${count}”。`);
  for (const [field, value] of [
    ['minimum', minimum],
    ['maximum', maximum],
  ] as const) {
    if (value === undefined) continue;
    if (!wholeFrom(value, 0)) say(field, `的最少、最多数量应为非负整数，现为“${value}”。`);
    if (ratio === undefined) say(field, '没有规定比例，不能规定最少、最多数量。');
  }
  if (minimum !== undefined && maximum !== undefined && maximum < minimum)
    say('maximum', `的最多数量${maximum}低于最少数量${minimum}。`);
  return problems;
};

/** What is wrong with the classes of a row's rule. */
export const classRuleProblems = (rule: ClassRule, { upTo, count }: RowRule): RuleProblem[] => {
  const { classes, others, overall } = rule;
  const problems: RuleProblem[] = [];
  const say = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  if (classes.length === 0) say('classes', '分类抽取没有写明任何类别。');
  const ids = classes.map(({ id }) => id);
  const named = classes.flatMap(({ of }) => of);
  if (new Set(ids).size !== ids.length) say('classes', '类别名称重复。');
  const twice = named.find((word, index) => named.indexOf(word) !== index);
  if (twice !== undefined) say('classes', `等级“${twice}”同时属于两个类别。`);
  if (others !== null && !ids.includes(others))
    say('classes.others', `未登记等级的对象归入“${others}”类，但没有这个类别。`);
  const open = classes.filter(isOpen);
  if (overall === 'none' && open.length > 0)
    say(`classes.${open[0]?.id}`, `“${open[0]?.id}”类没有规定比例或者数量，又没有总量可以分配。`);
  if (overall === 'none' && (upTo !== undefined || count !== undefined))
    say('classes.overall', '规定了总量，但各类合计不受总量约束，请二者择一。');
  return [...problems, ...classes.flatMap((one) => oneClassProblems(one, one.id === others))];
};
