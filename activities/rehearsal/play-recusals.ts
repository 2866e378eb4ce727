import { randomBytes } from 'node:crypto';
import { makeLink } from '../../db/unit-link/links.ts';
import { answerStatement } from '../../db/unit-link/statements.ts';
import { LINK_ID_LENGTH, linkIdOf } from '../../domain/unit-link/link-token.ts';
import * as contract from '../../workflows/inspection-task/contract.ts';
import type { Day } from './day.ts';
import { type HeldTask, heldTasks } from './due-recusals.ts';
import { openTasks } from './due-tasks.ts';
import { deed, send } from './send.ts';

const NOT_NAMED = '申请没有写明应当回避的检查人员，不予回避；可以写明之后再次申请。';
const REFUSED = '经审查，不予回避，仍由原检查人员检查。';

/** Requests that were there when the office looks at them today; of tasks that are played by hand it leaves them. */
export const dueRecusals = async (day: Day): Promise<readonly HeldTask[]> => {
  const { isByHand = () => false } = day.deps.play;
  const open = (await openTasks(day)).filter(({ taskId }) => !isByHand(taskId));
  const at = Date.parse(day.at);
  return (await heldTasks(day, open)).filter(({ recusal }) => Date.parse(recusal.receivedAt) <= at);
};

/** Gives way to what names a member: his seat is drawn anew. @returns what the unit is told */
const decide = async (day: Day, { task, recusal }: HeldTask): Promise<string> => {
  const { against, isNamed, statementId } = recusal;
  if (!isNamed) return NOT_NAMED;
  const names: string[] = [];
  for (const { officerId, name } of against) {
    const accepted = await send(
      day,
      deed([task.taskId, contract.inspectionTaskWorkflowId(task.taskId)], contract.recuseInspectorUpdate, {
        id: `rehearsal/${task.taskId}/recuse/${statementId}/${officerId}`,
        actorId: await day.cast.who('approver', task.taskId),
        officerId,
        reason: '检查对象申请回避，经审查同意',
      }),
    );
    if (accepted) names.push(name);
  }
  if (names.length === against.length) {
    return names.length === 0
      ? '所申请的人员已不在检查组。'
      : `经审查，同意${names.join('、')}回避，已更换检查人员。`;
  }
  return REFUSED;
};

/** The office decides what a unit asked for before the visit, and tells it (答复). */
export const playRecusals = async (day: Day): Promise<void> => {
  const { deps, authorityId, at, cast } = day;
  // One at a time: each draws a seat, and the next depends on it.
  for (const held of await dueRecusals(day)) {
    const { taskId, statementId } = held.recusal;
    const text = await decide(day, held);
    const doing = {
      actor: { kind: 'officer' as const, id: await cast.who('office', taskId) },
      ...{ commandId: null, at },
    };
    await deps.db.transaction().execute(async (trx) => {
      await answerStatement(trx, authorityId, { statementId, text }, doing);
      await makeLink(trx, authorityId, { id: linkIdOf(randomBytes(LINK_ID_LENGTH)), taskId }, doing);
    });
  }
};
