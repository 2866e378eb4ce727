import { Refusal } from '../../domain/failure/failures.ts';
import { checkResult } from '../../domain/result/check-result.ts';
import type { EnterResult } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { countedFrom } from '../shared/deadline-dates.ts';
import {
  dropDeadlines,
  findDeadline,
  findOpenDeadline,
  meetDeadline,
  openDeadline,
} from '../shared/deadlines.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { latestResult, storeResult } from './store-result.ts';
import { assertTaskState, lockTask, setTaskState, type TaskFacts } from './task-facts.ts';
import { taskWords } from './task-words.ts';

/** @throws Refusal InvalidInput naming every field that is wrong, nothing is stored */
const assertAcceptable = async (
  step: CommandStep<EnterResult>,
  { task, items }: TaskFacts,
): Promise<void> => {
  const itemIds = [...new Set(items.map(({ itemId }) => itemId))];
  const checklist = await step.trx
    .selectFrom('checklistLine')
    .select(['itemId', 'lineNo'])
    .where('authorityId', '=', step.authorityId)
    .where('itemId', 'in', itemIds)
    .execute();
  const problems = checkResult(step.command, {
    codes: step.settings.resultCodes,
    checklist,
    itemIds,
    visitedOn: task.visitedOn ?? step.today,
  });
  if (problems.length > 0) {
    throw new Refusal(
      'InvalidInput',
      problems.map(({ message }) => message).join('；'),
      problems[0]?.field ?? null,
    );
  }
};

/** The review is due from the entry; after a return it is due anew. */
const startReview = async (step: Step, facts: TaskFacts, revision: number): Promise<void> => {
  const { task } = facts;
  const key = { subjectKind: 'task', subjectId: task.id, kind: 'review', part: String(revision) } as const;
  const entry = { subjectKind: 'task', subjectId: task.id, kind: 'entry' } as const;
  const owed = await findOpenDeadline(step, entry);
  if (owed !== undefined) await meetDeadline(step, { ...entry, part: owed.part });
  const basis = countedFrom(step, step.today, step.settings.task.reviewWorkingDays);
  await openDeadline(step, key, basis);
  await setTaskState(step, task.id, 'entered');
  await tell(step, {
    subject: ['task', task.id],
    code: 'result.to-review',
    params: { ...taskWords(step, facts), dueOn: basis.dueOn },
    to: await recipientsWithRole(step, 'reviewer'),
    occasion: String(revision),
  });
};

/** Result entry (结果录入): who inspects enters (R216); every checklist line is answered, nothing is preset. */
export const carryOutEnterResult = async (step: CommandStep<EnterResult>): Promise<string> => {
  const facts = await lockTask(step, step.subjectId);
  await assertMay(step, 'enterResult', { team: facts.team });
  assertTaskState(facts, ['visited'], '录入结果');
  const before = await latestResult(step, step.subjectId);
  await assertAcceptable(step, facts);
  const revision = (before?.revision ?? 0) + 1;
  await storeResult(step, facts, revision);
  await startReview(step, facts, revision);
  await step.audit('result.entered', ['task', step.subjectId], { revision, codes: step.command.codes });
  return '结果已录入，等待审核';
};

/** A correction before approval: the enterer found a mistake, or the reviewer returned it. Both revisions stay. */
export const carryOutCorrectResult = async (step: CommandStep<EnterResult>): Promise<string> => {
  const facts = await lockTask(step, step.subjectId);
  await assertMay(step, 'correctResult', { team: facts.team });
  assertTaskState(facts, ['entered', 'visited'], '更正结果');
  const before = await latestResult(step, step.subjectId);
  if (before === undefined) throw new Refusal('WrongState', '还没有录入结果，请直接录入');
  await assertAcceptable(step, facts);
  const revision = before.revision + 1;
  await dropReview(step, before.revision);
  await storeResult(step, facts, revision);
  await startReview(step, facts, revision);
  await step.audit('result.corrected', ['task', step.subjectId], { revision, codes: step.command.codes });
  return '更正后的结果已录入，等待审核';
};

const dropReview = async (step: CommandStep<EnterResult>, revision: number): Promise<void> => {
  const key = {
    subjectKind: 'task',
    subjectId: step.subjectId,
    kind: 'review',
    part: String(revision),
  } as const;
  const open = await findDeadline(step, key);
  if (open?.metOn === null) await dropDeadlines(step, key, '录入人已更正', key);
};

/**
 * A returned result is owed again, from today: a deadline of its own, so that a first entry that was late stays late.
 * @param returned the revision that was returned
 */
export const reopenEntry = async (step: Step, taskId: string, returned: number): Promise<string> => {
  const basis = countedFrom(step, step.today, step.settings.task.entryWorkingDays);
  const key = { subjectKind: 'task', subjectId: taskId, kind: 'entry', part: String(returned) } as const;
  await openDeadline(step, key, basis);
  return basis.dueOn;
};
