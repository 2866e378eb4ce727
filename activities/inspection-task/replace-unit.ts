import { sql } from 'kysely';
import { actorText } from '../../db/actor.ts';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ReplaceUnit } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { endTask } from '../shared/end-task.ts';
import { requestStart } from '../shared/engine-outbox.ts';
import { requireOneOf, requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, teamRecipients } from '../shared/people.ts';
import { endRowWork } from '../shared/row-work.ts';
import type { Step } from '../shared/step.ts';
import { redrawUnfitSeats } from './substitute-team.ts';
import { assertTaskState, lockTask, type TaskFacts, type TaskItemFacts } from './task-facts.ts';
import { taskWords } from './task-words.ts';
import { tellOfSubstitution } from './tell-of-substitution.ts';

const GONE = ['closed', 'moved', 'suspended', 'deregistered'] as const;

interface Substitute {
  readonly unitId: string;
  readonly rowNumber: string;
  readonly stratum: string;
  readonly position: number;
}

/** Substitutions of one cycle follow each other: two at once would both look at the same next unit. */
const oneSubstitutionAtATime = async ({ trx, authorityId }: Step, cycleId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${authorityId}/substitution/${cycleId}`}, 0))`.execute(
    trx,
  );
};

/**
 * Whoever stands on the list of an enlargement (扩大抽查) that is announced may be drawn by it, and nobody is visited
 * twice in a cycle: until it is drawn nobody takes another's place. The cycle is held, as the announcing step holds it.
 */
const assertNoListIsFrozen = async ({ trx, authorityId }: Step, cycleId: string): Promise<void> => {
  await sql`select from cycle where (authority_id, id) = (${authorityId}, ${cycleId}) for key share`.execute(
    trx,
  );
  const frozen = await trx
    .selectFrom('draw')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('purpose', '=', 'enlargement')
    .where('announcement', 'is not', null)
    .where('recordHash', 'is', null)
    .where('state', 'not in', ['void', 'not-drawn'])
    .executeTakeFirst();
  if (frozen === undefined) return;
  throw new Refusal('WrongState', `扩大抽查（抽取 ${frozen.id}）的名单已经公告，抽取完成后再递补`);
};

/**
 * The next unit of the SAME stratum's order that operates and has no task in this cycle yet. The order was fixed by
 * the draw; nobody chooses.
 */
const nextInOrder = async (
  step: Step,
  { task }: TaskFacts,
  { rowNumber, stratum }: TaskItemFacts,
): Promise<Substitute | null> => {
  const { rows } = await sql<{ unitId: string; position: number }>`
    select e.unit_id, e.position
      from draw_entry e join unit u on (u.authority_id, u.id) = (e.authority_id, e.unit_id)
     where e.authority_id = ${step.authorityId} and e.draw_id = ${task.drawId}
       and e.row_number = ${rowNumber} and e.stratum = ${stratum}
       and not e.drawn and not e.used_as_substitute and u.status = 'operating'
       and not exists (select from task t where (t.authority_id, t.cycle_id, t.unit_id)
                                              = (e.authority_id, ${task.cycleId}, e.unit_id))
     order by e.position
     limit 1`.execute(step.trx);
  const next = rows[0];
  return next === undefined ? null : { ...next, rowNumber, stratum };
};

const nextTaskNumber = async ({ trx, authorityId }: Step, cycleId: string) => {
  const { last } = await trx
    .selectFrom('task')
    .select((row) => row.fn.max('sequenceNo').as('last'))
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .executeTakeFirstOrThrow();
  const sequenceNo = Number(last) + 1;
  return { sequenceNo, id: `${authorityId}-${cycleId}-${String(sequenceNo).padStart(4, '0')}` };
};

