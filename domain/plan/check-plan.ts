import type { IsoDate } from '../calendar/dates.ts';
import { isIsoDate } from '../calendar/dates.ts';
import { rowRuleProblems } from '../strata/row-rule-problems.ts';
import { numberingProblems, planSequence } from './numbering.ts';
import type { PlanDocument, PlanRow } from './plan.ts';

/** Something to put right or to ask about before a plan is approved; `row` is null where it concerns the whole plan. */
export interface PlanProblem {
  readonly row: string | null;
  readonly field: keyof PlanRow | keyof PlanDocument;
  /** `error` stops the approval; `ask` needs a person's word. */
  readonly severity: 'error' | 'ask';
  readonly message: string;
}

const ratioProblem = ({ number, ratio }: PlanRow): PlanProblem | null => {
  const { numerator, denominator } = ratio;
  const whole = [numerator, denominator].every((part) => Number.isSafeInteger(part) && part > 0);
  if (whole && numerator <= denominator) return null;
  return {
    row: number,
    field: 'ratio',
    severity: 'error',
    message: `计划 ${number}：抽查比例应大于 0、不超过 100%。`,
  };
};

const windowProblem = (year: number, { number, windowStart, windowEnd }: PlanRow): PlanProblem | null => {
  const say = (field: keyof PlanRow, severity: PlanProblem['severity'], message: string) => ({
    row: number,
    field,
    severity,
    message: `计划 ${number}：${message}`,
  });
  if (!isIsoDate(windowStart)) return say('windowStart', 'error', `开始日期“${windowStart}”不是真实日期。`);
  if (!isIsoDate(windowEnd)) return say('windowEnd', 'error', `结束日期“${windowEnd}”不是真实日期。`);
  if (windowEnd <= windowStart) return say('windowEnd', 'error', '结束日期应晚于开始日期。');
  const outside = [windowStart, windowEnd].find((day) => !day.startsWith(`${year}-`));
  return outside === undefined
    ? null
    : say('windowStart', 'ask', `抽查日期 ${outside} 不在计划年度 ${year} 年内，请确认。`);
};

const ruleProblems = ({ number, drawType, ratio, rule }: PlanRow): PlanProblem[] =>
  rule === undefined
    ? []
    : rowRuleProblems({ drawType, ratio, rule }).map(({ field, message }) => ({
        row: number,
        field: 'rule',
        severity: 'error',
        message: `计划 ${number}：抽取规则（${field}）：${message}`,
      }));

const numberProblems = (year: number, rows: readonly PlanRow[]): PlanProblem[] =>
  numberingProblems(rows.map((row) => planSequence(year, row.number))).map((problem) => {
    const row = rows[problem.index]?.number ?? null;
    const message = {
      absent: `编号“${row}”不是 ${year} 年的编号。`,
      repeated: `编号“${row}”重复。`,
      backwards: `编号“${row}”的次序颠倒。`,
      gap: `编号“${row}”之前有缺号。`,
    }[problem.kind];
    return { row, field: 'number', severity: 'error', message };
  });

/**
 * The rules of a plan's rows that need no register: ratio bounds, dates within the plan year, gap-free numbers [R271],
 * rules that can be carried out.
 */
export const planRowProblems = (year: number, rows: readonly PlanRow[]): PlanProblem[] => [
  ...(rows.length === 0
    ? [{ row: null, field: 'title', severity: 'error', message: '计划没有任何计划行。' } as const]
    : []),
  ...numberProblems(year, rows),
  ...rows.flatMap((row) => [
    ...[ratioProblem(row), windowProblem(year, row)].filter((found) => found !== null),
    ...ruleProblems(row),
  ]),
];

/**
 * What keeps a plan document from taking effect [R237, R238]: its number, issuer, approving body and date; `asOf` (the
 * day of asking) in or after the plan year without approval is late.
 */
export const planDocumentProblems = (document: PlanDocument, asOf: IsoDate): PlanProblem[] => {
  const needed = { number: '文号', issuer: '发文机关', title: '标题', year: '年度', approvedBy: '批准机构' };
  const absent = (Object.keys(needed) as (keyof typeof needed)[])
    .filter((field) => document[field] === null)
    .map(
      (field): PlanProblem => ({
        row: null,
        field,
        severity: 'error',
        message: `计划缺少${needed[field]}，请补填。`,
      }),
    );
  const { year, signedOn } = document;
  const late = year !== null && (signedOn ?? asOf) >= `${year}-01-01`;
  const message =
    signedOn === null
      ? `${year} 年度计划至 ${asOf} 仍未签发：应在年度开始前批准并印发，请尽快办理。`
      : `${year} 年度计划于 ${signedOn} 签发，晚于年度开始，请说明原因。`;
  return late ? [...absent, { row: null, field: 'signedOn', severity: 'ask', message }] : absent;
};
