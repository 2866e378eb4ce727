import type { Selectable } from 'kysely';
import { nextNumber } from '../../db/sequence.ts';
import type { Finding } from '../../db/types.ts';
import { type IsoDate, yearOf } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { openDeadline } from '../shared/deadlines.ts';
import { requestStart } from '../shared/engine-outbox.ts';
import { tell } from '../shared/notice.ts';
import { unitRecipient } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts } from './task-facts.ts';

/** Findings that need no order are disposed of at once, with what they became. */
const DISPOSED_AT_ONCE: Readonly<Partial<Record<Finding['measure'], readonly [Finding['state'], string]>>> = {
  none: ['waived', '无须后置处置措施'],
  'case-filed': ['referred', '已立案查处'],
};

const dispose = async (step: Step, finding: Selectable<Finding>): Promise<boolean> => {
  const disposal = DISPOSED_AT_ONCE[finding.measure];
  if (disposal === undefined) return false;
  await step.trx
    .updateTable('finding')
    .set({ state: disposal[0], disposedAt: step.at, disposalReason: disposal[1] })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', finding.id)
    .execute();
  return true;
};

/** "At once" is owed on the day the order is issued. */
const dueOnOf = (step: Step, finding: Selectable<Finding>): IsoDate =>
  finding.measure === 'correct-by-date' ? (finding.dueOn ?? step.today) : step.today;

/**
 * A review that took too long: an order must not be born overdue.
 * @throws Refusal WrongState; the reviewer returns the result, and the team sets a new day
 */
const assertDaysAhead = (step: Step, findings: readonly Selectable<Finding>[]): void => {
  for (const { measure, dueOn, findingNo } of findings) {
    if (measure !== 'correct-by-date' || dueOn === null || dueOn >= step.today) continue;
    throw new Refusal(
      'WrongState',
      `第${findingNo}个问题的改正期限 ${dueOn} 已过，请退回检查组重新确定期限后再审核`,
      'decision',
    );
  }
};

/**
 * An order to correct (责令改正通知书) over all findings of a reviewed result that need one: one number, several
 * findings, each with its own deadline; one deadline for each day on which something is due (R8).
 * @returns the order's number, or null when nothing needs an order
 */
export const issueOrder = async (
  step: Step,
  facts: TaskFacts,
  resultRevision: number,
): Promise<string | null> => {
  const { trx, authorityId } = step;
  const { task, unit } = facts;
  const findings = await trx
    .selectFrom('finding')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', task.id)
    .where('resultRevision', '=', resultRevision)
    .where('state', '=', 'open')
    // Another body's: see transfers.ts.
    .where('measure', '<>', 'transfer')
    .orderBy('findingNo')
    .execute();
  const ordered: Selectable<Finding>[] = [];
  for (const finding of findings) if (!(await dispose(step, finding))) ordered.push(finding);
  if (ordered.length === 0) return null;
  assertDaysAhead(step, ordered);

  const year = yearOf(step.today);
  const sequence = await nextNumber(trx, authorityId, 'rectification-order', year);
  const number = `${step.settings.orderNumberPrefix}〔${year}〕${sequence}号`;
  const orderId = `${task.id}-R${resultRevision}`;
  await trx
    .insertInto('rectificationOrder')
    .values({
      authorityId,
      id: orderId,
      number,
      taskId: task.id,
      unitId: task.unitId,
      state: 'issued',
      issuedBy: facts.team[0] ?? step.actor.id,
      issuedAt: step.at,
    })
    .execute();
  const days = new Set<IsoDate>();
  for (const finding of ordered) {
    const dueOn = dueOnOf(step, finding);
    days.add(dueOn);
    await trx
      .updateTable('finding')
      .set({ orderId, dueOn })
      .where('authorityId', '=', authorityId)
      .where('id', '=', finding.id)
      .execute();
  }
  const dueDays = [...days].sort();
  for (const dueOn of dueDays) {
    const key = { subjectKind: 'order', subjectId: orderId, kind: 'rectification', part: dueOn } as const;
    await openDeadline(step, key, { dueOn, provisional: false });
  }
  await tell(step, {
    subject: ['order', orderId],
    code: 'order.issued',
    params: {
      unitName: unit.name,
      orderNumber: number,
      findings: ordered.length,
      dueOn: dueDays.join('、'),
      officePhone: step.settings.officePhone,
    },
    to: [await unitRecipient(step, task.unitId)],
    lane: 'urgent',
  });
  await requestStart(trx, 'rectification', authorityId, [orderId], step.at);
  await step.audit('order.issued', ['order', orderId], {
    number,
    findings: ordered.map(({ id }) => id),
    dueDays,
  });
  return number;
};
