import type { Selectable } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { itemPartsOf } from '../../domain/plan/item-parts.ts';
import type { PlanRow, ScopeRule } from '../../domain/plan/plan.ts';
import { ratioPercentOf } from '../../domain/plan/ratio-text.ts';
import { scopeRuleOf } from '../../domain/plan/scope-rule.ts';
import type { Database } from '../connect.ts';

/** A plan row as the facts hold it: the paper's words, and what they mean in the list and the register. */
export type StoredPlanRow = Omit<Selectable<Database['planRow']>, 'authorityId' | 'year' | 'version'>;

/** What of the item list is needed to find a row's item. */
export interface ListedItem {
  readonly id: string;
  readonly name: string;
  readonly unitCategory: string;
}

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');

/**
 * The list's item that a row's text means: the one of that name; else the only one whose unit category the text names
 * (对全区机动车维修经营户进行监督检查 names 机动车维修). Two, or none, is for a person to settle: a text (Chinese) says so.
 */
export const listedItemOf = (wording: string, items: readonly ListedItem[]): ListedItem | string => {
  const text = bare(wording);
  const named = items.filter((item) => bare(item.name) === text);
  const found = named.length > 0 ? named : items.filter((item) => text.includes(bare(item.unitCategory)));
  const [item, ...more] = found;
  if (item !== undefined && more.length === 0) return item;
  const why =
    item === undefined
      ? '在抽查事项清单中没有对应的事项，请先补充清单或改正文字。'
      : `对应清单中的多个事项（${found.map(({ name }) => name).join('、')}），请改用清单中的名称。`;
  return `抽查事项“${wording}”${why}`;
};

/** @throws Refusal InvalidInput that names the row and its text */
const itemOf = (row: PlanRow, items: readonly ListedItem[]): ListedItem => {
  const item = listedItemOf(row.item, items);
  if (typeof item !== 'string') return item;
  throw new Refusal('InvalidInput', `计划 ${row.number}：${item}`, 'item');
};

/** Null where the area is the whole of the authority: 全区, 本县, or its own name. */
const areaOf = ({ area }: ScopeRule, authorityName: string): string | null =>
  area === null || /^[全本我]/u.test(area) || authorityName.includes(area) ? null : area;

/**
 * A row of a plan as it is stored. Its `scopeCategory` is the category in the register, which its item names; the
 * plan's own word for it stays in `scopeText`.
 */
export const storedRowOf = (
  row: PlanRow,
  items: readonly ListedItem[],
  authorityName: string,
): StoredPlanRow => {
  const item = itemOf(row, items);
  return {
    number: row.number,
    planName: row.planName,
    taskNumber: row.taskNumber,
    taskName: row.taskName,
    drawType: row.drawType,
    ratioNumerator: row.ratio.numerator,
    ratioDenominator: row.ratio.denominator,
    ratioKind: row.ratio.kind,
    itemId: item.id,
    itemText: row.item,
    scopeText: row.scope,
    scopeCategory: item.unitCategory,
    scopeArea: areaOf(row.scopeRule, authorityName),
    scopeFoundedBefore: row.scopeRule.foundedBefore,
    windowStart: row.windowStart,
    windowEnd: row.windowEnd,
    rule: row.rule ?? null,
  };
};

/** The same row in the plan's own terms: for exports, checks and the difference view. */
export const planRowOf = (row: StoredPlanRow): PlanRow => {
  const ratio = { numerator: row.ratioNumerator, denominator: row.ratioDenominator, kind: row.ratioKind };
  return {
    number: row.number,
    planName: row.planName,
    taskNumber: row.taskNumber,
    taskName: row.taskName,
    drawType: row.drawType,
    ratio,
    ratioPercent: ratioPercentOf(ratio),
    item: row.itemText,
    parts: itemPartsOf(row.itemText),
    scope: row.scopeText,
    // A text that is no rule of its own was settled by a person; what was settled is in the columns.
    scopeRule: scopeRuleOf(row.scopeText) ?? {
      area: row.scopeArea,
      category: row.scopeCategory,
      operating: true,
      foundedBefore: row.scopeFoundedBefore,
    },
    windowStart: row.windowStart,
    windowEnd: row.windowEnd,
    ...(row.rule === null ? {} : { rule: row.rule }),
  };
};
