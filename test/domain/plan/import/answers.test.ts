import {
  answersTemplate,
  assertUsableForLivePlan,
  parseAnswers,
} from '../../../../domain/plan/import/answers.ts';
import { importPlan } from '../../../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../../../domain/plan/import/plan-rows.ts';
import { linesOf, soundRows, withCell } from './tables.ts';

/** Row 3 without its ratio. */
const RATIO = 5;
const DRAW_TYPE = 4;
const rows = withCell(soundRows(), 2, RATIO, '');
const asked = importPlan(linesOf(rows)).doubts;

const answersWith = (value: string | number | null, change: Record<string, unknown> = {}) =>
  parseAnswers({
    answers: answersTemplate(asked).answers.map((answer) => ({
      ...answer,
      value,
      answeredBy: '张三',
      answeredOn: '2020-12-20',
      ...change,
    })),
  });

describe('answers to doubts', () => {
  it('offers a template with each open question and no answer [R278]', () => {
    const template = answersTemplate(asked);
    expect(template.answers.map(({ row, field, value }) => [row, field, value])).toEqual([
      ['202103', 'ratioPercent', null],
    ]);
    expect(importPlan(linesOf(rows), parseAnswers(template)).doubts).toEqual(asked);
  });

  it.each([30, '30', '30%', '30％'])('takes %p for a ratio', (value) => {
    const plan = importPlan(linesOf(rows), answersWith(value));
    expect(plan.doubts).toEqual([]);
    expect(planRowsOf(plan)[2]?.ratioPercent).toBe(30);
  });

  it('takes 定向 or 不定向 for a kind of draw, never that it may be either [R272]', () => {
    const either = linesOf(withCell(soundRows(), 2, DRAW_TYPE, '定向或不定向抽查'));
    const [question] = answersTemplate(importPlan(either).doubts).answers;
    const kindsAfter = (value: string) => {
      const answer = { ...question, value, answeredBy: '张三', answeredOn: '2020-12-20' };
      return importPlan(either, parseAnswers({ answers: [answer] })).doubts.map(({ kind }) => kind);
    };
    expect(kindsAfter('定向或不定向')).toEqual(['to-settle', 'bad-answer']);
    expect(kindsAfter('不定向')).toEqual([]);
    expect(kindsAfter('定向抽查')).toEqual([]);
  });

  it('asks again where an answer is no ratio', () => {
    const { doubts } = importPlan(linesOf(rows), answersWith('很多'));
    expect(doubts.map(({ kind }) => kind)).toEqual(['missing', 'bad-answer']);
  });

  it('reports an answer whose source text was changed', () => {
    const changed = withCell(rows, 2, 1, '2021年怀仁市云东区交通运输局抽查工作计划3');
    const { doubts } = importPlan(linesOf(changed), answersWith(30));
    expect(doubts.map(({ kind }) => kind).sort()).toEqual(['missing', 'serial', 'stale-answer']);
  });

  it('reports an answer to a doubt that is none', () => {
    const { doubts } = importPlan(linesOf(soundRows()), answersWith(30));
    expect(doubts.map(({ kind, row }) => [kind, row])).toEqual([['stale-answer', '202103']]);
  });

  it('keeps its answers when lines are added above the table', () => {
    const moved = linesOf(rows).map(({ line, cells }) => ({ line: line + 7, cells }));
    expect(importPlan(moved, answersWith(30)).doubts).toEqual([]);
  });

  it('checks what answers say by the rules of the table: a repeated number is a new doubt', () => {
    const noNumber = withCell(soundRows(), 2, 0, '');
    const template = answersTemplate(importPlan(linesOf(noNumber)).doubts);
    const answers = parseAnswers({
      answers: template.answers.map((answer) => ({
        ...answer,
        value: '202104',
        answeredBy: '张三',
        answeredOn: '2020-12-20',
      })),
    });
    const { doubts } = importPlan(linesOf(noNumber), answers);
    expect(doubts.map(({ field, text }) => [field, text])).toEqual([
      ['number', '202104'],
      ['number', '202104'],
    ]);
  });

  it('refuses to make a plan while a doubt is open', () => {
    expect(() => planRowsOf(importPlan(linesOf(rows)))).toThrow('计划还有 1 个疑点没有答复');
  });

  it('refuses assumed answers for a live plan, and takes confirmed ones', () => {
    expect(() => assertUsableForLivePlan(answersWith(30, { assumed: true }))).toThrow('不能用于正式计划');
    expect(() => assertUsableForLivePlan(answersWith(30, { assumed: undefined }))).toThrow('假设的答复');
    expect(() => assertUsableForLivePlan(answersWith(30))).not.toThrow();
  });

  it.each([
    [{ answers: 'none' }, '格式不对'],
    [{ answers: [{ value: 1 }] }, '第 1 条有误：缺少 key'],
    [{ answers: [{ key: 'item/1/missing/x', value: 'a' }] }, '缺少 answeredBy'],
    [
      { answers: [{ key: 'item/1/missing/x', value: 'a', answeredBy: '张三', answeredOn: '2021-02-30' }] },
      'answeredOn',
    ],
    [{ answers: [{ key: 'item/1/missing/x' }, { key: 'item/1/missing/x' }] }, '第 2 条有误：与第 1 条'],
  ])('says what is wrong with an answers file: %j', (content, message) => {
    expect(() => parseAnswers(content)).toThrow(message);
  });
});
