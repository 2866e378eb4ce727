import { Refusal } from '../../domain/failure/failures.ts';
import type { ReviewResult } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { meetDeadline } from '../shared/deadlines.ts';
import { requireOneOf, requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, teamRecipients } from '../shared/people.ts';
import { startPublication } from '../shared/start-publication.ts';
import { reopenEntry } from './enter-result.ts';
import { issueOrder } from './issue-order.ts';
import { latestResult } from './store-result.ts';
import { assertTaskState, lockTask, setTaskState } from './task-facts.ts';
import { taskWords } from './task-words.ts';
import { oweTransfers } from './transfers.ts';

/** Review (审核) by another person: approved results go to publication, findings to an order or to whom they belong; or back to the enterer. */
export const carryOutReviewResult = async (step: CommandStep<ReviewResult>): Promise<string> => {
  const { command, subjectId: taskId } = step;
  const facts = await lockTask(step, taskId);
  await assertMay(step, 'reviewResult');
  assertTaskState(facts, ['entered'], '审核结果');
  const result = await latestResult(step, taskId);
  if (result === undefined) throw new Refusal('WrongState', '还没有录入结果');
  if (result.enteredBy === command.actorId || facts.team.includes(command.actorId)) {
    throw new Refusal('SamePerson', '检查和录入的人员不能审核自己的结果');
  }
  const decision = requireOneOf(
    command.decision,
    ['approve', 'return'],
    'decision',
    '请选择审核结论：同意或退回',
  );
  const opinion = requireText(command.opinion, 'opinion', '请填写审核意见');
  const approved = decision === 'approve';
  await step.trx
    .updateTable('result')
    .set({
      state: approved ? 'approved' : 'returned',
      reviewedBy: command.actorId,
      reviewedAt: step.at,
      opinion,
    })
    .where('authorityId', '=', step.authorityId)
    .where('taskId', '=', taskId)
    .where('revision', '=', result.revision)
    .execute();
  await meetDeadline(step, {
    subjectKind: 'task',
    subjectId: taskId,
    kind: 'review',
    part: String(result.revision),
  });
  if (!approved) {
    await setTaskState(step, taskId, 'visited');
    const dueOn = await reopenEntry(step, taskId, result.revision);
    await tell(step, {
      subject: ['task', taskId],
      code: 'result.returned',
      params: { ...taskWords(step, facts), reason: opinion },
      to: await teamRecipients(step, facts.team),
      occasion: String(result.revision),
    });
    await step.audit('result.returned', ['task', taskId], {
      revision: result.revision,
      opinion,
    });
    return `结果已退回，请检查组于 ${dueOn} 前更正`;
  }
  await setTaskState(step, taskId, 'reviewed');
  await step.audit('result.approved', ['task', taskId], {
    revision: result.revision,
    opinion,
  });
  await startPublication(step, {
    task: facts.task,
    revision: 1,
    kind: 'result',
    resultRevision: result.revision,
    reason: null,
  });
  const orderNumber = await issueOrder(step, facts, result.revision);
  const transfers = await oweTransfers(step, facts, result.revision);
  const parts = [
    '结果已审核，转入公示',
    ...(orderNumber === null ? [] : [`已下达${orderNumber}`]),
    ...(transfers === 0 ? [] : [`${transfers}项问题待移送`]),
  ];
  return parts.join('；');
};
