import { gapsText, readinessGaps } from '../../db/cycle/readiness.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { remind } from '../shared/remind.ts';
import type { Step } from '../shared/step.ts';
import {
  type CycleFacts,
  type CycleProgress,
  drawInstant,
  earliest,
  going,
  inAWeek,
  nextLook,
  setCycle,
} from './cycle-facts.ts';
import { followPlan } from './cycle-rows.ts';
import { endNotDrawn } from './end-not-drawn.ts';
import { numberDraw } from './number-draw.ts';
import { sayWaiting } from './wait-for.ts';

export const remindOfDraw = (step: Step, cycle: CycleFacts): Promise<Instant | null> =>
  remind(
    step,
    { subjectKind: 'cycle', subjectId: cycle.id },
    async () => false,
    async () => ({
      owners: (await recipientsWithRole(step, 'drawer')).map(({ id }) => id),
      unitId: null,
      params: { cycleName: cycleName(cycle) },
    }),
  );

/** Until the draw day the cycle waits; then it draws if nothing is missing, or says what is and looks again daily. */
export const beforeDraw = async (step: Step, opened: CycleFacts): Promise<CycleProgress> => {
  const reminderAt = await remindOfDraw(step, opened);
  const drawAt = drawInstant(step, opened);
  if (step.at < drawAt) return going(opened.state, earliest(drawAt, reminderAt));
  const cycle = await followPlan(step, opened);
  if (step.today > cycle.drawLatestOn) {
    const why = cycle.waitingFor ?? '到期未组织抽取';
    return endNotDrawn(step, cycle, `已过最迟抽取日期${cycle.drawLatestOn}：${why}`);
  }
  const gaps = await readinessGaps(step, cycle, step.today);
  if (gaps.length > 0) {
    await sayWaiting(step, cycle, gapsText(gaps));
    return going('waiting', earliest(nextLook(step), reminderAt));
  }
  await numberDraw(step, cycle.id, { purpose: 'regular' });
  await setCycle(step, cycle.id, { state: 'drawing', waitingFor: null });
  return going('drawing', earliest(inAWeek(step), reminderAt));
};
