import { visitWindow } from '../../db/cycle/visit-window.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { lastWorkingDayOnOrBefore } from '../../domain/calendar/working-days.ts';
import type { StratumPlan } from '../../domain/draw/build-announcement.ts';
import type { Period } from '../../domain/strata/batches.ts';
import type { CycleFacts } from '../inspection-cycle/cycle-facts.ts';
import type { Step } from '../shared/step.ts';

const latest = (first: IsoDate, ...others: readonly IsoDate[]): IsoDate =>
  others.toSorted().findLast((day) => day > first) ?? first;

type Window = Pick<CycleFacts, 'windowEnd'>;

/** Batches may last to the end of the plan's window; a window that is over leaves what every visit has. */
export const daysForBatches = (step: Step, { windowEnd }: Window): Period => {
  const usual = visitWindow(step, step.today, windowEnd);
  const last = lastWorkingDayOnOrBefore(step.calendar, windowEnd).date;
  return { from: usual.from, to: latest(usual.to, last) };
};

/** The days of a draw's visits: those of every visit, and on to the last batch where its strata have batches. */
export const plannedDays = (step: Step, { windowEnd }: Window, strata: readonly StratumPlan[]): Period => {
  const usual = visitWindow(step, step.today, windowEnd);
  const ends = strata.flatMap(({ batches = [] }) => batches.map(({ to }) => to));
  return { from: usual.from, to: latest(usual.to, ...ends) };
};
