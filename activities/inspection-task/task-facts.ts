import type { Selectable } from 'kysely';
import type { Task, Unit } from '../../db/types.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { isCyclePaused } from '../shared/pause.ts';
import { teamOf } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';

export interface TaskItemFacts {
  readonly rowNumber: string;
  readonly itemId: string;
  readonly itemName: string;
  readonly stratum: string;
}

/** A task as its steps see it: locked, with its unit, items and team as they stand. */
export interface TaskFacts {
  readonly task: Selectable<Task>;
  readonly unit: Selectable<Unit>;
  readonly items: readonly TaskItemFacts[];
  readonly team: readonly string[];
}

/**
 * Reads a task and locks it until the step ends: two commands of one task never interleave.
 * @throws Refusal NotFound
 */
export const lockTask = async (step: Step, taskId: string): Promise<TaskFacts> => {
  const { trx, authorityId } = step;
  const task = await trx
    .selectFrom('task')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', taskId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为 ${taskId} 的检查任务`));
  const unit = await trx
    .selectFrom('unit')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', task.unitId)
    .executeTakeFirstOrThrow();
  const items = await trx
    .selectFrom('taskItem')
    .innerJoin('item', (join) =>
      join.onRef('item.authorityId', '=', 'taskItem.authorityId').onRef('item.id', '=', 'taskItem.itemId'),
    )
    .select(['taskItem.rowNumber', 'taskItem.itemId', 'item.name as itemName', 'taskItem.stratum'])
    .where('taskItem.authorityId', '=', authorityId)
    .where('taskItem.taskId', '=', taskId)
    .orderBy('taskItem.rowNumber')
    .execute();
  return { task, unit, items, team: await teamOf(trx, authorityId, taskId) };
};

const STATE_NAMES: Readonly<Record<Task['state'], string>> = {
  created: '待派发',
  dispatched: '待检查',
  visited: '待录入',
  entered: '待审核',
  reviewed: '已审核',
  closed: '已办结',
};

/** Refuses what does not fit where the task stands, and says where it stands. */
export const assertTaskState = async (
  step: Step,
  { task }: TaskFacts,
  allowed: readonly Task['state'][],
  act: string,
): Promise<void> => {
  if (task.endedAt !== null) {
    throw new Refusal(
      'AlreadyEnded',
      `任务 ${task.id} 已办结（${task.endReason ?? '结果已公示'}），不能${act}`,
    );
  }
  if (!allowed.includes(task.state)) {
    const fitting = allowed.map((state) => `“${STATE_NAMES[state]}”`).join('或');
    throw new Refusal(
      'WrongState',
      `任务 ${task.id} 现为“${STATE_NAMES[task.state]}”，只有${fitting}时才能${act}`,
    );
  }
  if (await isCyclePaused(step, task.cycleId)) {
    throw new Refusal('Paused', `周期 ${task.cycleId} 已暂停，恢复后再${act}`);
  }
};

export const setTaskState = async (step: Step, taskId: string, state: Task['state']): Promise<void> => {
  await step.trx
    .updateTable('task')
    .set({ state })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', taskId)
    .execute();
};
