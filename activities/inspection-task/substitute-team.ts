import { EXCLUSION_REASONS } from '../../domain/assignment/assignment.ts';
import type { Step } from '../shared/step.ts';
import { seatExclusions } from './draw-facts.ts';
import { drawSeat, plannedDays, tellOfSeat } from './draw-seat.ts';
import { lockTask, type TaskFacts } from './task-facts.ts';

const CANNOT_GO = '原检查组成员不能参加递补对象的检查，按抽取顺序递补';

/** Why a member cannot keep the seat on this visit; null for one who can. */
const obstacleOf = async (step: Step, facts: TaskFacts, officerId: string): Promise<string | null> => {
  const slot = facts.team.indexOf(officerId) + 1;
  const days = await plannedDays(step, facts);
  const { inspectors, exclusionOf } = await seatExclusions(step, facts, slot, days);
  const index = inspectors.findIndex((inspector) => inspector.officerId === officerId);
  if (index === -1) return '已不在检查人员名录';
  const reason = exclusionOf(index);
  return reason === undefined ? null : EXCLUSION_REASONS[reason];
};

/**
 * The team goes on to the substitute, whose visit is later than the one it was drawn for: who has declared an interest
 * in it, or is no longer fit for the seat, is drawn anew (R210).
 */
export const redrawUnfitSeats = async (step: Step, taskId: string): Promise<void> => {
  const { team } = await lockTask(step, taskId);
  for (const officerId of team) {
    const facts = await lockTask(step, taskId);
    const obstacle = await obstacleOf(step, facts, officerId);
    if (obstacle === null) continue;
    const seat = await drawSeat(step, facts, officerId);
    const reason = `原检查组成员${obstacle}，按抽取顺序递补`;
    await step.trx
      .updateTable('teamMember')
      .set({ officerId: seat.officerId, reason })
      .where('authorityId', '=', step.authorityId)
      .where('taskId', '=', taskId)
      .where('officerId', '=', officerId)
      .execute();
    // Why somebody cannot go (an interest, leave) is his own matter; that he cannot is everybody's.
    await tellOfSeat(step, facts, seat, { kind: 'reassignment', command: 'replaceUnit', reason: CANNOT_GO });
  }
};
