import type { Family } from '../shared/engine.ts';
import { type Fault, type Round, secondsBefore } from './fault.ts';
import { restartIfOpen } from './restart.ts';

const GRACE_SECONDS = 120;
const LIMIT = 500;
/** A workflow that does not answer is not buried in signals: it may only be that no worker runs. */
const NUDGE_AGAIN_AFTER_MS = 3_600_000;

/** Subjects whose next instant has passed though nothing happened: a timer that never fired, or no workflow at all. */
export const wakeTheOverdue = async (round: Round): Promise<Fault[]> => {
  const { deps, authorityId, now, memory } = round;
  const overdue = await deps.db
    .selectFrom('workflowProgress')
    .select(['workflowId', 'family', 'subjectId', 'nextWakeAt'])
    .where('authorityId', '=', authorityId)
    .where('ended', '=', false)
    .where('started', '=', true)
    .where('nextWakeAt', '<', secondsBefore(now, GRACE_SECONDS))
    .orderBy('nextWakeAt')
    .limit(LIMIT)
    .execute();
  const nowMs = Date.parse(now);
  const overdueIds = new Set(overdue.map(({ workflowId }) => workflowId));
  for (const id of memory.nudgedAt.keys()) if (!overdueIds.has(id)) memory.nudgedAt.delete(id);
  for (const { workflowId, family, subjectId } of overdue) {
    const last = memory.nudgedAt.get(workflowId);
    if (last !== undefined && nowMs - last < NUDGE_AGAIN_AFTER_MS) continue;
    memory.nudgedAt.set(workflowId, nowMs);
    if (!(await deps.engine.nudge(workflowId))) await restartIfOpen(round, family as Family, subjectId);
  }
  return overdue.map(({ workflowId, nextWakeAt }) => ({
    kind: 'timer-missed',
    subject: workflowId,
    detail: `应于${nextWakeAt}处理而未处理，已唤醒`,
  }));
};
