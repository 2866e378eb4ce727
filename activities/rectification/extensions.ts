import { Refusal } from '../../domain/failure/failures.ts';
import type { DecideExtension, RequestExtension } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { hasPassed } from '../shared/deadline-dates.ts';
import { dropDeadlines, moveDeadline } from '../shared/deadlines.ts';
import { requireDate, requireLaterDate, requireOneOf, requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole, teamRecipients, unitRecipient } from '../shared/people.ts';
import { assertOrderOpen, lockOrder, openFindings, orderWords } from './order-facts.ts';

/** The unit asks for more time, before the deadline passes; the answer is an approver's. */
export const carryOutRequestExtension = async (step: CommandStep<RequestExtension>): Promise<string> => {
  const { command, subjectId, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'requestExtension', { team: facts.team, unitId: facts.unit.id });
  assertOrderOpen(facts, '申请延期');
  const dueOn = requireDate(command.dueOn, 'dueOn', '请填写申请延长的改正期限（年-月-日）');
  const due = openFindings(facts).filter((finding) => finding.dueOn === dueOn);
  if (due.length === 0) {
    throw new Refusal('InvalidInput', `${facts.order.number}没有 ${dueOn} 到期的问题`, 'dueOn');
  }
  if (due.every(({ reportedOn }) => reportedOn !== null)) {
    throw new Refusal('WrongState', `${dueOn} 到期的问题已报告整改，等待复查`);
  }
  if (hasPassed(step, dueOn)) throw new Refusal('DeadlinePassed', `改正期限 ${dueOn} 已过，不能延期`);
  const newDueOn = requireLaterDate(command.newDueOn, 'newDueOn', dueOn);
  const reason = requireText(command.reason, 'reason', '请填写延期原因');
  const pending = await step.trx
    .selectFrom('extension')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', subjectId)
    .where('part', '=', dueOn)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (pending !== undefined) throw new Refusal('WrongState', '该期限已有一份延期申请待审批');
  await step.trx
    .insertInto('extension')
    .values({
      authorityId,
      id: command.id,
      subjectKind: 'order',
      subjectId,
      kind: 'rectification',
      part: dueOn,
      requestedBy: command.actorId,
      requestReason: reason,
      requestedAt: step.at,
      newDueOn,
    })
    .execute();
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.extension-requested',
    params: { ...orderWords(facts), reason, newDueOn },
    to: await recipientsWithRole(step, 'approver'),
    occasion: command.id,
    dueOn,
  });
  await step.audit('order.extension-requested', ['order', subjectId], {
    extensionId: command.id,
    from: dueOn,
    to: newDueOn,
    reason,
  });
  return '延期申请已提交，等待审批';
};

const openRectifications = (step: CommandStep<DecideExtension>, dueOn: string) =>
  step.trx
    .selectFrom('deadline')
    .select('part')
    .where('authorityId', '=', step.authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', step.subjectId)
    .where('kind', '=', 'rectification')
    .where('dueOn', '=', dueOn)
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .execute();

const grant = async (step: CommandStep<DecideExtension>, dueOn: string, newDueOn: string): Promise<void> => {
  const { trx, authorityId, subjectId } = step;
  const subject = { subjectKind: 'order', subjectId } as const;
  const [alreadyThen] = await openRectifications(step, newDueOn);
  for (const { part } of await openRectifications(step, dueOn)) {
    const key = { ...subject, kind: 'rectification', part } as const;
    // One deadline per day: two would remind the same people twice of the same thing.
    if (alreadyThen !== undefined) await dropDeadlines(step, subject, `并入 ${newDueOn} 的改正期限`, key);
    else await moveDeadline(step, key, { dueOn: newDueOn, provisional: false });
  }
  await trx
    .updateTable('finding')
    .set({ dueOn: newDueOn })
    .where('authorityId', '=', authorityId)
    .where('orderId', '=', subjectId)
    .where('state', '=', 'open')
    .where('dueOn', '=', dueOn)
    .execute();
};

/** An approver grants or refuses, with a reason; granting late, after the old deadline has passed, is refused. */
export const carryOutDecideExtension = async (step: CommandStep<DecideExtension>): Promise<string> => {
  const { command, subjectId, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'decideExtension');
  assertOrderOpen(facts, '审批延期');
  const reason = requireText(command.reason, 'reason', '请填写审批意见');
  const decision = requireOneOf(
    command.decision,
    ['granted', 'refused'],
    'decision',
    '请选择审批结论：同意或不同意',
  );
  const extension = await step.trx
    .selectFrom('extension')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', subjectId)
    .where('id', '=', command.extensionId)
    .forUpdate()
    .executeTakeFirst();
  if (extension === undefined) throw new Refusal('NotFound', '没有这份延期申请', 'extensionId');
  if (extension.decision !== null) throw new Refusal('WrongState', '该延期申请已审批');
  if (extension.requestedBy === command.actorId) throw new Refusal('SamePerson', '申请人不能审批自己的申请');
  if (decision === 'granted' && hasPassed(step, extension.part)) {
    throw new Refusal('DeadlinePassed', `改正期限 ${extension.part} 已过，不能再批准延期`);
  }
  // A pause may have moved the deadline past what was asked for.
  if (decision === 'granted') requireLaterDate(extension.newDueOn, 'extensionId', extension.part);
  await step.trx
    .updateTable('extension')
    .set({
      decision,
      decidedBy: command.actorId,
      decisionReason: reason,
      decidedAt: step.at,
    })
    .where('authorityId', '=', authorityId)
    .where('id', '=', command.extensionId)
    .execute();
  if (decision === 'granted') await grant(step, extension.part, extension.newDueOn);
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.extension-decided',
    params: {
      ...orderWords(facts),
      decision: decision === 'granted' ? '同意' : '不同意',
      dueOn: decision === 'granted' ? extension.newDueOn : extension.part,
      reason,
    },
    to: [await unitRecipient(step, facts.unit.id), ...(await teamRecipients(step, facts.team))],
    occasion: command.extensionId,
  });
  await step.audit('order.extension-decided', ['order', subjectId], {
    extensionId: command.extensionId,
    decision,
    reason,
  });
  return decision === 'granted' ? `已同意延至 ${extension.newDueOn}` : '已不同意延期';
};
