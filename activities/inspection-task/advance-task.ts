import { addDays, instantAt } from '../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../domain/deadline/kinds.ts';
import type { Role } from '../../domain/rights/rights.ts';
import type { Progress, StepInput } from '../../workflows/shared/contract.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { noteProgress } from '../shared/engine-outbox.ts';
import { isCyclePaused } from '../shared/pause.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { remind } from '../shared/remind.ts';
import { inStep, type Step } from '../shared/step.ts';
import { dispatch } from './dispatch.ts';
import { lockTask, lockTaskRow, type TaskRow } from './task-facts.ts';
import { taskWords } from './task-words.ts';
import { tellCancelled } from './tell-cancelled.ts';
import { owesTransfer } from './transfers.ts';

/** Who owes what the team does not. */
const OWED_BY: Readonly<Partial<Record<DeadlineKind, Role>>> = { review: 'reviewer', referral: 'approver' };

/** Where a task stands: sends what reminders are due, and says when the next is. */
export const taskProgress = async (step: Step, taskId: string): Promise<Progress> => {
  const task = await lockTaskRow(step, taskId);
  const isOver = task.endedAt !== null || task.state === 'reviewed' || task.state === 'closed';
  const ended = isOver && !(await owesTransfer(step, task));
  if (ended) return { state: task.state, ended, wakeAt: null };
  if (task.state === 'created') return { state: task.state, ended, wakeAt: dispatchAt(step, task) };
  const isPaused = () => isCyclePaused(step, task.cycleId);
  const wakeAt = await remind(
    step,
    { subjectKind: 'task', subjectId: taskId },
    isPaused,
    async ({ kind }) => {
      const facts = await lockTask(step, taskId);
      const role = OWED_BY[kind];
      return {
        owners: role === undefined ? facts.team : (await recipientsWithRole(step, role)).map(({ id }) => id),
        isTeam: role === undefined,
        ...(kind === 'referral' ? { code: 'reminder.transfer' as const } : {}),
        // Before an unannounced visit nothing may reach the unit, whatever a ladder says.
        unitId: task.announced || task.visitedOn !== null ? task.unitId : null,
        params: taskWords(step, facts),
      };
    },
  );
  return { state: task.state, ended, wakeAt };
};

/** A task of a later batch waits for it; one made while its cycle was paused, for the first morning after the pause. */
const dispatchAt = ({ today, settings }: Step, { visitFrom }: Pick<TaskRow, 'visitFrom'>): string =>
  instantAt(
    visitFrom !== null && visitFrom > today ? visitFrom : addDays(today, 1),
    settings.reminderTimeOfDay,
  );

const mayBeDispatched = async (step: Step, task: TaskRow): Promise<boolean> =>
  task.state === 'created' &&
  task.endedAt === null &&
  (task.visitFrom === null || task.visitFrom <= step.today) &&
  !(await isCyclePaused(step, task.cycleId));

/** What is due on a task now: its dispatch, its reminders. */
export const advanceTask =
  (deps: ActivityDeps) =>
  ({ authorityId, subjectId, at }: StepInput): Promise<Progress> =>
    inStep(deps, { authorityId, at }, async (step) => {
      const task = await lockTaskRow(step, subjectId);
      // Cancelled with its whole cycle, in few statements: its people are told here, task by task.
      if (task.endKind === 'cancelled')
        await tellCancelled(step, await lockTask(step, subjectId), task.endReason ?? '');
      if (await mayBeDispatched(step, task)) await dispatch(step, await lockTask(step, subjectId));
      const progress = await taskProgress(step, subjectId);
      await noteProgress(step.trx, 'inspection-task', authorityId, subjectId, progress, at);
      return progress;
    });
