import { sql } from 'kysely';
import { rowsBeingEnlarged } from '../../db/draw/enlargements.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CancelCycle } from '../../workflows/inspection-cycle/contract.ts';
import { mayBeKnown } from '../draw/sources/open-draw.ts';
import type { CommandStep } from '../shared/command.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole } from '../shared/people.ts';
import { endRowsIfDone } from '../shared/row-work.ts';
import type { Step } from '../shared/step.ts';
import { setCycle } from './cycle-facts.ts';
import { assertReason, openCycleFor } from './pause-cycle.ts';
import { nudgeDraws, nudgeThoseWhoLooked, shiftDeadlines } from './shift-deadlines.ts';

/**
 * Once its randomness may be known a draw takes its course: whoever could stop it then could pick among results. It is
 * over within moments of our knowing, and the tasks it makes can be cancelled with the cycle.
 */
const assertNoDrawUnderWay = async (step: Step, cycleId: string): Promise<void> => {
  const draw = await step.trx
    .selectFrom('draw')
    .select(['id', 'randomness'])
    .where('authorityId', '=', step.authorityId)
    .where('cycleId', '=', cycleId)
    .where('announcement', 'is not', null)
    .where('state', 'not in', ['sealed', 'published', 'void', 'not-drawn'])
    .executeTakeFirst();
  if (draw === undefined) return;
  if (draw.randomness !== null) {
    throw new Refusal('WrongState', `抽取${draw.id}的随机数已经产生，请待抽取完成后再取消`);
  }
  if (await mayBeKnown(step, draw.id)) {
    throw new Refusal('WrongState', `抽取${draw.id}的随机数可能已经公开，请待抽取完成后再取消`);
  }
};

/**
 * Ends, in few statements, every task whose result is not yet approved, with its deadlines and its rows' work.
 * What is approved is still published, and what was ordered is still followed up (R60).
 */
const cancelTasks = async (step: Step, cycleId: string, reason: string): Promise<number> => {
  const { trx, authorityId, at, today } = step;
  const { rows } = await sql<{ id: string }>`
    update task set state = 'closed', end_kind = 'cancelled', end_reason = ${reason}, ended_at = ${at}, closed_at = ${at}
     where authority_id = ${authorityId} and cycle_id = ${cycleId} and ended_at is null
       and state in ('created', 'dispatched', 'visited', 'entered')
    returning id`.execute(trx);
  const ids = rows.map(({ id }) => id);
  await sql`
    update deadline set dropped_reason = ${`周期取消：${reason}`}
     where authority_id = ${authorityId} and subject_kind = 'task' and subject_id = any(${ids}::text[])
       and met_on is null and dropped_reason is null`.execute(trx);
  const { rows: ofRows } = await sql<{ rowNumber: string }>`
    update task_item set work_open = false
     where authority_id = ${authorityId} and task_id = any(${ids}::text[]) and work_open
    returning row_number`.execute(trx);
  await endRowsIfDone(
    step,
    cycleId,
    // What waited for further units alone ends now.
    [...ofRows.map(({ rowNumber }) => rowNumber), ...(await rowsBeingEnlarged(trx, authorityId, cycleId))],
    today,
  );
  // Rows that never drew.
  await sql`
    update cycle_row set work_ended_on = ${today}
     where authority_id = ${authorityId} and cycle_id = ${cycleId} and work_ended_on is null`.execute(trx);
  await sql`
    update workflow_progress set nudges_requested = nudges_requested + 1
     where authority_id = ${authorityId} and family = 'inspection-task' and subject_id = any(${ids}::text[])
       and not ended`.execute(trx);
  return ids.length;
};

/** The tasks before their cycle, as their own steps lock them: else two would wait for each other. */
const lockOpenTasks = async ({ trx, authorityId }: Step, cycleId: string): Promise<void> => {
  await sql`
    select from task where authority_id = ${authorityId} and cycle_id = ${cycleId} and ended_at is null
     order by id for update`.execute(trx);
};

/** Cancels a cycle (取消) with its reason; its draw, if it has not come to the randomness, ends as 未抽取. */
export const carryOutCancel = async (step: CommandStep<CancelCycle>): Promise<string> => {
  await assertMay(step, 'cancelCycle');
  await lockOpenTasks(step, step.subjectId);
  const cycle = await openCycleFor(step, step.subjectId, '取消');
  const reason = assertReason(step.command.reason, '取消');
  await assertNoDrawUnderWay(step, cycle.id);
  const cancelled = await cancelTasks(step, cycle.id, reason);
  await dropDeadlines(step, { subjectKind: 'cycle', subjectId: cycle.id }, `周期取消：${reason}`);
  if (cycle.pausedOn !== null) {
    // What goes on after the cycle, its orders, lost the days of the pause all the same.
    await shiftDeadlines(step, cycle.id, cycle.pausedOn);
    await nudgeThoseWhoLooked(step, cycle.id, cycle.pausedOn);
  }
  await setCycle(step, cycle.id, {
    state: 'cancelled',
    waitingFor: reason,
    pausedOn: null,
    closedAt: step.at,
  });
  await nudgeDraws(step, cycle.id);
  await step.audit('cycle.cancelled', ['cycle', cycle.id], { reason, tasks: cancelled });
  await tell(step, {
    subject: ['cycle', cycle.id],
    code: 'cycle.cancelled',
    params: { cycleName: cycleName(cycle), reason, tasks: cancelled },
    to: [...(await recipientsWithRole(step, 'office')), ...(await recipientsWithRole(step, 'supervisor'))],
  });
  return `周期已取消，${cancelled}个未办结的检查任务随之终止`;
};
