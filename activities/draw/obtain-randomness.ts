import { jsonb } from '../../db/actor.ts';
import type { Progress, StepInput } from '../../workflows/shared/contract.ts';
import { nextLook } from '../inspection-cycle/cycle-facts.ts';
import { sayWaiting } from '../inspection-cycle/wait-for.ts';
import { deliverAfterCommit } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { inStep, type Step } from '../shared/step.ts';
import {
  type DrawFacts,
  endUndrawn,
  hasEnded,
  lockDraw,
  noteDraw,
  obstacleOf,
  setDraw,
} from './draw-facts.ts';
import { NO_SOURCE_REASON } from './no-source.ts';
import type { RandomnessSource } from './randomness.ts';

export type Randomness =
  | { readonly obtained: true }
  | { readonly obtained: false; readonly progress: Progress };

const waitFor = async (step: Step, { draw, cycle }: DrawFacts, waitingFor: string): Promise<Randomness> => {
  await setDraw(step, draw.id, { state: 'waiting', waitingFor });
  if (cycle.pausedOn === null) await sayWaiting(step, cycle, waitingFor, 'drawing');
  const progress = { state: 'waiting', ended: false, wakeAt: nextLook(step) };
  return { obtained: false, progress: await noteDraw(step, draw.id, progress) };
};

const endWithout = async (step: Step, found: DrawFacts): Promise<Randomness> => {
  const { cycle } = found;
  const reason =
    cycle.state === 'drawing'
      ? `已过最迟抽取日期${cycle.drawLatestOn}：${cycle.waitingFor ?? '随机数未产生'}`
      : `周期已取消：${cycle.waitingFor ?? ''}`;
  return { obtained: false, progress: await endUndrawn(step, found, reason) };
};

const obtain = async (step: Step, drawId: string, source: RandomnessSource): Promise<Randomness> => {
  const found = await lockDraw(step, drawId);
  const { draw } = found;
  if (draw.known) return { obtained: true };
  if (hasEnded(found)) {
    const progress = { state: draw.state, ended: true, wakeAt: null };
    return { obtained: false, progress: await noteDraw(step, drawId, progress) };
  }
  const obstacle = obstacleOf(step, found);
  if (obstacle === 'ended' || obstacle === 'late') return endWithout(step, found);
  if (obstacle === 'paused') return waitFor(step, found, '周期已暂停，恢复后继续抽取');
  if (draw.announcementHash === null) {
    const why = source.sources.length === 0 ? NO_SOURCE_REASON : (draw.waitingFor ?? '抽取公告尚未发布');
    return waitFor(step, found, why);
  }
  const asked = await source.ask(step, draw);
  if (!asked.obtained) return waitFor(step, found, asked.waitingFor);
  await step.trx
    .updateTable('draw')
    .set({ randomness: jsonb(asked.values), state: 'locked', waitingFor: null })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', drawId)
    .execute();
  await step.audit('draw.randomness', ['draw', drawId], { sources: asked.values });
  return { obtained: true };
};

/** Asks the announced source; what it gives is stored once and never replaced. Past the latest day the draw ends. */
export const obtainRandomness =
  (deps: ActivityDeps, source: RandomnessSource) =>
  async ({ authorityId, subjectId, at }: StepInput): Promise<Randomness> => {
    const randomness = await inStep(deps, { authorityId, at }, (step) => obtain(step, subjectId, source));
    if (!randomness.obtained) await deliverAfterCommit(deps, authorityId);
    return randomness;
  };
