import { sql } from 'kysely';
import { requestNudge } from './engine-outbox.ts';
import type { Step } from './step.ts';

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
