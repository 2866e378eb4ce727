import type { PlanVersion } from '../../../../api/resources/plan/plan-schema.ts';
import type { Tone } from '../../boards/state-tag.tsx';

type State = PlanVersion['state'];

/** State of a version of a plan, and how it is drawn. */
export const VERSION_STATES: Readonly<Record<State, readonly [words: string, tone: Tone]>> = {
  draft: ['草案，待审核', 'work'],
  reviewed: ['已审核，待批准', 'work'],
  approved: ['已批准，待公布', 'care'],
  published: ['已公布，现行有效', 'done'],
  superseded: ['已被替代', 'none'],
};

/** What people call the fields of a plan row. */
export const FIELD_NAMES: Readonly<Record<string, string>> = {
  number: '抽查计划编号',
  planName: '抽查计划名称',
  taskNumber: '抽查任务编号',
  taskName: '抽查任务名称',
  drawType: '抽查类型',
  ratio: '抽查比例',
  ratioPercent: '抽查比例',
  item: '抽查事项',
  scope: '抽查对象范围',
  windowStart: '抽查开始日期',
  windowEnd: '抽查结束日期',
  rule: '抽取规则',
  document: '正文',
  table: '计划表',
};

export const DRAW_TYPES = {
  directed: '定向',
  undirected: '不定向',
  either: '定向或不定向',
} as const;

/** What a plan version of assumed answers bears wherever it is shown. */
export const ASSUMED = '含演练假设的答复：只能用于演练，不能公布为正式计划';
