import { drawTypeOf } from '../draw-type.ts';
import { ratioOf } from '../ratio-text.ts';
import { scopeRuleOf } from '../scope-rule.ts';
import type { Column } from './columns.ts';
import type { KnownValues } from './known-values.ts';
import { likeness } from './known-values.ts';
import { windowOf } from './window.ts';

/**
 * How well a text stands as the whole content of a column. Only the order of these figures and the distance between
 * neighbours matter: a whole value beats any fragment, a fragment that begins a value beats one that ends it.
 */
export const QUALITY = { known: 12, whole: 10, head: 4, loose: 1, tail: -3, wrong: -8 } as const;

/** A whole value may fall a little short of the best: a plan's name without its serial. */
export const isWhole = (worth: number): boolean => worth >= QUALITY.whole - 2;

const DRAW_TYPE_TEXTS = ['定向或不定向抽查', '不定向抽查', '定向抽查'];
const IS_HEAD_OF_WINDOW =
  /^\d{1,4}(年(\d{1,2}(月(\d{1,2}日?)?)?([至到\-—~～]+(\d{1,4}(年)?)?(\d{1,2}月?\d{0,2})?)?)?)?$/u;
const IS_TAIL_OF_WINDOW = /^[年月\d至到\-—~～日]*[月日]$/u;
const PLAN_YEAR_HEAD = /^20\d{2}年/u;
const NAME_OF_TASK = /(方案|任务|抽查|检查)$/u;
const NAME_OF_PLAN = /计划\d{0,4}$/u;
const HAN = /\p{Script=Han}/u;

const numberQuality = (text: string): number =>
  /^20\d{4,6}$/u.test(text) ? QUALITY.whole : /^\d{1,6}$/u.test(text) ? QUALITY.loose : QUALITY.wrong;

const planNameQuality = (text: string): number => {
  if (!HAN.test(text) && !/^\d{1,3}$/u.test(text)) return QUALITY.wrong;
  if (/方案|成立|[%％]|月至/u.test(text) || /计划\d*\D+计划|\d{5}/u.test(text)) return QUALITY.wrong;
  const begins = PLAN_YEAR_HEAD.test(text);
  if (/计划\d{1,4}$/u.test(text)) return begins ? QUALITY.whole : QUALITY.tail;
  if (NAME_OF_PLAN.test(text)) return begins ? QUALITY.whole - 2 : QUALITY.tail;
  return begins ? QUALITY.head : QUALITY.tail;
};

const taskNumberQuality = (text: string): number =>
  /^第?\d{1,4}号$/u.test(text)
    ? QUALITY.whole
    : /^(第?\d{1,3}|号)$/u.test(text)
      ? QUALITY.loose
      : QUALITY.wrong;

const taskNameQuality = (text: string): number => {
  if (!HAN.test(text) || /计划\d+|成立|[%％]|月至|方案.*方案/u.test(text)) return QUALITY.wrong;
  const begins = PLAN_YEAR_HEAD.test(text);
  if (NAME_OF_TASK.test(text)) return begins ? QUALITY.whole : QUALITY.tail;
  return begins ? QUALITY.head : QUALITY.tail;
};

const drawTypeQuality = (text: string): number => {
  if (drawTypeOf(text) !== null) return QUALITY.whole;
  if (DRAW_TYPE_TEXTS.some((whole) => whole.startsWith(text))) return QUALITY.head;
  return DRAW_TYPE_TEXTS.some((whole) => whole.endsWith(text)) ? QUALITY.tail : QUALITY.wrong;
};

const ratioQuality = (text: string): number => {
  if (ratioOf(text) !== null) return QUALITY.whole;
  if (/^(不低于|不少于|至少|不超过|最多|至多|百分之)?\d{0,3}(\.\d*)?$/u.test(text)) return QUALITY.loose;
  return /^\d{0,2}[%％]?(以上|以下|以内)?$/u.test(text) ? QUALITY.tail : QUALITY.wrong;
};

const itemQuality = (text: string): number => {
  if (!HAN.test(text) || /方案|计划\d*$|成立|[%％]|^20\d{2}年/u.test(text)) return QUALITY.wrong;
  if (
    drawTypeQuality(text) !== QUALITY.wrong ||
    windowOf(text) !== null ||
    taskNumberQuality(text) === QUALITY.whole
  )
    return QUALITY.wrong;
  if (/检查.+检查/u.test(text)) return QUALITY.tail;
  if (/^[及和、，的等]/u.test(text)) return QUALITY.tail;
  return /.{4}(检查|监管)$/u.test(text) ? QUALITY.whole - 1 : QUALITY.loose + 1;
};

const scopeQuality = (text: string): number => {
  if (!HAN.test(text) || /方案|计划|[%％]|检查|(局|厅|委员会|办公室|政府)$/u.test(text)) return QUALITY.wrong;
  if (
    drawTypeQuality(text) !== QUALITY.wrong ||
    windowOf(text) !== null ||
    taskNumberQuality(text) === QUALITY.whole
  )
    return QUALITY.wrong;
  const rule = scopeRuleOf(text);
  if (rule !== null && (rule.area !== null || rule.foundedBefore !== null)) return QUALITY.whole - 1;
  return /^(20\d{2}年\d{1,2}月\D|全[省市区县旗州])/u.test(text) ? QUALITY.head : QUALITY.loose;
};

const windowQuality = (text: string): number => {
  if (windowOf(text) !== null) return QUALITY.whole;
  if (IS_HEAD_OF_WINDOW.test(text)) return QUALITY.head;
  return IS_TAIL_OF_WINDOW.test(text) ? QUALITY.tail : QUALITY.wrong;
};

const QUALITY_OF: Readonly<Record<Column, (text: string) => number>> = {
  number: numberQuality,
  planName: planNameQuality,
  taskNumber: taskNumberQuality,
  taskName: taskNameQuality,
  drawType: drawTypeQuality,
  ratio: ratioQuality,
  item: itemQuality,
  scope: scopeQuality,
  window: windowQuality,
};

const judge = (column: Column, text: string, known: KnownValues): number => {
  const own = QUALITY_OF[column](text);
  switch (likeness(known, column, text)) {
    case 'same':
      return QUALITY.known;
    case 'head':
      return own === QUALITY.wrong ? own : QUALITY.head + 1;
    case 'tail':
      return own === QUALITY.wrong ? own : QUALITY.tail + 1;
    case 'overlong':
    case 'none':
      return own;
  }
};

/** Judgements of one table: placing its cells asks for the same ones thousands of times. */
const judged = new WeakMap<KnownValues, Map<string, number>>();

/** Quality of a squeezed text in a column; an empty text is worth nothing either way. */
export const quality = (column: Column, text: string, known: KnownValues): number => {
  if (text === '') return 0;
  const ofTable = judged.get(known) ?? new Map<string, number>();
  judged.set(known, ofTable);
  const key = `${column}/${text}`;
  const found = ofTable.get(key) ?? judge(column, text, known);
  ofTable.set(key, found);
  return found;
};
