import { cycleName } from '../../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { mayBeKnownFromMs, type SourceFacts } from '../../../domain/randomness/source-facts.ts';
import type { Step } from '../../shared/step.ts';
import { type DrawFacts, hasEnded, isItsTurn, lockDraw } from '../draw-facts.ts';
import { diceBegun, readSourceFacts } from './source-store.ts';

export interface OpenDraw {
  readonly found: DrawFacts;
  readonly facts: SourceFacts;
}

/**
 * An announced draw whose randomness is not settled, locked until the step ends.
 * @param act what is to be done with it, for the refusal
 * @throws Refusal AlreadyEnded, WrongState, Paused
 */
export const openDraw = async (step: Step, drawId: string, act: string): Promise<OpenDraw> => {
  const found = await lockDraw(step, drawId);
  if (found.draw.rehearsal) {
    throw new Refusal('Forbidden', `抽取 ${drawId} 是演练，只用密封的演练随机源，不能${act}`);
  }
  if (hasEnded(found)) throw new Refusal('AlreadyEnded', `抽取 ${drawId} 已结束，不能${act}`);
  if (found.draw.known) {
    throw new Refusal('WrongState', `抽取 ${drawId} 的随机数已经产生，不能${act}`);
  }
  if (!isItsTurn(found)) {
    throw new Refusal('AlreadyEnded', `抽取 ${drawId} 所在周期不在抽取环节，不能${act}`);
  }
  if (found.cycle.pausedOn !== null) {
    throw new Refusal('Paused', `${cycleName(found.cycle)}已暂停，恢复后再${act}`);
  }
  const facts = await readSourceFacts(step, drawId);
  if (facts === null || found.draw.lockedAt === null) {
    throw new Refusal('WrongState', `抽取 ${drawId} 尚未公告，不能${act}`);
  }
  return { found, facts };
};

/**
 * Whether somebody may already know the result of an announced draw: its values are stored, or its round may be out.
 * From then on nobody may stop it. @param drawId of a draw that the step has locked
 */
export const mayBeKnown = async (step: Step, drawId: string): Promise<boolean> => {
  const facts = await readSourceFacts(step, drawId);
  if (facts === null) return false;
  const fromMs = mayBeKnownFromMs(facts, await diceBegun(step, drawId));
  return fromMs !== null && facts.atMs >= fromMs;
};
