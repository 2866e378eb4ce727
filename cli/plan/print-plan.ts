import type { ImportedPlan } from '../../domain/plan/import/import-plan.ts';
import { planTableJson } from '../../domain/plan/import/plan-table.ts';
import type { PlanRatio } from '../../domain/plan/plan.ts';
import { ratioPercentOf } from '../../domain/plan/ratio-text.ts';

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

/** The plan and its doubts for people to read [R284]. */
export const planForPeople = (plan: ImportedPlan): string => {
  const { rows, doubts } = planTableJson(plan);
  const { title, number } = plan.document;
  const rowLines = rows.flatMap((row, index) => [
    `${String(index + 1).padStart(2)}. ${row.number ?? OPEN}  ${row.taskNumber ?? OPEN}  ${row.drawType ?? OPEN}  ${shownRatio(plan.rows[index]?.ratio ?? null)}  ${row.windowStart ?? OPEN} 至 ${row.windowEnd ?? OPEN}`,
    `    计划名称：${row.planName ?? OPEN}`,
    `    任务名称：${row.taskName ?? OPEN}`,
    `    抽查事项：${row.item ?? OPEN}`,
    `    对象范围：${row.scope ?? OPEN}`,
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
    doubts.length === 0 ? '没有疑点。' : `疑点：共 ${doubts.length} 个，请逐一答复`,
    ...doubtLines,
    '',
  ].join('\n');
};
