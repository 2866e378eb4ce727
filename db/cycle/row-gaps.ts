import { sql } from 'kysely';
import { seatExclusion } from '../../domain/assignment/eligibility.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { type Gap, gap } from './gap.ts';
import type { RegisteredInspector } from './inspector-facts.ts';
import type { Looking } from './looking.ts';
import type { CyclePlanRow } from './plan-rows.ts';

interface UnitCounts {
  readonly eligible: number;
  /** Without the founding date, area or class that the row goes by. */
  readonly undated: number;
  readonly unplaced: number;
  readonly unclassed: number;
}

const NO_UNITS: UnitCounts = { eligible: 0, undated: 0, unplaced: 0, unclassed: 0 };

/** Whether a column is in a list; a row that states none asks for nothing. */
const within = (column: 'kind' | 'size' | 'area' | 'risk_class', list: readonly string[] | undefined) =>
  list === undefined || list.length === 0 ? sql`true` : sql`${sql.ref(column)} = any(${[...list]}::text[])`;

const directed = ({ drawType, rule }: CyclePlanRow) => {
  const { kinds, sizes, areas, riskClasses, tags } = drawType === 'undirected' ? {} : (rule?.direction ?? {});
  const tagged = tags === undefined || tags.length === 0 ? sql`true` : sql`tags && ${[...tags]}::text[]`;
  return sql`${within('kind', kinds)} and ${within('size', sizes)} and ${within('area', areas)}
         and ${within('risk_class', riskClasses)} and ${tagged}`;
};

/** What the row's classes are told by, where a unit without it would be on no list. */
const unclassed = ({ rule }: CyclePlanRow) => {
  if (rule?.classes === undefined || rule.classes.others !== null) return sql`false`;
  return {
    riskClass: sql`risk_class is null`,
    size: sql`size is null`,
    kind: sql`false`,
    area: sql`area = ''`,
  }[rule.classes.by];
};

/** How many units a row may draw, and how many it would have to leave out because the register is incomplete. */
const unitsOf = async ({ trx, authorityId }: Looking, row: CyclePlanRow): Promise<UnitCounts> => {
  const needsArea = row.scopeArea !== null || row.rule?.ownArea !== undefined;
  const { rows } = await sql<UnitCounts>`
    select count(*) filter (where (${row.scopeArea}::text is null or area = ${row.scopeArea})
                              and (${row.scopeFoundedBefore}::date is null or founded_on < ${row.scopeFoundedBefore})) as eligible,
           count(*) filter (where founded_on is null and ${row.scopeFoundedBefore}::date is not null) as undated,
           count(*) filter (where area = '' and ${needsArea}::boolean) as unplaced,
           count(*) filter (where ${unclassed(row)}) as unclassed
      from unit where authority_id = ${authorityId} and category = ${row.scopeCategory} and status = 'operating'
       and ${directed(row)}`.execute(trx);
  return rows[0] ?? NO_UNITS;
};

/** The registers (一单两库) as far as a row needs them. */
export const rowGaps = async (looking: Looking, row: CyclePlanRow): Promise<Gap[]> => {
  const of = `计划${row.number}`;
  const gaps: Gap[] = [];
  if (!/^[1-9]\d*$/.test(row.number)) gaps.push(gap('plan', `${of}：计划编号应为数字`));
  if (!row.published) gaps.push(gap('items', `${of}：事项“${row.itemName}”尚未公布`));
  if ((row.lines ?? 0) === 0) gaps.push(gap('items', `${of}：事项“${row.itemName}”没有检查表`));
  const { eligible, undated, unplaced, unclassed: unknown } = await unitsOf(looking, row);
  const units = (what: string) => gaps.push(gap('units', `${of}：${what}`));
  if (eligible === 0) units(`名录库中没有符合范围的“${row.scopeCategory}”对象`);
  if (undated > 0) units(`${undated}个对象未登记成立日期`);
  if (unplaced > 0) units(`${unplaced}个对象未登记所在区域`);
  if (unknown > 0) units(`${unknown}个对象未登记分类抽取所依据的等级`);
  return gaps;
};

/** Enough people for one visit of the row: a full team, and one who is qualified for its first seat. */
export const peopleGaps = (
  looking: Looking,
  row: CyclePlanRow,
  inspectors: readonly RegisteredInspector[],
  planned: { readonly from: IsoDate; readonly to: IsoDate },
): Gap[] => {
  const { teamSize } = looking.settings.task;
  const qualifications = row.qualification === null ? [] : [row.qualification];
  const needs = { unit: 'org:-' as const, planned, qualifications, sections: [] };
  const able = (slot: number) =>
    inspectors.filter((inspector) => seatExclusion(inspector, needs, slot) === undefined).length;
  if (able(2) < teamSize) {
    const what = `计划${row.number}：检查期内执法证有效且在岗的检查人员只有${able(2)}人，不足${teamSize}人`;
    return [gap('inspectors', what)];
  }
  if (able(1) === 0)
    return [gap('inspectors', `计划${row.number}：没有具备“${row.qualification}”资格的检查人员`)];
  return [];
};
