import type { Selectable } from 'kysely';
import type { Result } from '../../db/types.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { EnterResult } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts } from './task-facts.ts';

export const latestResult = (step: Step, taskId: string): Promise<Selectable<Result> | undefined> =>
  step.trx
    .selectFrom('result')
    .selectAll()
    .where('authorityId', '=', step.authorityId)
    .where('taskId', '=', taskId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();

type Entering = CommandStep<EnterResult>;

const storeRevision = async (
  { trx, authorityId, at, command, subjectId: taskId }: Entering,
  { task }: TaskFacts,
  revision: number,
): Promise<void> => {
  const { visitedOn, visitStartedAt, visitEndedAt, visitPlace } = task;
  if (visitedOn === null || visitStartedAt === null || visitEndedAt === null || visitPlace === null) {
    throw new Refusal('WrongState', '尚未登记检查时间和地点，请先登记检查');
  }
  await trx
    .insertInto('result')
    .values({
      authorityId,
      taskId,
      revision,
      state: 'entered',
      visitedOn,
      startedAt: visitStartedAt,
      endedAt: visitEndedAt,
      place: visitPlace,
      codes: [...command.codes],
      remark: command.remark ?? null,
      enteredBy: command.actorId,
      enteredAt: at,
    })
    .execute();
};

const storeAnswers = async (
  { trx, authorityId, command, subjectId: taskId }: Entering,
  revision: number,
): Promise<void> => {
  if (command.answers.length === 0) return;
  await trx
    .insertInto('answer')
    .values(
      command.answers.map(({ itemId, lineNo, answer, note }) => ({
        authorityId,
        taskId,
        revision,
        itemId,
        lineNo,
        answer,
        note: note ?? null,
      })),
    )
    .execute();
};

/** Findings of an earlier revision stay on record, but count no more. */
const withdrawFindings = async ({ trx, authorityId, at, subjectId: taskId }: Entering): Promise<void> => {
  await trx
    .updateTable('finding')
    .set({ state: 'withdrawn', disposedAt: at, disposalReason: '录入结果已更正' })
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('state', '=', 'open')
    .execute();
};

const storeFindings = async (
  { trx, authorityId, command, subjectId: taskId }: Entering,
  revision: number,
): Promise<void> => {
  if (command.findings.length === 0) return;
  await trx
    .insertInto('finding')
    .values(
      command.findings.map((finding, index) => ({
        authorityId,
        id: `${taskId}-F${revision}.${index + 1}`,
        taskId,
        resultRevision: revision,
        findingNo: index + 1,
        itemId: finding.itemId,
        text: finding.text,
        article: finding.article,
        measure: finding.measure,
        // Only a date that was asked for was also checked.
        dueOn: finding.measure === 'correct-by-date' ? (finding.dueOn ?? null) : null,
        state: 'open' as const,
      })),
    )
    .execute();
};

/** A revision of a result with its answers and findings, in place of the one before. @throws Refusal WrongState */
export const storeResult = async (step: Entering, facts: TaskFacts, revision: number): Promise<void> => {
  await storeRevision(step, facts, revision);
  await storeAnswers(step, revision);
  await withdrawFindings(step);
  await storeFindings(step, revision);
};
