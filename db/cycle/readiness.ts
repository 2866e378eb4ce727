import { sql } from 'kysely';
import { seatExclusion } from '../../domain/assignment/eligibility.ts';
import { type IsoDate, yearOf } from '../../domain/calendar/dates.ts';
import { installationMode } from '../installation.ts';
import { currentPlan } from '../plan/read-plan.ts';
import { peopleHash, type RegisteredInspector, registeredInspectors } from './inspector-facts.ts';
import type { Looking } from './looking.ts';
import { type CyclePlanRow, cyclePlanRows, type PlannedWindow, windowPlanRows } from './plan-rows.ts';
import { visitWindow } from './visit-window.ts';

/** What a cycle is looked at by. */
interface CycleToDraw {
  readonly id: string;
  readonly year: number;
  readonly windowEnd: IsoDate;
}

/** One thing that a cycle lacks, and where it is mended. */
export interface Gap {
  readonly what: string;
  readonly mendedIn: 'plan' | 'holidays' | 'items' | 'units' | 'inspectors' | 'draw';
}

const gap = (mendedIn: Gap['mendedIn'], what: string): Gap => ({ what, mendedIn });

/** The plan: published after approval, and for a live system without assumed answers. */
const planGaps = async (
  { trx, authorityId }: Looking,
  { year }: Pick<CycleToDraw, 'year'>,
): Promise<Gap[]> => {
  const plan = await currentPlan(trx, authorityId, year);
  if (plan === null) return [gap('plan', `${year}年度抽查工作计划尚未公布`)];
  const { state, approvedAt, assumed } = plan.version;
  const gaps: string[] = [];
  if (state !== 'published' || approvedAt === null) gaps.push(`${year}年度抽查工作计划尚未批准并公布`);
  if (assumed && (await installationMode(trx)) === 'live') {
    gaps.push(`${year}年度抽查工作计划含有假设的答复，只能用于演练，须逐条落实`);
  }
  return gaps.map((what) => gap('plan', what));
};

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
const rowGaps = async (looking: Looking, row: CyclePlanRow): Promise<Gap[]> => {
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
const peopleGaps = (
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

/** A draw that was void for lack of people is not tried again with the same people; one that only lacked randomness is. */
const voidGap = async (
  looking: Looking,
  cycle: CycleToDraw,
  inspectors: readonly RegisteredInspector[],
): Promise<Gap[]> => {
  const last = await looking.trx
    .selectFrom('draw')
    .innerJoin('drawFacts', (join) =>
      join.onRef('drawFacts.authorityId', '=', 'draw.authorityId').onRef('drawFacts.drawId', '=', 'draw.id'),
    )
    .select([
      'draw.id',
      'draw.state',
      'draw.officeNote',
      'draw.endReason',
      'draw.recordHash',
      'drawFacts.peopleHash',
    ])
    .where('draw.authorityId', '=', looking.authorityId)
    .where('draw.cycleId', '=', cycle.id)
    .orderBy('draw.year', 'desc')
    .orderBy('draw.drawNo', 'desc')
    .limit(1)
    .executeTakeFirst();
  // Without a record it was void for another cause: not signed, or its source silent.
  if (last?.state !== 'void' || last.recordHash === null) return [];
  if (last.peopleHash !== peopleHash(inspectors, looking.settings.task.teamSize)) return [];
  return [
    gap('draw', `抽取${last.id}已作废，检查人员情况没有变化：${last.officeNote ?? last.endReason ?? ''}`),
  ];
};

/** What rows lack that are to be drawn on a day: plan, registers, calendar, people. */
const gapsOfRows = async (
  looking: Looking,
  { year, windowEnd }: Pick<CycleToDraw, 'year' | 'windowEnd'>,
  rows: readonly CyclePlanRow[],
  inspectors: readonly RegisteredInspector[],
  from: IsoDate,
): Promise<Gap[]> => {
  const gaps = await planGaps(looking, { year });
  if (rows.length === 0) gaps.push(gap('plan', '计划中没有本周期的计划行'));
  const planned = visitWindow(looking, from, windowEnd);
  for (const day of new Set([yearOf(planned.from), yearOf(planned.to)])) {
    if (!looking.calendar.knowsYear(day)) gaps.push(gap('holidays', `${day}年节假日安排尚未导入`));
  }
  for (const { id } of inspectors) {
    if (id.includes('/')) gaps.push(gap('inspectors', `执法证号“${id}”含有“/”，请更正`));
  }
  for (const row of rows) {
    gaps.push(...(await rowGaps(looking, row)), ...peopleGaps(looking, row, inspectors, planned));
  }
  return gaps;
};

/**
 * What a cycle lacks before it may draw (准备情况): plan, registers, calendar, people. Empty when it is ready.
 * @param from first day of the visits: the day of the draw
 */
const cycleGaps = async (looking: Looking, cycle: CycleToDraw, from: IsoDate): Promise<readonly Gap[]> => {
  const rows = await cyclePlanRows(looking, cycle.id);
  const inspectors = await registeredInspectors(looking, 0);
  return [
    ...(await gapsOfRows(looking, cycle, rows, inspectors, from)),
    ...(await voidGap(looking, cycle, inspectors)),
  ];
};

/** The same of a window whose cycle has not opened yet, by a version of the plan. */
export const windowGaps = async (
  looking: Looking,
  window: PlannedWindow,
  from: IsoDate,
): Promise<readonly Gap[]> =>
  gapsOfRows(
    looking,
    window,
    await windowPlanRows(looking, window),
    await registeredInspectors(looking, 0),
    from,
  );

/** {@link cycleGaps} in words alone. */
export const readinessGaps = async (
  looking: Looking,
  cycle: CycleToDraw,
  from: IsoDate,
): Promise<readonly string[]> => (await cycleGaps(looking, cycle, from)).map(({ what }) => what);

export const READY = '齐备';

export const gapsText = (gaps: readonly string[]): string => (gaps.length === 0 ? READY : gaps.join('；'));
