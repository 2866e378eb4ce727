import type { ImportedPlan } from '../../domain/plan/import/import-plan.ts';
import type { ImportedRow } from '../../domain/plan/import/imported-row.ts';
import { planTableJson } from '../../domain/plan/import/plan-table.ts';
import type { PlanRatio } from '../../domain/plan/plan.ts';
import { ratioPercentOf } from '../../domain/plan/ratio-text.ts';
import { ruleWords } from '../../domain/strata/rule-words.ts';

/** Stands where the source gives nothing certain. */
const OPEN = '（待定）';

/** Characters of a source text quoted under its question; the file has the rest. */
const QUOTED_CHARACTERS = 60;

const quoted = (text: string): string => {
  const plain = text.replace(/\s+/gu, ' ');
  return plain.length > QUOTED_CHARACTERS ? `${plain.slice(0, QUOTED_CHARACTERS)}…` : plain;
};

const KIND_WORDS = { exact: '', floor: '不低于', cap: '不超过' } as const;

const shownRatio = (ratio: PlanRatio | null): string =>
  ratio === null ? OPEN : `${KIND_WORDS[ratio.kind]}${ratioPercentOf(ratio)}%`;

const shownRule = (row: ImportedRow | undefined): string[] =>
  row?.rule === undefined ? [] : [`    抽取规则：${ruleWords(row.rule).join('；')}`];

/** What is left of the doubts; assumed answers settle none of them for real use. */
const standing = (doubts: number, assumed: number): string => {
  if (doubts > 0) return `疑点：共 ${doubts} 个，请逐一答复`;
  return assumed === 0 ? '没有疑点。' : assumedWarning(assumed);
};

/** Said wherever a plan with assumed answers (假设答复) is shown. */
export const assumedWarning = (assumed: number): string =>
  `有 ${assumed} 个疑点按假设答复处理，未经核实，只能用于演练，不能用于正式计划。`;

/** The plan and its doubts for people to read [R284]. @param assumed how many of the given answers are assumptions */
export const planForPeople = (plan: ImportedPlan, assumed = 0): string => {
  const { rows, doubts } = planTableJson(plan);
  const { title, number } = plan.document;
  const rowLines = rows.flatMap((row, index) => [
    `${String(index + 1).padStart(2)}. ${row.number ?? OPEN}  ${row.taskNumber ?? OPEN}  ${row.drawType ?? OPEN}  ${shownRatio(plan.rows[index]?.ratio ?? null)}  ${row.windowStart ?? OPEN} 至 ${row.windowEnd ?? OPEN}`,
    `    计划名称：${row.planName ?? OPEN}`,
    `    任务名称：${row.taskName ?? OPEN}`,
    `    抽查事项：${row.item ?? OPEN}`,
    `    对象范围：${row.scope ?? OPEN}`,
    ...shownRule(plan.rows[index]),
  ]);
  const doubtLines = doubts.flatMap(({ line, row, text, question }, index) => [
    `${String(index + 1).padStart(2)}. 第 ${line} 行${row === null ? '' : `（${row}）`}：${question}`,
    `    原文：${quoted(text)}`,
  ]);
  return [
    title ?? `${plan.year}年度抽查工作计划`,
    ...(number === null ? [] : [number]),
    '',
    `计划行：共 ${rows.length} 行`,
    ...rowLines,
    '',
    standing(doubts.length, assumed),
    ...doubtLines,
    '',
  ].join('\n');
};
