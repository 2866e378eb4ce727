import { type WaitingRecusal, waitingRecusals } from '../../db/unit-link/waiting-recusals.ts';
import type { Day } from './day.ts';
import type { StagedTask } from './due-tasks.ts';

export interface HeldTask {
  readonly task: StagedTask;
  readonly recusal: WaitingRecusal;
}

/** Visits to come that wait for the decision on a request for recusal (回避申请): a person at the console sent it. */
export const heldTasks = async (
  { deps: { db }, authorityId }: Day,
  open: readonly StagedTask[],
): Promise<readonly HeldTask[]> => {
  const byId = new Map(open.filter(({ state }) => state === 'dispatched').map((task) => [task.taskId, task]));
  return (await waitingRecusals(db, authorityId, [...byId.keys()])).flatMap((recusal) => {
    const task = byId.get(recusal.taskId);
    return task === undefined ? [] : [{ task, recusal }];
  });
};
