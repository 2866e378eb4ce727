import type { Kysely } from 'kysely';
import { loadSettings } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import type { Looking } from '../../../db/cycle/looking.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import { getPlan, latestVersion, listPlans, type StoredPlan } from '../../../db/plan/read-plan.ts';
import { cycleName } from '../../../domain/cycle/cycle-name.ts';
import { type NumberedWindow, numberPlanWindows } from '../../../domain/cycle/plan-windows.ts';
import { type PlannedCycle, plannedCycle } from '../../../domain/cycle/planned-cycle.ts';
import { windowsOf } from '../../../domain/cycle/windows.ts';
import { listCycles } from '../cycle/cycles.ts';

type Db = Kysely<Database>;

/** A window of a year's plan with its days, and its cycle once that has opened. */
export interface YearWindow extends NumberedWindow {
  readonly name: string;
  /** Plan rows that are drawn in it. */
  readonly rows: number;
  /** Null where the window holds no working day. */
  readonly planned: PlannedCycle | null;
  readonly cycle: Awaited<ReturnType<typeof listCycles>>[number] | null;
}

export interface PlanYear {
  readonly looking: Looking;
  /** The version asked for, else the one in force, else the newest; null where the year has none. */
  readonly plan: StoredPlan | null;
  /** Of the plan's rows; of the authority's recurrence where there is no plan. */
  readonly windows: readonly YearWindow[];
}

const versionToShow = async (db: Db, authorityId: string, year: number): Promise<number | null> => {
  const inForce = (await listPlans(db, authorityId)).find((plan) => plan.year === year)?.currentVersion;
  return inForce ?? (await latestVersion(db, authorityId, year))?.version ?? null;
};

const daysOf = (
  window: NumberedWindow,
  label: string,
  { settings, calendar }: Looking,
): PlannedCycle | null => {
  try {
    return plannedCycle({ ...window, label }, settings, calendar);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** A year's plan by its windows. @throws Refusal NotFound for a version that there is not */
export const readPlanYear = async (
  db: Db,
  authorityId: string,
  year: number,
  asked?: number,
): Promise<PlanYear> => {
  const { settings } = await loadSettings(db, authorityId);
  const looking = { trx: db, authorityId, settings, calendar: await loadCalendar(db, authorityId) };
  const version = asked ?? (await versionToShow(db, authorityId, year));
  const plan = version === null ? null : await getPlan(db, authorityId, year, version);
  const cycles = await listCycles(db, authorityId, year);
  const known = cycles.map(({ number, windowStart: start, windowEnd: end }) => ({ number, start, end }));
  const windows =
    plan === null
      ? windowsOf(settings.recurrence, year)
      : numberPlanWindows(settings.recurrence, year, plan.rows, known);
  return {
    looking,
    plan,
    windows: windows.map(({ number, start, end }) => {
      const name = cycleName({ year, number });
      const rows = (plan?.rows ?? []).filter((row) => row.windowStart === start && row.windowEnd === end);
      return {
        ...{ number, start, end, name, rows: rows.length },
        planned: daysOf({ number, start, end }, name, looking),
        cycle: cycles.find((cycle) => cycle.number === number) ?? null,
      };
    }),
  };
};
