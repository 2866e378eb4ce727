import { Refusal } from '../../domain/failure/failures.ts';
import { checkCodes } from '../../domain/result/check-result.ts';
import type { CorrectPublication, WithdrawPublication } from '../../workflows/publication/contract.ts';
import type { CommandContent } from '../../workflows/shared/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import type { DeadlineBasis } from '../shared/deadline-dates.ts';
import { dropDeadlines, findDeadline } from '../shared/deadlines.ts';
import { requestNudge } from '../shared/engine-outbox.ts';
import { requireList, requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, teamOf, unitRecipient } from '../shared/people.ts';
import { startPublication } from '../shared/start-publication.ts';
import {
  lockPublication,
  type PublicationFacts,
  publicationDeadline,
  splitSubject,
} from './publication-facts.ts';
import { storeCorrection } from './store-correction.ts';

/**
 * A revision's command is given to the workflow of the revision it makes (started with it), because the one in force
 * may have ended long ago. Reads and locks the revision in force.
 */
const lockInForce = async (step: CommandStep<CommandContent>): Promise<PublicationFacts> => {
  const { id, revision } = splitSubject(step.subjectId);
  const existing = await step.trx
    .selectFrom('publication')
    .select('revision')
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (existing !== undefined) throw new Refusal('AlreadyEnded', '该结果已有新的版本，请在最新版本上办理');
  return lockPublication(step, `${id}/${revision - 1}`);
};

/** The revision in force gives way to the next; its trail stays. */
const supersede = async (step: CommandStep<CommandContent>, facts: PublicationFacts): Promise<void> => {
  const { publication } = facts;
  if (publication.kind === 'withdrawal') throw new Refusal('AlreadyEnded', '该结果已撤回');
  await step.trx
    .updateTable('publication')
    .set({ state: 'superseded' })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', publication.id)
    .where('revision', '=', publication.revision)
    .execute();
  await dropDeadlines(step, publicationDeadline(facts), '已由新的版本取代', publicationDeadline(facts));
  await requestNudge(step.trx, step.authorityId, 'publication', [
    `${publication.id}/${publication.revision}`,
  ]);
};

/** By when the revision in force was to be shown, while it is not; null when it was. */
const stillOwed = async (
  step: CommandStep<CommandContent>,
  facts: PublicationFacts,
): Promise<DeadlineBasis | null> => {
  const deadline = await findDeadline(step, publicationDeadline(facts));
  if (deadline === undefined || deadline.metOn !== null) return null;
  const { dueOn, provisional, basisOn: from, basisWorkingDays: workingDays } = deadline;
  const counted = from === null || workingDays === null ? {} : { counted: { from, workingDays } };
  return { dueOn, provisional, ...counted };
};

/** Findings that stand; a correction changes codes and remark, never what was found. */
const findingsOnRecord = async (
  { trx, authorityId }: CommandStep<CommandContent>,
  taskId: string,
): Promise<number> => {
  const { standing } = await trx
    .selectFrom('finding')
    .select((row) => row.fn.countAll<number>().as('standing'))
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('state', '<>', 'withdrawn')
    .executeTakeFirstOrThrow();
  return standing;
};

/** A correction (更正): the team's correction of codes and remark, approved by the reviewer, published anew. */
export const carryOutCorrectPublication = async (step: CommandStep<CorrectPublication>): Promise<string> => {
  const { command, trx, authorityId } = step;
  const facts = await lockInForce(step);
  const { publication, task, unitName } = facts;
  await assertMay(step, 'correctPublication');
  const reason = requireText(command.reason, 'reason', '请填写更正原因');
  const team = await teamOf(trx, authorityId, task.id);
  if (!team.includes(command.enteredBy))
    throw new Refusal('InvalidInput', '更正须由检查组成员提出', 'enteredBy');
  if (team.includes(command.actorId)) throw new Refusal('SamePerson', '检查组成员不能审核自己的更正');
  const codes = requireList(command.codes, 'codes', '请选择检查结果');
  const [problem] = checkCodes(codes, step.settings.resultCodes, await findingsOnRecord(step, task.id));
  if (problem !== undefined) throw new Refusal('InvalidInput', problem.message, problem.field);
  const owed = await stillOwed(step, facts);
  await supersede(step, facts);
  const resultRevision = await storeCorrection(step, task.id, codes, reason);
  const revision = publication.revision + 1;
  await startPublication(step, {
    task,
    revision,
    kind: 'correction',
    resultRevision,
    reason,
    ...(owed === null ? {} : { replaces: owed }),
  });
  await tell(step, {
    subject: ['publication', publication.id],
    code: 'publication.corrected',
    params: { unitName, reason, officePhone: step.settings.officePhone },
    to: [await unitRecipient(step, task.unitId)],
    occasion: String(revision),
  });
  await step.audit('publication.corrected', ['publication', publication.id], {
    revision,
    reason,
  });
  return `已更正，第 ${revision} 版待公示`;
};

/** A withdrawal (撤回) is itself shown on every channel, with its reason; within three days where law asks so. */
export const carryOutWithdrawPublication = async (
  step: CommandStep<WithdrawPublication>,
): Promise<string> => {
  const { command } = step;
  const facts = await lockInForce(step);
  const { publication, task, unitName } = facts;
  await assertMay(step, 'withdrawPublication');
  const reason = requireText(command.reason, 'reason', '请填写撤回原因');
  await supersede(step, facts);
  const revision = publication.revision + 1;
  await startPublication(step, {
    task,
    revision,
    kind: 'withdrawal',
    resultRevision: publication.resultRevision,
    reason,
  });
  await tell(step, {
    subject: ['publication', publication.id],
    code: 'publication.withdrawn',
    params: { unitName, reason, officePhone: step.settings.officePhone },
    to: [await unitRecipient(step, task.unitId)],
    occasion: String(revision),
  });
  await step.audit('publication.withdrawn', ['publication', publication.id], {
    revision,
    reason,
  });
  return `已撤回，撤回公告（第 ${revision} 版）待公示`;
};