/** @param places where the substitute stands in the order of each row that it takes over */
const createSubstituteTask = async (
  step: CommandStep<ReplaceUnit>,
  { task, items, team }: TaskFacts,
  unitId: string,
  places: readonly Substitute[],
): Promise<string> => {
  const { trx, authorityId } = step;
  const { id: taskId, sequenceNo } = await nextTaskNumber(step, task.cycleId);
  await trx
    .insertInto('task')
    .values({
      authorityId,
      id: taskId,
      cycleId: task.cycleId,
      drawId: task.drawId,
      unitId,
      sequenceNo,
      state: 'created',
      replacesTaskId: task.id,
      announced: task.announced,
      unannouncedBasis: task.unannouncedBasis,
      batchNo: task.batchNo,
      visitFrom: task.visitFrom,
      visitTo: task.visitTo,
      businessAt: step.at,
    })
    .execute();
  await trx
    .insertInto('taskItem')
    .values(
      places.map(({ rowNumber, stratum, position }) => ({
        authorityId,
        taskId,
        rowNumber,
        itemId: items.find((item) => item.rowNumber === rowNumber)?.itemId ?? '',
        cycleId: task.cycleId,
        stratum,
        drawPosition: position,
      })),
    )
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
  await redrawUnfitSeats(step, taskId);
  for (const { rowNumber, stratum, position } of places) {
    await trx
      .updateTable('drawEntry')
      .set({ usedAsSubstitute: true })
      .where('authorityId', '=', authorityId)
      .where('drawId', '=', task.drawId)
      .where((row) => row.and({ rowNumber, stratum, position }))
      .execute();
  }
  await requestStart(trx, 'inspection-task', authorityId, [taskId], step.at);
  return taskId;
};

/**
 * A drawn unit that has closed down, moved or stopped is replaced by the next of its stratum (递补), with reason,
 * evidence and approver on record; the count of substitutions is public.
 */
export const carryOutReplaceUnit = async (step: CommandStep<ReplaceUnit>): Promise<string> => {
  const { command, subjectId, trx, authorityId } = step;
  const facts = await lockTask(step, subjectId);
  await assertMay(step, 'replaceUnit');
  assertTaskState(facts, ['created', 'dispatched'], '递补');
  const reason = requireText(command.reason, 'reason', '请填写递补原因');
  const evidence = requireText(command.evidence, 'evidence', '请填写证明材料');
  const status = requireOneOf(command.unitStatus, GONE, 'unitStatus', '请选择检查对象的状态');
  await assertNoListIsFrozen(step, facts.task.cycleId);
  await oneSubstitutionAtATime(step, facts.task.cycleId);
  await trx
    .updateTable('unit')
    .set({
      status,
      businessAt: step.at,
      recordedAt: sql`clock_timestamp()`,
      recordedBy: actorText(step.actor),
    })
    .where('authorityId', '=', authorityId)
    .where('id', '=', facts.task.unitId)
    .execute();
  const found: Substitute[] = [];
  const exhausted: string[] = [];
  for (const item of facts.items) {
    const next = await nextInOrder(step, facts, item);
    await tellOfSubstitution(step, facts, item, next, { reason, evidence, status });
    if (next === null) exhausted.push(item.rowNumber);
    else found.push(next);
  }
  if (found.length === 0) {
    throw new Refusal('NoSubstitute', '本层候补对象已用完，不能递补；可说明原因后取消本任务');
  }
  // A unit that is next in the order of several rows gets one task with all of them (综合查一次).
  const substitutes: string[] = [];
  for (const [unitId, places] of Map.groupBy(found, (place) => place.unitId)) {
    substitutes.push(await createSubstituteTask(step, facts, unitId, places));
  }
  await dropDeadlines(step, { subjectKind: 'task', subjectId }, reason);
  await endRowWork(step, facts.task);
  await endTask(step, facts.task, { kind: 'replaced', reason });
  await tell(step, {
    subject: ['task', subjectId],
    code: 'task.cancelled',
    params: { ...taskWords(step, facts), reason: `${reason}，已由抽取顺序中的下一对象递补` },
    to: await teamRecipients(step, facts.team),
  });
  await step.audit('task.replaced', ['task', subjectId], {
    unitStatus: status,
    reason,
    evidence,
    substitutes,
    exhausted,
  });
  const without = exhausted.length === 0 ? '' : `；计划行 ${exhausted.join('、')} 本层候补对象已用完`;
  const numbers = substitutes.map((id) => taskNumberOf(step.settings.orderNumberPrefix, id));
  return `已递补，新任务 ${numbers.join('、')}${without}`;
};
