import { sql } from 'kysely';
import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { requestNudge } from './engine-outbox.ts';
import type { Step } from './step.ts';

/**
 * The work of a task on its plan rows is over (visited, cancelled, replaced without a substitute). With the last task
 * of a row the row's work ends (抽查工作结束), and the publication deadlines of its results become final (R269).
 */
export const endRowWork = async (
  step: Step,
  task: { readonly id: string; readonly cycleId: string },
): Promise<void> => {
  const rows = await step.trx
    .updateTable('taskItem')
    .set({ workOpen: false })
    .where('authorityId', '=', step.authorityId)
    .where('taskId', '=', task.id)
    .where('workOpen', '=', true)
    .returning('rowNumber')
    .execute();
  // Row by row in one order, each under its lock: of the last two visits one sees the other done.
  for (const rowNumber of rows.map((row) => row.rowNumber).sort()) {
    await endRowIfDone(step, task.cycleId, rowNumber);
  }
};

const endRowIfDone = async (step: Step, cycleId: string, rowNumber: string): Promise<void> => {
  const { trx, authorityId } = step;
  const row = await trx
    .selectFrom('cycleRow')
    .select('workEndedOn')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const open = await trx
    .selectFrom('taskItem')
    .select('taskId')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .where('workOpen', '=', true)
    .limit(1)
    .executeTakeFirst();
  if (open !== undefined || row.workEndedOn !== null) return;
  const { last } = await trx
    .selectFrom('taskItem')
    .innerJoin('task', (join) =>
      join.onRef('task.authorityId', '=', 'taskItem.authorityId').onRef('task.id', '=', 'taskItem.taskId'),
    )
    .select((row) => row.fn.max('task.visitedOn').as('last'))
    .where('taskItem.authorityId', '=', authorityId)
    .where('taskItem.cycleId', '=', cycleId)
    .where('taskItem.rowNumber', '=', rowNumber)
    .executeTakeFirstOrThrow();
  const endedOn = last ?? step.today;
  await trx
    .updateTable('cycleRow')
    .set({ workEndedOn: endedOn })
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .execute();
  await step.audit('cycle-row.work-ended', ['cycle', cycleId], { rowNumber, endedOn });
  await settlePublicationDeadlines(step, cycleId, rowNumber, endedOn);
};

/** Publications of the row whose deadline was only an upper bound, or later by another row, are due by the final date. */
const settlePublicationDeadlines = async (
  step: Step,
  cycleId: string,
  rowNumber: string,
  endedOn: IsoDate,
): Promise<void> => {
  const { startEvent, workingDays } = step.settings.publication;
  if (startEvent !== 'row-work-ended') return;
  const due = addWorkingDays(step.calendar, endedOn, workingDays);
  const moved = await step.trx
    .updateTable('deadline')
    .set((row) => ({
      dueOn: due.date,
      // An upper bound that proves right is no new deadline: nobody is reminded of it anew.
      version: row
        .case()
        .when('dueOn', '=', due.date)
        .then(row.ref('version'))
        .else(row('version', '+', 1))
        .end(),
      remindedThrough: row
        .case()
        .when('dueOn', '=', due.date)
        .then(row.ref('remindedThrough'))
        .else(row.cast<string>(row.val(addDays(step.today, -1)), 'date'))
        .end(),
      provisional: due.provisional,
      upperBound: false,
      calendarVersion: step.calendar.version,
      basisOn: endedOn,
      basisWorkingDays: workingDays,
    }))
    .where('authorityId', '=', step.authorityId)
    .where('subjectKind', '=', 'publication')
    .where('kind', '=', 'publication')
    // The results themselves; a correction or withdrawal is due by its own day.
    .where('part', '=', '1')
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .where((row) => row.or([row('upperBound', '=', true), row('dueOn', '>', due.date)]))
    .where('subjectId', 'in', (tasks) =>
      tasks
        .selectFrom('taskItem')
        .select('taskId')
        .where('authorityId', '=', step.authorityId)
        .where('cycleId', '=', cycleId)
        .where('rowNumber', '=', rowNumber),
    )
    .returning(['subjectId', 'part'])
    .execute();
  await requestNudge(
    step.trx,
    step.authorityId,
    'publication',
    moved.map(({ subjectId, part }) => `${subjectId}/${part}`),
  );
};

/** The end of a task's part in its cycle; with the last one the cycle is told to look at the facts. */
export const endTask = async (
  step: Step,
  task: { readonly id: string; readonly cycleId: string },
  end: { readonly kind: 'published' | 'replaced' | 'cancelled'; readonly reason: string | null },
): Promise<void> => {
  const { trx, authorityId } = step;
  await lockTaskRow(step, task.id);
  const closes = end.kind !== 'published' || !(await hasOpenFinding(step, task.id));
  await trx
    .updateTable('task')
    .set({
      endedAt: step.at,
      endKind: end.kind,
      endReason: end.reason,
      ...(closes ? { state: 'closed' as const, closedAt: step.at } : {}),
    })
    .where('authorityId', '=', authorityId)
    .where('id', '=', task.id)
    .execute();
  // One closing at a time: the last one must see that it is the last. Not against those who refer to the cycle.
  await sql`select 1 from cycle where authority_id = ${authorityId} and id = ${task.cycleId}
    for no key update`.execute(trx);
  const open = await trx
    .selectFrom('task')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', task.cycleId)
    .where('endedAt', 'is', null)
    .limit(1)
    .executeTakeFirst();
  if (open === undefined) await requestNudge(trx, authorityId, 'inspection-cycle', [task.cycleId]);
};

/** The last publication and the last disposal may come at once: whoever is second must see the first. */
const lockTaskRow = async ({ trx, authorityId }: Step, taskId: string): Promise<void> => {
  await sql`select 1 from task where authority_id = ${authorityId} and id = ${taskId}
    for no key update`.execute(trx);
};

const hasOpenFinding = async (step: Step, taskId: string): Promise<boolean> =>
  (await step.trx
    .selectFrom('finding')
    .select('id')
    .where('authorityId', '=', step.authorityId)
    .where('taskId', '=', taskId)
    .where('state', '=', 'open')
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** A task is closed as a fact when its results are published and every finding has a disposal (后续处置无例外, R60). */
export const closeTaskIfDone = async (step: Step, taskId: string): Promise<void> => {
  await lockTaskRow(step, taskId);
  if (await hasOpenFinding(step, taskId)) return;
  const closed = await step.trx
    .updateTable('task')
    .set({ state: 'closed', closedAt: step.at })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', taskId)
    .where('endedAt', 'is not', null)
    .where('closedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (closed !== undefined) await step.audit('task.closed', ['task', taskId]);
};
