import { sql } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ReplaceUnit } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { requestStart } from '../shared/engine-outbox.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, officersByIds } from '../shared/people.ts';
import { endRowWork, endTask } from '../shared/row-work.ts';
import { drawSeat } from './change-team.ts';
import { assertTaskState, lockTask, type TaskFacts } from './task-facts.ts';
import { taskWords } from './task-words.ts';

interface Substitute {
  readonly unitId: string;
  readonly rowNumber: string;
  readonly stratum: string;
  readonly position: number;
}

/**
 * The next unit of the SAME stratum's order that operates and has no task in this cycle yet. The order was fixed by
 * the draw; nobody chooses.
 */
const nextInOrder = async (
  step: CommandStep<ReplaceUnit>,
  { task }: TaskFacts,
  row: { readonly rowNumber: string; readonly stratum: string },
): Promise<Substitute | null> => {
  const { rows } = await sql<{ unitId: string; position: number }>`
    select e.unit_id, e.position
      from draw_entry e join unit u on (u.authority_id, u.id) = (e.authority_id, e.unit_id)
     where e.authority_id = ${step.authorityId} and e.draw_id = ${task.drawId}
       and e.row_number = ${row.rowNumber} and e.stratum = ${row.stratum}
       and not e.drawn and not e.used_as_substitute and u.status = 'operating'
       and not exists (select from task t where (t.authority_id, t.cycle_id, t.unit_id)
                                              = (e.authority_id, ${task.cycleId}, e.unit_id))
     order by e.position
     limit 1
       for update of e`.execute(step.trx);
  const next = rows[0];
  return next === undefined ? null : { ...next, rowNumber: row.rowNumber, stratum: row.stratum };
};

const createSubstituteTask = async (
  step: CommandStep<ReplaceUnit>,
  { task, items, team }: TaskFacts,
  substitute: Substitute,
): Promise<string> => {
  const { trx, authorityId } = step;
  await sql`select 1 from cycle where authority_id = ${authorityId} and id = ${task.cycleId} for update`.execute(
    trx,
  );
  const { last } = await trx
    .selectFrom('task')
    .select((row) => row.fn.max('sequenceNo').as('last'))
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', task.cycleId)
    .executeTakeFirstOrThrow();
  const sequenceNo = Number(last) + 1;
  const taskId = `${authorityId}-${task.cycleId}-${String(sequenceNo).padStart(4, '0')}`;
  await trx
    .insertInto('task')
    .values({
      authorityId,
      id: taskId,
      cycleId: task.cycleId,
      drawId: task.drawId,
      unitId: substitute.unitId,
      sequenceNo,
      state: 'created',
      replacesTaskId: task.id,
      announced: task.announced,
      unannouncedBasis: task.unannouncedBasis,
      businessAt: step.at,
    })
    .execute();
  const item = items.find(({ rowNumber }) => rowNumber === substitute.rowNumber);
  await trx
    .insertInto('taskItem')
    .values({
      authorityId,
      taskId,
      rowNumber: substitute.rowNumber,
      itemId: item?.itemId ?? '',
      cycleId: task.cycleId,
      stratum: substitute.stratum,
      drawPosition: substitute.position,
    })
    .execute();
  await trx
    .insertInto('teamMember')
    .values(
      team.map((officerId, index) => ({
        authorityId,
        taskId,
        slot: index + 1,
        officerId,
        state: 'assigned' as const,
        businessAt: step.at,
      })),
    )
    .execute();
  await recuseInterested(step, taskId);
  await trx
    .updateTable('drawEntry')
    .set({ usedAsSubstitute: true })
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', task.drawId)
    .where('rowNumber', '=', substitute.rowNumber)
    .where('stratum', '=', substitute.stratum)
    .where('position', '=', substitute.position)
    .execute();
  await requestStart(trx, 'inspection-task', authorityId, [taskId], step.at);
  return taskId;
};

/** The team goes on to the substitute; who has declared an interest in it is drawn anew. */
const recuseInterested = async (step: CommandStep<ReplaceUnit>, taskId: string): Promise<void> => {
  const facts = await lockTask(step, taskId);
  const interested = await step.trx
    .selectFrom('inspectorInterest')
    .select('officerId')
    .where('authorityId', '=', step.authorityId)
    .where('unitId', '=', facts.task.unitId)
    .where('officerId', 'in', facts.team)
    .orderBy('officerId')
    .execute();
  for (const { officerId } of interested) {
    const now = await lockTask(step, taskId);
    const substitute = await drawSeat(step, now, officerId);
    await step.trx
      .updateTable('teamMember')
      .set({ officerId: substitute, reason: '原检查组成员与递补对象有利害关系，按抽取顺序递补' })
      .where('authorityId', '=', step.authorityId)
      .where('taskId', '=', taskId)
      .where('officerId', '=', officerId)
      .execute();
  }
};

/**
 * A drawn unit that has closed down, moved or stopped is replaced by the next of its stratum (递补), with reason,
 * evidence and approver on record; the count of substitutions is public.
 */
export const carryOutReplaceUnit = async (step: CommandStep<ReplaceUnit>): Promise<string> => {
  const { command, subjectId, trx, authorityId } = step;
  const facts = await lockTask(step, subjectId);
  await assertMay(step, 'replaceUnit');
  await assertTaskState(step, facts, ['created', 'dispatched'], '递补');
  if (command.reason.trim() === '') throw new Refusal('InvalidInput', '请填写递补原因', 'reason');
  if (command.evidence.trim() === '') throw new Refusal('InvalidInput', '请填写证明材料', 'evidence');
  await trx
    .updateTable('unit')
    .set({ status: command.unitStatus })
    .where('authorityId', '=', authorityId)
    .where('id', '=', facts.task.unitId)
    .execute();
  const substitutes: string[] = [];
  for (const row of facts.items) {
    const next = await nextInOrder(step, facts, row);
    if (next !== null) substitutes.push(await createSubstituteTask(step, facts, next));
  }
  if (substitutes.length === 0) {
    throw new Refusal('NoSubstitute', '本层候补对象已用完，不能递补；可说明原因后取消本任务');
  }
  await dropDeadlines(step, { subjectKind: 'task', subjectId }, command.reason);
  await endRowWork(step, facts.task);
  await endTask(step, facts.task, { kind: 'replaced', reason: command.reason });
  await tell(step, {
    subject: ['task', subjectId],
    code: 'task.cancelled',
    params: { ...taskWords(facts), reason: `${command.reason}，已由抽取顺序中的下一对象递补` },
    to: await officersByIds(step, facts.team),
  });
  await step.audit('task.replaced', ['task', subjectId], {
    unitStatus: command.unitStatus,
    reason: command.reason,
    evidence: command.evidence,
    substitutes,
  });
  return `已递补，新任务 ${substitutes.join('、')}`;
};
