import type { IsoDate } from '../calendar/dates.ts';
import { ratioRuleOf } from '../strata/ratio-rule-text.ts';
import type { RowRule } from '../strata/row-rule.ts';
import { ruleWords } from '../strata/rule-words.ts';
import { DRAW_TYPE_WORDS } from './draw-type.ts';
import { itemPartsOf } from './item-parts.ts';
import type { DrawType, PlanRow } from './plan.ts';
import { windowText } from './plan-sheet.ts';
import { ratioPercentOf, ratioText } from './ratio-text.ts';
import { scopeRuleOf } from './scope-rule.ts';

/** A plan row as people write and read it: ratio and scope in words [R270, R273, R274]. */
export interface TableRow {
  readonly number: string;
  readonly planName: string;
  readonly taskNumber: string;
  readonly taskName: string;
  readonly drawType: DrawType;
  /** 5%, 不低于0.5%, 3%至5%, A级1%、D级全部 … */
  readonly ratio: string;
  readonly item: string;
  readonly scope: string;
  readonly windowStart: IsoDate;
  readonly windowEnd: IsoDate;
  readonly rule?: RowRule | undefined;
}

interface TableRowProblem {
  readonly field: 'ratio' | 'scope';
  readonly message: string;
}

/** A row in the words of the table, with what those words do not show. */
export const tableRowOf = (row: PlanRow) => ({
  number: row.number,
  planName: row.planName,
  taskNumber: row.taskNumber,
  taskName: row.taskName,
  drawType: row.drawType,
  drawTypeWords: DRAW_TYPE_WORDS[row.drawType],
  ratio: ratioText(row.ratio),
  item: row.item,
  scope: row.scope,
  window: windowText(row.windowStart, row.windowEnd),
  windowStart: row.windowStart,
  windowEnd: row.windowEnd,
  ...(row.rule === undefined ? {} : { rule: row.rule }),
  ruleWords: row.rule === undefined ? [] : ruleWords(row.rule),
});

const RATIO_HELP =
  '抽查比例应为大于 0、不超过 100% 的百分数，如“5%”“不低于3%”；也可写成区间（3%至5%）或者分类比例（A级1%、D级全部，合计不低于3%）。';
const SCOPE_HELP = '对象范围应写完整，如“2021年1月前成立的运营的全区道路旅客运输企业”。';

/** What a person settled about a text that is no rule of its own stays while the text stays. */
const scopeOf = (row: TableRow, before: PlanRow | undefined) =>
  scopeRuleOf(row.scope) ?? (before?.scope === row.scope ? before.scopeRule : null);

const ratioOfRow = (row: TableRow, before: PlanRow | undefined) => {
  if (before !== undefined && ratioText(before.ratio) === row.ratio) return { ratio: before.ratio };
  return ratioRuleOf(row.ratio);
};

/** Reads a row as it is written; `before` is the row of that number in the version it is written over. */
export const readTableRow = (
  row: TableRow,
  before: PlanRow | undefined,
): { readonly row: PlanRow | null; readonly problems: readonly TableRowProblem[] } => {
  const ratio = ratioOfRow(row, before);
  const scopeRule = scopeOf(row, before);
  const problems: TableRowProblem[] = [
    ...(ratio === null ? [{ field: 'ratio', message: RATIO_HELP } as const] : []),
    ...(scopeRule === null ? [{ field: 'scope', message: SCOPE_HELP } as const] : []),
  ];
  if (ratio === null || scopeRule === null) return { row: null, problems };
  const { rule: given, ...texts } = row;
  const ofRatio = 'rule' in ratio ? ratio.rule : undefined;
  const rule = given === undefined && ofRatio === undefined ? undefined : { ...given, ...ofRatio };
  return {
    row: {
      ...texts,
      ratio: ratio.ratio,
      ratioPercent: ratioPercentOf(ratio.ratio),
      parts: itemPartsOf(row.item),
      scopeRule,
      ...(rule === undefined ? {} : { rule }),
    },
    problems,
  };
};
