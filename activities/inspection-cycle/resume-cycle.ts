import { addDays } from '../../domain/calendar/dates.ts';
import { workingDaysWithin } from '../../domain/calendar/working-days.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { shiftForPause } from '../../domain/deadline/pause.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ResumeCycle } from '../../workflows/inspection-cycle/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { assertMay } from '../shared/people.ts';
import { setCycle } from './cycle-facts.ts';
import { openCycleFor } from './pause-cycle.ts';
import { shiftBatches } from './shift-batches.ts';
import { nudgeDraws, nudgeThoseWhoLooked, shiftDeadlines } from './shift-deadlines.ts';
import { tellOfResumption } from './tell-of-pause.ts';

const BEFORE_THE_DRAW = new Set(['opened', 'waiting', 'drawing']);

/** Lets a paused cycle go on (恢复): its open deadlines, and the draw day if it has not drawn, move by the pause. */
export const carryOutResume = async (step: CommandStep<ResumeCycle>): Promise<string> => {
  await assertMay(step, 'resumeCycle');
  const cycle = await openCycleFor(step, step.subjectId, '恢复');
  const { pausedOn } = cycle;
  if (pausedOn === null) throw new Refusal('WrongState', `${cycleName(cycle)}没有暂停，不需要恢复`);
  const moved = await shiftDeadlines(step, cycle.id, pausedOn);
  const batchesMoved = await shiftBatches(step, cycle.id, pausedOn);
  await setCycle(step, cycle.id, { pausedOn: null });
  if (BEFORE_THE_DRAW.has(cycle.state)) {
    const pause = { pausedOn, resumedOn: step.today };
    await setCycle(step, cycle.id, {
      drawOn: shiftForPause(cycle.drawOn, pause, step.calendar).date,
      drawLatestOn: shiftForPause(cycle.drawLatestOn, pause, step.calendar).date,
    });
  }
  await nudgeThoseWhoLooked(step, cycle.id, pausedOn);
  await nudgeDraws(step, cycle.id);
  const workingDays = workingDaysWithin(step.calendar, pausedOn, addDays(step.today, -1)).days;
  await step.audit('cycle.resumed', ['cycle', cycle.id], {
    pausedOn,
    workingDays,
    deadlinesMoved: moved,
    batchesMoved,
  });
  await tellOfResumption(step, cycle, workingDays);
  return `周期已恢复，未办结事项的期限顺延${workingDays}个工作日`;
};
