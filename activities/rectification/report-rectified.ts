import { Refusal } from '../../domain/failure/failures.ts';
import type { ReportRectified } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { requireText } from '../shared/fields.ts';
import { assertMay } from '../shared/people.ts';
import { openReinspection, roundsOf, settleOrderDeadlines } from './order-deadlines.ts';
import { assertOrderOpen, lockOrder, namedFindings, openFindings } from './order-facts.ts';

/**
 * The unit reports findings as put right (or the team does for it), one by one or together. What was due on a day
 * counts as reported when every open finding of that day is; re-inspection is then due.
 */
export const carryOutReportRectified = async (step: CommandStep<ReportRectified>): Promise<string> => {
  const { command, subjectId, trx, authorityId, today } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'reportRectified', { team: facts.team, unitId: facts.unit.id });
  assertOrderOpen(facts, '报告整改');
  const note = requireText(command.note, 'note', '请说明整改情况');
  const reported = namedFindings(facts, command.findingIds);
  if (reported.every(({ reportedOn }) => reportedOn !== null)) {
    throw new Refusal('WrongState', '所选问题已报告整改，等待复查', 'findingIds');
  }
  await trx
    .updateTable('finding')
    .set({ reportedOn: today, reportNote: note })
    .where('authorityId', '=', authorityId)
    .where(
      'id',
      'in',
      reported.map(({ id }) => id),
    )
    .where('reportedOn', 'is', null)
    .execute();
  const now = await lockOrder(step, subjectId);
  const owed = openFindings(now).filter(({ reportedOn }) => reportedOn === null);
  await settleOrderDeadlines(
    step,
    subjectId,
    { findings: now.findings, rounds: await roundsOf(step, subjectId) },
    ({ id }, kind) => kind !== 'rectification' || owed.some((finding) => finding.id === id),
    { metOn: today },
  );
  for (const dueOn of new Set(reported.flatMap((finding) => finding.dueOn ?? []))) {
    if (owed.some((finding) => finding.dueOn === dueOn)) continue;
    await openReinspection(step, subjectId, { findings: now.findings, dueOn, from: today });
  }
  await step.audit('order.reported', ['order', subjectId], { findings: reported.map(({ id }) => id), note });
  return '已收到整改报告，等待复查';
};
