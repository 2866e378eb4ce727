import { isIsoDate } from '../../calendar/dates.ts';
import { ratioRuleOf } from '../../strata/ratio-rule-text.ts';
import { drawTypeOf } from '../draw-type.ts';
import { scopeRuleOf } from '../scope-rule.ts';
import { DRAW_TYPE_CHOICES } from './choices.ts';
import type { ImportedRow, RowField } from './imported-row.ts';
import { squeeze } from './source.ts';

/** The row with the answer in it, or why the answer cannot be taken (Chinese). */
export type Answered = ImportedRow | string;

const ratioFrom = (value: string | number) =>
  ratioRuleOf(typeof value === 'number' || /^\d+(\.\d+)?$/u.test(value.trim()) ? `${value}%` : value);

/** Puts an answer into its field; answers obey the same rules as the table itself. */
export const withAnswer = (row: ImportedRow, field: RowField, value: string | number): Answered => {
  const text = squeeze(String(value));
  switch (field) {
    case 'number':
      return /^\d{6,8}$/u.test(text) ? { ...row, number: text } : '计划编号应为年份加两位以上序号，如 202101';
    case 'taskNumber':
      return /^第?\d{1,4}号$/u.test(text) ? { ...row, taskNumber: text } : '任务编号应写成“01号”的形式';
    case 'drawType': {
      const drawType = drawTypeOf(text);
      // To say that it may be either is to leave the question open.
      return drawType === null || drawType === 'either'
        ? `抽查类型应为${DRAW_TYPE_CHOICES.values.join('或者')}，二者选一`
        : { ...row, drawType };
    }
    case 'ratioPercent': {
      const { rule: _replaced, ...rest } = row;
      const answered = ratioFrom(value);
      return answered === null
        ? '抽查比例应为大于 0、不超过 100 的百分数，如 5；也可写成区间（3%至5%）或者分类比例（A级1%、D级全部，合计不低于3%）'
        : { ...rest, ...answered };
    }
    case 'windowStart':
    case 'windowEnd':
      return isIsoDate(text) ? { ...row, [field]: text } : '日期应为 YYYY-MM-DD，如 2021-01-01';
    case 'scope':
      return scopeRuleOf(text) === null
        ? '对象范围应写完整，如“2021年1月前成立的运营的全区道路旅客运输企业”'
        : { ...row, scope: text };
    case 'planName':
    case 'taskName':
    case 'item':
      return text === '' ? '答复不能为空' : { ...row, [field]: text };
  }
};
