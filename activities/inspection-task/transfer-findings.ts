import type { Selectable } from 'kysely';
import type { Finding } from '../../db/types.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { TransferFindings } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { findOpenDeadline, meetDeadline } from '../shared/deadlines.ts';
import { closeTaskIfDone } from '../shared/end-task.ts';
import { requireList, requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole } from '../shared/people.ts';
import { lockTask, type TaskFacts } from './task-facts.ts';
import { taskWords } from './task-words.ts';
import { openTransfers, transferDeadline } from './transfers.ts';

/** @throws Refusal InvalidInput naming the first that is not to be transferred, or was */
const namedTransfers = (
  open: readonly Selectable<Finding>[],
  findingIds: readonly string[],
): readonly string[] => {
  requireList(findingIds, 'findingIds', '请选择问题');
  const unknown = findingIds.find((id) => !open.some((finding) => finding.id === id));
  if (unknown === undefined) return [...new Set(findingIds)];
  throw new Refusal('InvalidInput', '所选问题中有不属于该任务待移送问题的，请刷新后重新选择', 'findingIds');
};

const assertOwed = ({ task, paused }: TaskFacts, open: readonly Selectable<Finding>[]): void => {
  if (task.state !== 'reviewed') {
    const code = task.state === 'closed' ? 'AlreadyEnded' : 'WrongState';
    throw new Refusal(code, '该任务没有审核后待移送的问题');
  }
  if (open.length === 0) throw new Refusal('WrongState', '该任务没有待移送的问题');
  if (paused) {
    throw new Refusal('Paused', '本周期已暂停，恢复后再移送');
  }
};

/** Findings that belong to another body are handed to it (移送): to whom, why and by whom stands on record (R137). */
export const carryOutTransferFindings = async (step: CommandStep<TransferFindings>): Promise<string> => {
  const { command, subjectId: taskId, trx, authorityId } = step;
  const facts = await lockTask(step, taskId);
  await assertMay(step, 'transferFindings');
  const open = await openTransfers(step, taskId);
  assertOwed(facts, open);
  const receiver = requireText(command.receiver, 'receiver', '请填写接收单位');
  const reason = requireText(command.reason, 'reason', '请填写移送理由');
  const findingIds = [...namedTransfers(open, command.findingIds)];
  const business = { referredBy: command.actorId, businessAt: step.at };
  await trx
    .insertInto('referral')
    .values({ authorityId, id: command.id, taskId, findingIds, receiver, reason, ...business })
    .execute();
  await trx
    .updateTable('finding')
    .set({ state: 'referred', disposedAt: step.at, disposalReason: `已移送${receiver}：${reason}` })
    .where('authorityId', '=', authorityId)
    .where('id', 'in', findingIds)
    .execute();
  if (findingIds.length === open.length) {
    const owed = await findOpenDeadline(step, transferDeadline(taskId, 0));
    if (owed !== undefined) await meetDeadline(step, { ...transferDeadline(taskId, 0), part: owed.part });
  }
  await tell(step, {
    subject: ['task', taskId],
    code: 'task.transferred',
    params: { ...taskWords(step, facts), count: findingIds.length, receiver, reason },
    to: await recipientsWithRole(step, 'office'),
    occasion: command.id,
  });
  await step.audit('task.transferred', ['task', taskId], { findings: findingIds, receiver, reason });
  await closeTaskIfDone(step, taskId);
  return `已移送${receiver}`;
};
