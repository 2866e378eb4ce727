import { itemPartsOf } from '../item-parts.ts';
import type { PlanRow } from '../plan.ts';
import { ratioPercentOf } from '../ratio-text.ts';
import { scopeRuleOf } from '../scope-rule.ts';
import type { ImportedPlan } from './import-plan.ts';
import type { ImportedRow } from './imported-row.ts';

const whole = <Value>(row: ImportedRow, field: string, value: Value | null): Value => {
  if (value === null) throw new RangeError(`表中第 ${row.place} 行的 ${field} 尚未确定，不能形成计划。`);
  return value;
};

const planRowOf = (row: ImportedRow): PlanRow => {
  const scope = whole(row, 'scope', row.scope);
  const ratio = whole(row, 'ratio', row.ratio);
  const item = whole(row, 'item', row.item);
  return {
    number: whole(row, 'number', row.number),
    planName: whole(row, 'planName', row.planName),
    taskNumber: whole(row, 'taskNumber', row.taskNumber),
    taskName: whole(row, 'taskName', row.taskName),
    drawType: whole(row, 'drawType', row.drawType),
    ratio,
    ratioPercent: ratioPercentOf(ratio),
    item,
    parts: itemPartsOf(item),
    scope,
    scopeRule: whole(row, 'scopeRule', scopeRuleOf(scope)),
    windowStart: whole(row, 'windowStart', row.windowStart),
    windowEnd: whole(row, 'windowEnd', row.windowEnd),
    ...(row.rule === undefined ? {} : { rule: row.rule }),
  };
};

/** The rows of a plan all of whose doubts are answered. @throws RangeError (Chinese) while one is open [R278]. */
export const planRowsOf = ({ rows, doubts }: ImportedPlan): PlanRow[] => {
  const [first] = doubts;
  if (first !== undefined) {
    throw new RangeError(`计划还有 ${doubts.length} 个疑点没有答复，不能形成计划。第一个：${first.question}`);
  }
  return rows.map(planRowOf);
};
