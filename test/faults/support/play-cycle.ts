/** A whole cycle on the real server, whose officers act at once: opened, drawn, visited, published, put right, closed. */
import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { createEngine } from '../../../activities/shared/engine.ts';
import { deliverToEngine, requestStart } from '../../../activities/shared/engine-outbox.ts';
import type { Database } from '../../../db/connect.ts';
import { addDays, dateAt } from '../../../domain/calendar/dates.ts';
import { inspectionCycleWorkflowId } from '../../../workflows/inspection-cycle/contract.ts';
import { inspectionTaskWorkflowId } from '../../../workflows/inspection-task/contract.ts';
import type { Officers } from './officers.ts';
import { patiently, until } from './patience.ts';
import { skipUntil } from './skip-time.ts';

export interface Cycle {
  readonly db: Kysely<Database>;
  readonly client: Client;
  readonly authorityId: string;
  readonly officers: Officers;
}

const CYCLE = '2021-1';
const DAY_MS = 86_400_000;
/** Past the draw day, three working days after the opening, whatever holidays lie between. */
const DAYS_TO_DRAW = 14;
/** Past the visit deadline and every reminder and escalation of it. */
const DAYS_OF_REMINDERS = 40;
const CHANNELS = ['provincial-platform', 'government-site'];

/** Opens the cycle and lets its clock run past the day of its draw. */
export const openCycle = async ({ db, client, authorityId }: Omit<Cycle, 'officers'>): Promise<void> => {
  const at = new Date().toISOString();
  await patiently(() =>
    db.transaction().execute((trx) => requestStart(trx, 'inspection-cycle', authorityId, [CYCLE], at)),
  );
  await patiently(() => deliverToEngine(db, createEngine(client), authorityId));
  const workflowId = inspectionCycleWorkflowId(authorityId, CYCLE);
  const drawnMs = Date.now() + DAYS_TO_DRAW * DAY_MS;
  await patiently(() => skipUntil(client, workflowId, drawnMs));
};

const tasksOf = ({ db }: Cycle) =>
  db.selectFrom('task').select(['id', 'state', 'dispatchedAt', 'endedAt']).orderBy('sequenceNo').execute();

const teamOf = async ({ db }: Cycle, taskId: string): Promise<string> => {
  const member = await db
    .selectFrom('teamMember')
    .select('officerId')
    .where('taskId', '=', taskId)
    .where('slot', '=', 1)
    .executeTakeFirstOrThrow();
  return member.officerId;
};

/** Nobody visits: its timers fire day by day, owner, chief and office are reminded; then it is given up. */
const neglect = async ({ client, officers }: Cycle, taskId: string): Promise<void> => {
  const targetMs = Date.now() + DAYS_OF_REMINDERS * DAY_MS;
  await patiently(() => skipUntil(client, inspectionTaskWorkflowId(taskId), targetMs));
  const cancel = { id: `${taskId}/cancel`, reason: '对象长期停业' };
  await officers.give('approver', `/api/tasks/${taskId}/commands/cancelTask`, cancel);
};

const FINDING = {
  itemId: 'freight',
  text: '未建立车辆动态监控台账',
  article: '道路运输条例第七十条',
  measure: 'correct-by-date',
};

const inspect = async (cycle: Cycle, task: { id: string; dispatchedAt: string }, found: boolean) => {
  const { officers } = cycle;
  const member = await patiently(() => teamOf(cycle, task.id));
  const commands = `/api/tasks/${task.id}/commands`;
  const today = dateAt(new Date().toISOString());
  await officers.give(member, `${commands}/recordVisit`, {
    id: `${task.id}/visit`,
    startedAt: task.dispatchedAt,
    endedAt: task.dispatchedAt,
    place: '单位住所',
  });
  await officers.give(member, `${commands}/enterResult`, {
    id: `${task.id}/enter`,
    codes: [found ? '5' : '1'],
    answers: [{ itemId: 'freight', lineNo: 1, answer: found ? 'no' : 'yes' }],
    findings: found ? [{ ...FINDING, dueOn: addDays(today, 10) }] : [],
  });
  const review = { id: `${task.id}/review`, decision: 'approve', opinion: '同意' };
  await officers.give('reviewer', `${commands}/reviewResult`, review);
};

const publish = async ({ officers }: Cycle, taskId: string): Promise<void> => {
  for (const channel of CHANNELS)
    await officers.give('publisher', `/api/publications/${taskId}/revisions/1/commands/confirmChannel`, {
      id: `${taskId}/${channel}`,
      channel,
      publishedOn: dateAt(new Date().toISOString()),
      proof: { kind: 'receipt', reference: `回执 ${taskId}` },
    });
};

const putRight = async (cycle: Cycle): Promise<void> => {
  const { db, officers } = cycle;
  const findings = await patiently(() => db.selectFrom('finding').selectAll().orderBy('id').execute());
  for (const { id, orderId, taskId } of findings) {
    const member = await patiently(() => teamOf(cycle, taskId));
    await officers.give(member, `/api/orders/${encodeURIComponent(orderId ?? '')}/commands/reinspect`, {
      id: `${id}/reinspect`,
      inspectedOn: dateAt(new Date().toISOString()),
      outcomes: [{ findingId: id, outcome: 'rectified' }],
    });
  }
};

/** @returns how many tasks it had */
export const playCycle = async (cycle: Cycle): Promise<number> => {
  const { db } = cycle;
  await openCycle(cycle);
  await until('every task is dispatched', async () => {
    const tasks = await tasksOf(cycle);
    return tasks.length > 0 && tasks.every(({ dispatchedAt }) => dispatchedAt !== null);
  });
  const [first, ...others] = await patiently(() => tasksOf(cycle));
  if (first === undefined) throw new Error('nothing was drawn');
  await neglect(cycle, first.id);
  for (const [index, { id, dispatchedAt }] of others.entries()) {
    await inspect(cycle, { id, dispatchedAt: dispatchedAt ?? '' }, index % 5 === 0);
    await publish(cycle, id);
  }
  await until('the cycle is closed', async () => {
    const { state } = await db.selectFrom('cycle').select('state').executeTakeFirstOrThrow();
    return state === 'closed';
  });
  // Only now: the cycle's report says how the orders stood at its closing.
  await putRight(cycle);
  await until('every workflow has ended', async () => {
    const going = await db
      .selectFrom('workflowProgress')
      .select('workflowId')
      .where('ended', '=', false)
      .execute();
    return going.length === 0;
  });
  return others.length + 1;
};
