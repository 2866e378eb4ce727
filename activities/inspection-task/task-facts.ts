import { type Selectable, sql } from 'kysely';
import type { Task, Unit } from '../../db/types.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Step } from '../shared/step.ts';

export interface TaskItemFacts {
  readonly rowNumber: string;
  readonly itemId: string;
  readonly itemName: string;
  readonly stratum: string;
}

/** Columns by name: a statement whose plan is kept must not change with its table. */
const TASK_COLUMNS = [
  ...([
    'id',
    'authorityId',
    'cycleId',
    'drawId',
    'sequenceNo',
    'batchNo',
    'unitId',
    'replacesTaskId',
  ] as const),
  ...(['state', 'announced', 'unannouncedBasis', 'visitFrom', 'visitTo', 'dispatchedAt'] as const),
  ...(['visitedOn', 'visitStartedAt', 'visitEndedAt', 'visitPlace'] as const),
  ...(['endedAt', 'endKind', 'endReason', 'closedAt'] as const),
] as const;

/** A task's row. */
export type TaskRow = Pick<Selectable<Task>, (typeof TASK_COLUMNS)[number]>;

/** A task as its steps see it: locked, with its unit, items and team as they stand. */
export interface TaskFacts {
  readonly task: TaskRow;
  readonly unit: Pick<Selectable<Unit>, 'id' | 'kind' | 'code' | 'name'>;
  readonly items: readonly TaskItemFacts[];
  readonly team: readonly string[];
  /** Its cycle's window ends on this day. */
  readonly windowEnd: IsoDate;
  readonly paused: boolean;
}

/**
 * The task's row alone, locked until the step ends: two commands of one task never interleave.
 * @throws Refusal NotFound
 */
export const lockTaskRow = (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  taskId: string,
): Promise<TaskRow> =>
  trx
    .selectFrom('task')
    .select(TASK_COLUMNS)
    .where('authorityId', '=', authorityId)
    .where('id', '=', taskId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为 ${taskId} 的检查任务`));

/** Reads a task with all that belongs to it, and locks it. @throws Refusal NotFound */
export const lockTask = async (step: Step, taskId: string): Promise<TaskFacts> => {
  const { trx, authorityId } = step;
  const task = await lockTaskRow(step, taskId);
  // After the lock and in a statement of its own: it must see what the step before us wrote.
  const { rows } = await sql<Omit<TaskFacts, 'task'>>`
    select (select jsonb_build_object('id', id, 'kind', kind, 'code', code, 'name', name)
              from unit where (authority_id, id) = (${authorityId}, ${task.unitId})) as unit,
           (select coalesce(jsonb_agg(jsonb_build_object('rowNumber', t.row_number, 'itemId', t.item_id,
                                                         'itemName', i.name, 'stratum', t.stratum)
                                      order by t.row_number), '[]')
              from task_item t join item i on (i.authority_id, i.id) = (t.authority_id, t.item_id)
             where (t.authority_id, t.task_id) = (${authorityId}, ${taskId})) as items,
           array(select officer_id from team_member
                  where (authority_id, task_id) = (${authorityId}, ${taskId}) and state = 'assigned' order by slot) as team,
           cycle.window_end, cycle.paused_on is not null as paused
      from cycle where (authority_id, id) = (${authorityId}, ${task.cycleId})`.execute(trx);
  const [facts] = rows;
  if (facts === undefined) throw new Error(`task ${taskId} has no cycle`);
  return { task, ...facts };
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
export const assertTaskState = (
  { task, paused }: TaskFacts,
  allowed: readonly Task['state'][],
  act: string,
): void => {
  if (task.endedAt !== null) {
    throw new Refusal('AlreadyEnded', `该任务已办结（${task.endReason ?? '结果已公示'}），不能${act}`);
  }
  if (!allowed.includes(task.state)) {
    const fitting = allowed.map((state) => `“${STATE_NAMES[state]}”`).join('或');
    throw new Refusal('WrongState', `该任务现为“${STATE_NAMES[task.state]}”，只有${fitting}时才能${act}`);
  }
  if (paused) {
    throw new Refusal('Paused', `本周期已暂停，恢复后再${act}`);
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
