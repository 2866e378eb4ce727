import type { Selectable } from 'kysely';
import { hasRole } from '../../db/officers.ts';
import { approvalOfRevision, PUBLICATION_APPROVED } from '../../db/publication-approval.ts';
import type { Publication } from '../../db/types.ts';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import { approvalMissing, approverOfRevision } from '../../domain/settings/publication-approver.ts';
import type { ApprovePublication } from '../../workflows/publication/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { findDeadline } from '../shared/deadlines.ts';
import { requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole, teamOf } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { channelNames, lockPublication, publicationDeadline } from './publication-facts.ts';

type Revision = Pick<Selectable<Publication>, 'id' | 'revision' | 'kind'>;

const approvalOf = ({ trx, authorityId }: Step, revision: Revision) =>
  approvalOfRevision(trx, authorityId, revision);

/** Who owes the next act on a revision that is due: its approver until it is approved, then the publisher. */
export const roleToAct = async (step: Step, revision: Revision): Promise<Role> => {
  const approver = approverOfRevision(step.settings.publication, revision.kind);
  return approver === null || (await approvalOf(step, revision)) !== null ? 'publisher' : approver;
};

/**
 * No channel is confirmed before the role that the authority names has approved the revision (R217), nor by the same
 * person. The setting holds as it stands now: what was due before it was made needs the approval too.
 *
 * @throws Refusal WrongState, SamePerson
 */
export const requireApproval = async (step: Step, revision: Revision): Promise<void> => {
  const rule = step.settings.publication;
  if (approverOfRevision(rule, revision.kind) === null) return;
  const approvedBy = (await approvalOf(step, revision))?.approvedBy ?? null;
  const missing = approvalMissing(rule, { kind: revision.kind, approvedBy }, step.actor.id);
  if (missing !== null) throw missing;
};

/** The named role approves a revision before it is shown (R217); the due day stays what it was. */
export const carryOutApprovePublication = async (step: CommandStep<ApprovePublication>): Promise<string> => {
  const { trx, authorityId, command, settings, today } = step;
  const facts = await lockPublication(step, step.subjectId);
  const { publication, channels, task, unitName } = facts;
  await assertMay(step, 'approvePublication');
  if (publication.state !== 'due') throw new Refusal('AlreadyEnded', '该次公示已完成或已被新的版本取代');
  const approver = approverOfRevision(settings.publication, publication.kind);
  if (approver === null) {
    const why = publication.kind === 'withdrawal' ? '撤回已经审批' : '本局没有另设公示审批';
    throw new Refusal('WrongState', `${why}，无须批准，可直接登记公示凭证`);
  }
  if (!(await hasRole(trx, authorityId, command.actorId, approver, today))) {
    throw new Refusal('Forbidden', `本局的公示由${ROLES[approver]}批准`);
  }
  if ((await teamOf(trx, authorityId, task.id)).includes(command.actorId)) {
    throw new Refusal('SamePerson', '检查组成员不能批准公示自己的检查结果');
  }
  const opinion = requireText(command.opinion, 'opinion', '请填写审批意见');
  if ((await approvalOf(step, publication)) !== null) throw new Refusal('WrongState', '该结果已批准公示');
  await step.audit(PUBLICATION_APPROVED, ['publication', publication.id], {
    revision: publication.revision,
    role: approver,
    opinion,
  });
  const deadline = await findDeadline(step, publicationDeadline(facts));
  await tell(step, {
    subject: ['publication', publication.id],
    code: 'publication.due',
    params: {
      taskNumber: taskNumberOf(settings.orderNumberPrefix, task.id),
      unitName,
      channelNames: channelNames(step, channels),
      dueOn: deadline?.dueOn ?? today,
    },
    to: await recipientsWithRole(step, 'publisher'),
    occasion: String(publication.revision),
  });
  return '已批准公示';
};
