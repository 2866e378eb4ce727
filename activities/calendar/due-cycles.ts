import { yearOf } from '../../domain/calendar/dates.ts';
import { cycleOpensOn } from '../../domain/cycle/opening.ts';
import type { NumberedWindow } from '../../domain/cycle/plan-windows.ts';
import { windowsInForce } from '../shared/plan-windows.ts';
import type { Step } from '../shared/step.ts';

/** Open today: its first working day has come and its last day is not over. */
const isOpen = ({ calendar, today }: Step, window: NumberedWindow): boolean => {
  if (today < window.start || today > window.end) return false;
  return cycleOpensOn({ ...window, label: String(window.number) }, calendar).date <= today;
};

/** Ids of the cycles that are due by the plan in force and have no workflow asked for yet. */
export const dueCycles = async (step: Step): Promise<string[]> => {
  const { trx, authorityId, today } = step;
  const year = yearOf(today);
  const inForce = await windowsInForce(step, year);
  if (inForce === null) return [];
  const due = inForce.windows
    .filter((window) => isOpen(step, window))
    .map(({ number }) => `${year}-${number}`);
  if (due.length === 0) return [];
  const known = await trx
    .selectFrom('workflowProgress')
    .select('subjectId')
    .where('authorityId', '=', authorityId)
    .where('family', '=', 'inspection-cycle')
    .where('subjectId', 'in', due)
    .execute();
  return due.filter((id) => !known.some(({ subjectId }) => subjectId === id));
};
