import { type IsoDate, yearOf } from '../../domain/calendar/dates.ts';
import { installationMode } from '../installation.ts';
import { currentPlan } from '../plan/read-plan.ts';
import { type Gap, gap } from './gap.ts';
import { peopleHash, type RegisteredInspector, registeredInspectors } from './inspector-facts.ts';
import type { Looking } from './looking.ts';
import { type CyclePlanRow, cyclePlanRows, type PlannedWindow, windowPlanRows } from './plan-rows.ts';
import { peopleGaps, rowGaps } from './row-gaps.ts';
import { visitWindow } from './visit-window.ts';

/** What a cycle is looked at by. */
interface CycleToDraw {
  readonly id: string;
  readonly year: number;
  readonly windowEnd: IsoDate;
}

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
 * @param row of further units of one row (扩大抽查): its number
 */
const cycleGaps = async (
  looking: Looking,
  cycle: CycleToDraw,
  from: IsoDate,
  row?: string,
): Promise<readonly Gap[]> => {
  const all = await cyclePlanRows(looking, cycle.id);
  const rows = row === undefined ? all : all.filter(({ number }) => number === row);
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
  row?: string,
): Promise<readonly string[]> => (await cycleGaps(looking, cycle, from, row)).map(({ what }) => what);

export const READY = '齐备';

export const gapsText = (gaps: readonly string[]): string => (gaps.length === 0 ? READY : gaps.join('；'));
