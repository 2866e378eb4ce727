import type { CorrectPublication } from '../../workflows/publication/contract.ts';
import type { CommandStep } from '../shared/command.ts';

const copyAnswers = async (
  step: CommandStep<CorrectPublication>,
  taskId: string,
  from: number,
  to: number,
): Promise<void> => {
  const answers = await step.trx
    .selectFrom('answer')
    .selectAll()
    .where('authorityId', '=', step.authorityId)
    .where('taskId', '=', taskId)
    .where('revision', '=', from)
    .execute();
  if (answers.length === 0) return;
  await step.trx
    .insertInto('answer')
    .values(answers.map((answer) => ({ ...answer, revision: to })))
    .execute();
};

/** The corrected result as a revision of its own, reviewed by who gives the command. @returns its number */
export const storeCorrection = async (
  step: CommandStep<CorrectPublication>,
  taskId: string,
  codes: readonly string[],
  reason: string,
): Promise<number> => {
  const { trx, authorityId, command } = step;
  const before = await trx
    .selectFrom('result')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const revision = before.revision + 1;
  await trx
    .insertInto('result')
    .values({
      ...before,
      revision,
      codes: [...codes],
      remark: command.remark ?? before.remark,
      state: 'approved',
      enteredBy: command.enteredBy,
      enteredAt: step.at,
      reviewedBy: command.actorId,
      reviewedAt: step.at,
      opinion: reason,
      recordedAt: undefined,
    })
    .execute();
  await copyAnswers(step, taskId, before.revision, revision);
  return revision;
};
