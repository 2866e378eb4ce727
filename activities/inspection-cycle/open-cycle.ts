import { gapsText, readinessGaps } from '../../db/cycle/readiness.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { cycleName, cycleNameOfId } from '../../domain/cycle/cycle-name.ts';
import { cycleOpensOn } from '../../domain/cycle/opening.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { openDeadline } from '../shared/deadlines.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { windowsInForce } from '../shared/plan-windows.ts';
import type { Step } from '../shared/step.ts';
import { type CycleFacts, lockCycle } from './cycle-facts.ts';
import { addCycleRows, rowsOfWindow } from './cycle-rows.ts';

const CYCLE_ID = /^(\d{4})-(\d+)$/;

/** @throws Refusal NotFound where the plan in force has no such window */
const windowOf = async (step: Step, cycleId: string) => {
  const [, year, number] = CYCLE_ID.exec(cycleId) ?? [];
  const inForce = await windowsInForce(step, Number(year));
  const window = inForce?.windows.find((each) => each.number === Number(number));
  if (inForce === null || window === undefined) {
    throw new Refusal('NotFound', `已公布的计划中没有${cycleNameOfId(cycleId)}`);
  }
  return { plan: inForce.plan, window, year: Number(year) };
};

/**
 * The draw day counts from the opening; a cycle that opens late (a plan published in mid-window, an order of an
 * officer) has its days from then on.
 */
const drawDays = (step: Step, windowStart: string, windowEnd: string) => {
  const { calendar, settings, today } = step;
  const window = { number: 1, start: windowStart, end: windowEnd, label: `${windowStart}-${windowEnd}` };
  const regular = cycleOpensOn(window, calendar).date;
  let opensOn = regular;
  if (today > regular) opensOn = today;
  const { workingDaysAfterOpening, latestWorkingDaysAfterOpening } = settings.draw;
  return {
    opensOn,
    drawOn: addWorkingDays(calendar, opensOn, workingDaysAfterOpening),
    latest: addWorkingDays(calendar, opensOn, latestWorkingDaysAfterOpening),
  };
};

/** Opens a cycle (周期启动): its rows from the plan in force, its draw day, and the readiness report to the office. */
export const openCycle = async (step: Step, cycleId: string): Promise<CycleFacts> => {
  const { plan, window, year } = await windowOf(step, cycleId);
  const { opensOn, drawOn, latest } = drawDays(step, window.start, window.end);
  await step.trx
    .insertInto('cycle')
    .values({
      authorityId: step.authorityId,
      id: cycleId,
      year,
      number: window.number,
      planVersion: plan.version.version,
      windowStart: window.start,
      windowEnd: window.end,
      state: 'opened',
      drawOn: drawOn.date,
      drawLatestOn: latest.date,
      openedAt: step.at,
    })
    .execute();
  const cycle = await lockCycle(step, cycleId);
  const rows = rowsOfWindow(plan.rows, cycle);
  await addCycleRows(step, cycleId, rows);
  await openDeadline(
    step,
    { subjectKind: 'cycle', subjectId: cycleId, kind: 'draw' },
    {
      dueOn: drawOn.date,
      provisional: drawOn.provisional,
      counted: { from: opensOn, workingDays: step.settings.draw.workingDaysAfterOpening },
    },
  );
  const gaps = await readinessGaps(step, cycle, drawOn.date);
  await tell(step, {
    subject: ['cycle', cycleId],
    code: 'cycle.opened',
    params: {
      cycleName: cycleName(cycle),
      windowEnd: window.end,
      drawOn: drawOn.date,
      readiness: gapsText(gaps),
    },
    to: await recipientsWithRole(step, 'office'),
  });
  await step.audit('cycle.opened', ['cycle', cycleId], {
    planVersion: plan.version.version,
    rows: rows.map(({ number }) => number),
    drawOn: drawOn.date,
    drawLatestOn: latest.date,
    missing: gaps,
  });
  return cycle;
};
