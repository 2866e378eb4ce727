import { planRowProblems } from '../../../domain/plan/check-plan.ts';
import { diffPlans } from '../../../domain/plan/diff-plans.ts';
import type { RowRule } from '../../../domain/strata/row-rule.ts';
import { planRows2021 } from '../../db/support/plan-2021.ts';
import { byRisk, percent } from './support/rows.ts';

const problemsOf = (rule: RowRule, change: object = {}) =>
  planRowProblems(
    2021,
    planRows2021().map((row, index) => (index === 1 ? { ...row, ...change, rule } : row)),
  );

const A = { id: 'A', of: ['A'], ratio: percent(1) };

describe('a plan row’s rule', () => {
  it('that can be carried out is no problem', () => {
    expect(
      problemsOf({
        ...byRisk([A, { id: 'D', of: ['D'], ratio: percent(100) }], { overall: 'row-ratio', topUp: true }),
        coverage: { years: 1, whenAllHadTheirTurn: 'begin-again' },
        cap: { visitsPerYear: 2 },
        batches: { by: 'month' },
      }),
    ).toEqual([]);
  });

  it.each<[string, RowRule, object, string]>([
    [
      'a range upside down',
      { upTo: { numerator: 3, denominator: 100 } },
      { ratio: percent(5, 'floor') },
      '上限低于下限',
    ],
    ['a range without a lower end', { upTo: { numerator: 9, denominator: 100 } }, {}, '应写为下限'],
    ['no whole number', { count: 1.5 }, {}, '抽取数量应为正整数'],
    ['bounds that cross', { minimum: 5, maximum: 3 }, {}, '最多数量3低于最少数量5'],
    ['a class without a word for it', byRisk([{ ...A, of: [] }]), {}, '“A”类没有写明名录库中对应的等级'],
    ['a grade in two classes', byRisk([A, { ...A, id: 'B' }]), {}, '等级“A”同时属于两个类别'],
    ['classes of one name', byRisk([A, { ...A, of: ['B'] }]), {}, '类别名称重复'],
    ['an open class without a total', byRisk([{ id: 'A', of: ['A'] }]), {}, '又没有总量可以分配'],
    ['a ratio above all', byRisk([{ ...A, ratio: percent(101) }]), {}, '“A”类的抽查比例应大于 0'],
    ['ratio and number at once', byRisk([{ ...A, count: 3 }]), {}, '已规定比例'],
    ['a rest without a class', byRisk([A], { others: 'E' }), {}, '没有这个类别'],
    [
      'classes and areas at once',
      { ...byRisk([A]), ownArea: { areas: [], share: { numerator: 7, denominator: 10 }, base: 'own' } },
      {},
      '请分为两行',
    ],
    [
      'a share of nothing',
      { ownArea: { areas: [], share: { numerator: 0, denominator: 10 }, base: 'own' } },
      {},
      '属地比例',
    ],
    ['a weight too large', { weights: { version: 'v', classes: [], others: 1001 } }, {}, '1 至 1000'],
    [
      'an undirected row with a direction',
      { direction: { sizes: ['大型'] } },
      { drawType: 'undirected' },
      '不能再限定',
    ],
    [
      'a direction that says nothing',
      { direction: { sizes: [] } },
      { drawType: 'directed' },
      '没有写明限定的',
    ],
    ['a cap of none', { cap: { visitsPerYear: 0 } }, {}, '年度频次上限应为正整数'],
    ['years without end', { coverage: { years: 99, whenAllHadTheirTurn: 'stop' } }, {}, '覆盖周期'],
    ['no batch', { batches: { by: 'periods', periods: [] } }, {}, '没有规定任何检查批次'],
    [
      'batches that overlap',
      {
        batches: {
          by: 'periods',
          periods: [
            { from: '2021-01-01', to: '2021-02-01' },
            { from: '2021-02-01', to: '2021-03-01' },
          ],
        },
      },
      {},
      '第 2 批从2021-02-01开始，与前一批',
    ],
  ])('names row and field of %s', (_, rule, change, words) => {
    const [found, ...more] = problemsOf(rule, change);
    expect(more).toEqual([]);
    expect(found).toMatchObject({ row: '202102', field: 'rule', severity: 'error' });
    expect(found?.message).toMatch(/^计划 202102：抽取规则（[\p{L}\p{N}.-]+）：/u);
    expect(found?.message).toContain(words);
  });
});

describe('the difference of two versions of a plan', () => {
  it('shows a rule that came, changed and went [R56]', () => {
    const [row, ...others] = planRows2021();
    const versionWith = (rule?: RowRule) =>
      [{ ...row, ...(rule === undefined ? {} : { rule }) }, ...others] as never;
    const changes = (before?: RowRule, after?: RowRule) =>
      diffPlans(versionWith(before), versionWith(after)).map((change) => [
        change.field,
        change.before,
        change.after,
      ]);
    const [one, two] = [{ count: 5 }, { count: 6 }];
    expect(changes(undefined, one)).toEqual([['rule', null, one]]);
    expect(changes(one, two)).toEqual([['rule', one, two]]);
    expect(changes(two, undefined)).toEqual([['rule', two, null]]);
    expect(changes(one, one)).toEqual([]);
  });
});
