import { meetDeadline } from '../shared/deadlines.ts';
import type { Step } from '../shared/step.ts';
import { remindOfDraw } from './before-draw.ts';
import {
  type CycleFacts,
  type CycleProgress,
  earliest,
  going,
  inAWeek,
  nextLook,
  setCycle,
} from './cycle-facts.ts';
import { endNotDrawn } from './end-not-drawn.ts';
import { followTasks } from './follow-tasks.ts';
import { sayWaiting } from './wait-for.ts';

const latestDraw = ({ trx, authorityId }: Step, cycleId: string) =>
  trx
    .selectFrom('draw')
    .select(['id', 'state', 'endReason', 'officeNote'])
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('purpose', '=', 'regular')
    .orderBy('year', 'desc')
    .orderBy('drawNo', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

/** While its draw goes on the cycle only looks on: the draw's own workflow tells it of the end. */
export const followDraw = async (step: Step, cycle: CycleFacts): Promise<CycleProgress> => {
  const draw = await latestDraw(step, cycle.id);
  switch (draw.state) {
    case 'published':
      await meetDeadline(step, { subjectKind: 'cycle', subjectId: cycle.id, kind: 'draw' });
      await setCycle(step, cycle.id, { state: 'running', waitingFor: null, drawnAt: step.at });
      await step.audit('cycle.drawn', ['cycle', cycle.id], { drawId: draw.id });
      return followTasks(step, cycle);
    case 'void': {
      const why = draw.officeNote ?? draw.endReason ?? '';
      await sayWaiting(step, cycle, `抽取${draw.id}作废：${why}`);
      return going('waiting', nextLook(step));
    }
    case 'not-drawn':
      return endNotDrawn(step, cycle, draw.endReason ?? '到期未组织抽取');
    default:
      return going('drawing', earliest(inAWeek(step), await remindOfDraw(step, cycle)));
  }
};
