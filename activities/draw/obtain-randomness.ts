import { jsonb } from '../../db/actor.ts';
import type { SourceValue } from '../../domain/draw/prk.ts';
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
  isEnlargement,
  isItsTurn,
  latestDayOf,
  lockDraw,
  noteDraw,
  obstacleOf,
  setDraw,
} from './draw-facts.ts';
import type { BeaconQuestion, RandomnessSource, RelayAnswer } from './randomness.ts';
import { awaitSignatures } from './signing/await-signatures.ts';
import { endVoid } from './sources/end-void.ts';
import { mayBeKnown } from './sources/open-draw.ts';

export type Randomness =
  | { readonly obtained: true }
  | { readonly obtained: false; readonly progress: Progress };

/** What a look came to, or a question that must be put to the relays before there can be an answer. */
type Found = Randomness | { readonly question: BeaconQuestion };

const waitFor = async (
  step: Step,
  found: DrawFacts,
  waitingFor: string,
  wakeAt = nextLook(step),
): Promise<Randomness> => {
  const { draw, cycle } = found;
  await setDraw(step, draw.id, { state: 'waiting', waitingFor });
  // What is drawn besides holds up no cycle.
  if (cycle.pausedOn === null && !isEnlargement(found)) await sayWaiting(step, cycle, waitingFor, 'drawing');
  return {
    obtained: false,
    progress: await noteDraw(step, draw.id, { state: 'waiting', ended: false, wakeAt }),
  };
};

const endWithout = async (step: Step, found: DrawFacts): Promise<Randomness> => {
  const { draw, cycle } = found;
  const why = (isEnlargement(found) ? draw : cycle).waitingFor ?? '随机数未产生';
  const reason = isItsTurn(found)
    ? `已过最迟抽取日期${latestDayOf(found)}：${why}`
    : `周期已取消：${cycle.waitingFor ?? ''}`;
  return { obtained: false, progress: await endUndrawn(step, found, reason) };
};

/** Written once: the database takes no other, none without its proof, and lets nobody stop the draw from here on. */
const fix = async (step: Step, drawId: string, values: readonly SourceValue[]): Promise<Randomness> => {
  await setDraw(step, drawId, { randomness: jsonb(values), state: 'locked', waitingFor: null });
  await step.audit('draw.randomness', ['draw', drawId], { sources: values });
  return { obtained: true };
};

const voidAsAnnounced = async (step: Step, found: DrawFacts, reason: string) =>
  (await endVoid(step, found, { at: step.at, by: 'announced', reason })).progress;

const obtain = async (
  step: Step,
  drawId: string,
  source: RandomnessSource,
  answers?: readonly RelayAnswer[],
): Promise<Found> => {
  const found = await lockDraw(step, drawId);
  const { draw } = found;
  if (draw.known) return { obtained: true };
  if (hasEnded(found)) {
    const progress = { state: draw.state, ended: true, wakeAt: null };
    return { obtained: false, progress: await noteDraw(step, drawId, progress) };
  }
  const obstacle = obstacleOf(step, found);
  // Past its latest day, too, whose result may be known takes its course: else it could be ended by switching us off.
  const isOver = obstacle === 'ended' || (obstacle === 'late' && !(await mayBeKnown(step, drawId)));
  if (isOver) return endWithout(step, found);
  if (obstacle === 'paused') return waitFor(step, found, '周期已暂停，恢复后继续抽取');
  if (draw.announcementHash === null) return waitFor(step, found, draw.waitingFor ?? '抽取公告尚未发布');
  if (draw.lockedAt === null) return { obtained: false, progress: await awaitSignatures(step, found) };
  const looked = await source.look(step, draw, answers);
  switch (looked.kind) {
    case 'obtained':
      return fix(step, drawId, looked.values);
    case 'ask':
      return { question: looked.question };
    case 'void':
      return { obtained: false, progress: await voidAsAnnounced(step, found, looked.reason) };
    case 'wait':
      return waitFor(step, found, looked.waitingFor, looked.wakeAt);
  }
};

/**
 * Asks the announced sources; what they give is stored once and never replaced. Relays are asked between two steps,
 * while no transaction is open. Past the latest day the draw ends as 未抽取.
 */
export const obtainRandomness =
  (deps: ActivityDeps, source: RandomnessSource) =>
  async ({ authorityId, subjectId, at }: StepInput): Promise<Randomness> => {
    const looked = (answers?: readonly RelayAnswer[]): Promise<Found> =>
      inStep(deps, { authorityId, at }, (step) => obtain(step, subjectId, source, answers));
    let found = await looked();
    if ('question' in found) found = await looked(await source.ask(found.question));
    if ('question' in found) throw new Error(`draw ${subjectId} asks again what was just answered`);
    if (!found.obtained) await deliverAfterCommit(deps, authorityId);
    return found;
  };
