import { planRowProblems } from '../../../domain/plan/check-plan.ts';
import { answersTemplate, parseAnswers } from '../../../domain/plan/import/answers.ts';
import { importPlan } from '../../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../../domain/plan/import/plan-rows.ts';
import { ratioRuleOf } from '../../../domain/strata/ratio-rule-text.ts';
import { ruleWords } from '../../../domain/strata/rule-words.ts';
import { linesOf, soundRows, withCell } from '../plan/import/tables.ts';
import { percent } from './support/rows.ts';

describe('a ratio in words', () => {
  it.each(['3%至5%', '3%-5%', '3-5%', '3％～5％', '介于3%到5%之间'])('%p is a range', (text) => {
    expect(ratioRuleOf(text)).toEqual({
      ratio: percent(3, 'floor'),
      rule: { upTo: { numerator: 5, denominator: 100 } },
    });
  });

  it('gives each class its own, from the lowest to the highest [R20]', () => {
    const read = ratioRuleOf('D级全部、A级企业1%；B类为5%，C级：不低于20%');
    expect(read?.rule?.classes?.classes.map(({ id, ratio }) => [id, ratio])).toEqual([
      ['A', percent(1)],
      ['B', percent(5)],
      ['C', percent(20, 'floor')],
      ['D', percent(100)],
    ]);
    expect(read?.rule?.classes?.overall).toBe('none');
    expect(read?.ratio).toEqual(percent(1, 'floor'));
  });

  it('binds the sum where it names one', () => {
    const read = ratioRuleOf('守信1%、失信100%，合计不低于3%');
    expect(read).toMatchObject({ ratio: percent(3, 'floor'), rule: { classes: { overall: 'row-ratio' } } });
  });

  it('is still one figure where it is one', () => {
    expect(ratioRuleOf('不低于3%')).toEqual({ ratio: percent(3, 'floor') });
  });

  it.each([
    '5%至3%',
    '很多',
    'A级1%',
    'A级1%、A级5%',
    'A级1%、B级若干',
    'A级1%、B级5%，合计若干',
    '3%至500%',
    '',
  ])('guesses nothing of %p', (text) => {
    expect(ratioRuleOf(text)).toBeNull();
  });
});

describe('an answer to a doubt', () => {
  it('may be a range or one ratio for each class, and makes a row that can be drawn [R278]', () => {
    const rows = withCell(soundRows(), 2, 5, '见附件');
    const asked = importPlan(linesOf(rows)).doubts;
    const answers = parseAnswers({
      answers: answersTemplate(asked).answers.map((answer) => ({
        ...answer,
        value: 'A级1%、D级全部，合计不低于3%',
        answeredBy: '张三',
        answeredOn: '2020-12-20',
      })),
    });
    const [, , row, next] = planRowsOf(importPlan(linesOf(rows), answers));
    expect(row?.rule?.classes?.classes.map(({ id }) => id)).toEqual(['A', 'D']);
    expect(next).not.toHaveProperty('rule');
    expect(planRowProblems(2021, planRowsOf(importPlan(linesOf(rows), answers)))).toEqual([]);
  });
});

describe('a rule for people to read', () => {
  it('says each of its parts', () => {
    expect(
      ruleWords({
        ...ratioRuleOf('A级1%、D级全部，合计不低于3%')?.rule,
        upTo: { numerator: 5, denominator: 1000 },
        direction: { kinds: ['vehicle'], tags: ['危货'] },
        coverage: { years: 1, whenAllHadTheirTurn: 'begin-again' },
        cap: { visitsPerYear: 1, classes: [{ of: ['D'], visitsPerYear: 2 }] },
        batches: { by: 'month' },
      }),
    ).toEqual([
      '抽查比例不超过0.5%',
      '定向抽取：车辆；危货',
      '按信用风险等级分类抽取：A类1%；D类100%；各类合计符合抽查比例',
      '本年度内已被本事项抽中的不再抽取，全部抽到后重新开始',
      '每个对象每年至多检查1次，D至多2次',
      '检查按月分批，批次由抽取顺序决定',
    ]);
  });

  it('names areas, weights and numbers', () => {
    const share = { numerator: 70, denominator: 100 };
    expect(
      ruleWords({
        count: 5,
        minimum: 1,
        maximum: 9,
        ownArea: { areas: [], share, base: 'own' },
        weights: { version: '2026', classes: [], others: 1 },
      }),
    ).toEqual([
      '抽取5个',
      '至少抽取1个',
      '至多抽取9个',
      '各区域在本区域抽取70%，其余在全部范围内抽取',
      '按权重表“2026”加权抽取',
    ]);
  });
});
