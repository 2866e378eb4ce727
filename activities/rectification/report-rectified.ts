import { Refusal } from '../../domain/failure/failures.ts';
import type { ReportRectified } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { meetDeadline } from '../shared/deadlines.ts';
import { assertMay } from '../shared/people.ts';
import { openReinspection } from './advance-order.ts';
import { assertOrderOpen, lockOrder, namedFindings, openFindings } from './order-facts.ts';

/**
 * The unit reports findings as put right (or the team does for it). What was due on a day counts as reported when
 * every open finding of that day is; re-inspection is then due.
 */
export const carryOutReportRectified = async (step: CommandStep<ReportRectified>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'reportRectified', { team: facts.team, unitId: facts.unit.id });
  assertOrderOpen(facts, '报告整改');
  if (command.note.trim() === '') throw new Refusal('InvalidInput', '请说明整改情况', 'note');
  const reported = new Set(namedFindings(facts, command.findingIds).map(({ id }) => id));
  const days = new Set(openFindings(facts).flatMap(({ dueOn }) => dueOn ?? []));
  for (const dueOn of days) {
    const all = openFindings(facts).filter((finding) => finding.dueOn === dueOn);
    if (!all.every(({ id }) => reported.has(id))) continue;
    await meetRectification(step, dueOn);
    await openReinspection(step, subjectId, dueOn, step.today);
  }
  await step.audit('order.reported', ['order', subjectId], { findings: [...reported], note: command.note });
  return '已收到整改报告，等待复查';
};

/** Every deadline of the order that is due on a day, whatever day it was first set to. */
export const meetRectification = async (step: CommandStep<ReportRectified>, dueOn: string): Promise<void> => {
  const deadlines = await step.trx
    .selectFrom('deadline')
    .select('part')
    .where('authorityId', '=', step.authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', step.subjectId)
    .where('kind', '=', 'rectification')
    .where('dueOn', '=', dueOn)
    .execute();
  for (const { part } of deadlines) {
    await meetDeadline(step, {
      subjectKind: 'order',
      subjectId: step.subjectId,
      kind: 'rectification',
      part,
    });
  }
};
