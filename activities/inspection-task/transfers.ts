import type { Selectable } from 'kysely';
import type { Finding, Task } from '../../db/types.ts';
import { countedFrom } from '../shared/deadline-dates.ts';
import { openDeadline } from '../shared/deadlines.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts } from './task-facts.ts';
import { taskWords } from './task-words.ts';

/** Findings of a task that belong to another body (移送) and have not been handed to it. */
export const openTransfers = (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  taskId: string,
): Promise<Selectable<Finding>[]> =>
  trx
    .selectFrom('finding')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('measure', '=', 'transfer')
    // From before findings to transfer were kept off the orders: what stands on one is referred from there.
    .where('orderId', 'is', null)
    .where('state', '=', 'open')
    .orderBy('findingNo')
    .execute();

/** A reviewed task whose findings are not all with whom they belong still has its workflow, which reminds of them. */
export const owesTransfer = async (
  step: Step,
  task: Pick<Selectable<Task>, 'id' | 'state'>,
): Promise<boolean> => task.state === 'reviewed' && (await openTransfers(step, task.id)).length > 0;

export const transferDeadline = (taskId: string, resultRevision: number) =>
  ({ subjectKind: 'task', subjectId: taskId, kind: 'referral', part: String(resultRevision) }) as const;

/**
 * What the approved result says belongs to another body is owed to it from now, by the approvers (R137). It stands on
 * no order to correct: the unit cannot put it right.
 * @returns how many findings
 */
export const oweTransfers = async (step: Step, facts: TaskFacts, resultRevision: number): Promise<number> => {
  const { length: count } = await openTransfers(step, facts.task.id);
  if (count === 0) return 0;
  const basis = countedFrom(step, step.today, step.settings.rectification.referralWorkingDays);
  await openDeadline(step, transferDeadline(facts.task.id, resultRevision), basis);
  await tell(step, {
    subject: ['task', facts.task.id],
    code: 'task.transfer-owed',
    params: { ...taskWords(step, facts), count, dueOn: basis.dueOn },
    to: await recipientsWithRole(step, 'approver'),
    occasion: String(resultRevision),
  });
  await step.audit('task.transfer-owed', ['task', facts.task.id], { findings: count, dueOn: basis.dueOn });
  return count;
};
