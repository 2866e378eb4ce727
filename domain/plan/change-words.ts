import type { RowRule } from '../strata/row-rule.ts';
import { ruleWords } from '../strata/rule-words.ts';
import type { PlanChange } from './diff-plans.ts';
import { DRAW_TYPE_WORDS } from './draw-type.ts';
import type { DrawType, PlanRatio, PlanRow } from './plan.ts';
import { ratioText } from './ratio-text.ts';

const TITLES: Readonly<Record<keyof PlanRow, string>> = {
  number: '抽查计划编号',
  planName: '抽查计划名称',
  taskNumber: '抽查任务编号',
  taskName: '抽查任务名称',
  drawType: '抽查类型',
  ratio: '抽查比例',
  ratioPercent: '抽查比例',
  item: '抽查事项',
  parts: '事项各部分',
  scope: '抽查对象范围',
  scopeRule: '抽查对象范围',
  windowStart: '抽查开始日期',
  windowEnd: '抽查结束日期',
  rule: '抽取规则',
};

const wordsOf = (field: keyof PlanRow, value: PlanChange['before']): string => {
  if (value === null) return '';
  if (field === 'ratio') return ratioText(value as PlanRatio);
  if (field === 'drawType') return DRAW_TYPE_WORDS[value as DrawType];
  if (field === 'rule') return ruleWords(value as RowRule).join('；');
  return String(value);
};

export interface ChangeInWords {
  readonly row: string;
  readonly kind: PlanChange['kind'];
  /** Null where the whole row came or went. */
  readonly title: string | null;
  readonly before: string;
  readonly after: string;
}

/** A change between two versions as people read it [R56]. */
export const changeInWords = ({ row, kind, field, before, after }: PlanChange): ChangeInWords =>
  field === null
    ? { row, kind, title: null, before: '', after: '' }
    : { row, kind, title: TITLES[field], before: wordsOf(field, before), after: wordsOf(field, after) };
