import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { registeredInspectors } from '../../../db/cycle/inspector-facts.ts';
import { tallyRow } from '../../../db/cycle/row-tally.ts';
import type { StoredPlanRow } from '../../../db/plan/plan-rows.ts';
import { listItems } from '../../../db/registers/items.ts';
import { seatExclusion } from '../../../domain/assignment/eligibility.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { type RowWork, yearLoad } from '../../../domain/plan/workload.ts';
import { rowQuotas } from '../../../domain/strata/row-quotas.ts';
import type { RowToDraw } from '../../../domain/strata/row-to-draw.ts';
import { type PlanYear, readPlanYear } from './plan-windows.ts';

type Inspectors = Awaited<ReturnType<typeof registeredInspectors>>;

const rowToDraw = (row: StoredPlanRow): RowToDraw => ({
  number: row.number,
  itemId: row.itemId,
  drawType: row.drawType,
  ratio: { numerator: row.ratioNumerator, denominator: row.ratioDenominator, kind: row.ratioKind },
  category: row.scopeCategory,
  area: row.scopeArea,
  foundedBefore: row.scopeFoundedBefore,
  rule: row.rule,
});

/** From the draw to the last day of the visits; the whole window where that has no working day. */
const visitDays = ({ windows }: PlanYear, { windowStart, windowEnd }: StoredPlanRow) => {
  const window = windows.find(({ start, end }) => start === windowStart && end === windowEnd);
  const from = window?.cycle?.drawOn ?? window?.planned?.drawOn.date ?? windowStart;
  return { from, to: window?.planned?.visitsUntil.date ?? windowEnd };
};

const seats = (
  inspectors: Inspectors,
  planned: { from: string; to: string },
  qualification: string | null,
) => {
  const qualifications = qualification === null ? [] : [qualification];
  const needs = { unit: 'org:-' as const, planned, qualifications, sections: [] };
  const ableFor = (slot: number) =>
    inspectors
      .filter((inspector) => seatExclusion(inspector, needs, slot) === undefined)
      .map(({ officerId }) => officerId);
  return { able: ableFor(2), qualified: ableFor(1) };
};

/** A tenth of a visit is as fine as an estimate gets. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** What a year's plan will ask of the inspectors: by row, by month, by inspector. @throws Refusal NotFound */
export const readWorkload = async (
  db: Kysely<Database>,
  authorityId: string,
  year: number,
  version?: number,
) => {
  const planYear = await readPlanYear(db, authorityId, year, version);
  const { plan, looking } = planYear;
  if (plan === null) throw new Refusal('NotFound', `没有 ${year} 年度计划。`);
  const { calendar, settings } = looking;
  const { teamSize } = settings.task;
  const inspectors = await registeredInspectors(looking, 0);
  const items = new Map((await listItems(db, authorityId)).map((item) => [item.id, item]));
  const rows: (RowWork & { row: StoredPlanRow; eligible: number; conflicts: string[] })[] = [];
  for (const row of plan.rows) {
    const draw = rowToDraw(row);
    const tally = await tallyRow(looking, draw, year);
    const { groups, conflicts } = rowQuotas(draw, tally);
    const days = visitDays(planYear, row);
    rows.push({
      row,
      eligible: tally.units,
      visits: groups.reduce((sum, { quota }) => sum + quota, 0),
      conflicts: conflicts.map(({ message }) => message),
      ...days,
      ...seats(inspectors, days, items.get(row.itemId)?.qualification ?? null),
    });
  }
  const months = yearLoad(year, rows, teamSize, calendar);
  return {
    year,
    version: plan.version.version,
    teamSize,
    rows: rows.map(({ row, eligible, visits, conflicts, from, to, able, qualified }) => ({
      ...{
        number: row.number,
        taskName: row.taskName,
        item: row.itemText,
        eligible,
        visits,
        conflicts,
        from,
        to,
      },
      able: able.length,
      qualified: qualified.length,
    })),
    months: months.map(({ month, workingDays, visits }) => ({ month, workingDays, visits: rounded(visits) })),
    inspectors: inspectors.map(({ officerId }) => ({
      officerId,
      months: months.map(({ perInspector }) => rounded(perInspector.get(officerId) ?? 0)),
    })),
  };
};
