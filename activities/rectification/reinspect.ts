import { isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Reinspect } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, officersByIds, unitRecipient } from '../shared/people.ts';
import { openReinspection } from './advance-order.ts';
import { disposeFindings, endOrderIfDone } from './end-order.ts';
import { assertOrderOpen, lockOrder, namedFindings, type OrderFacts, orderWords } from './order-facts.ts';

const nextRound = async (step: CommandStep<Reinspect>): Promise<number> => {
  const { last } = await step.trx
    .selectFrom('reinspection')
    .select((row) => row.fn.max('round').as('last'))
    .where('authorityId', '=', step.authorityId)
    .where('orderId', '=', step.subjectId)
    .executeTakeFirstOrThrow();
  return Number(last ?? 0) + 1;
};

/**
 * How often a finding of the command was looked at and still not put right. Findings with deadlines of their own are
 * looked at on days of their own: those rounds count for them alone.
 */
const failedRounds = async (step: CommandStep<Reinspect>): Promise<number> => {
  const before = await step.trx
    .selectFrom('reinspection')
    .select('outcomes')
    .where('authorityId', '=', step.authorityId)
    .where('orderId', '=', step.subjectId)
    .execute();
  const failures = before.flatMap(({ outcomes }) =>
    (outcomes as unknown as Reinspect['outcomes']).flatMap(({ findingId, outcome }) =>
      outcome === 'not-rectified' ? findingId : [],
    ),
  );
  const named = step.command.outcomes.map(({ findingId }) => findingId);
  return Math.max(0, ...named.map((id) => failures.filter((failed) => failed === id).length));
};

const assertAcceptable = (step: CommandStep<Reinspect>, facts: OrderFacts): void => {
  const { command } = step;
  if (!isIsoDate(command.inspectedOn))
    throw new Refusal('InvalidInput', '请填写复查日期（年-月-日）', 'inspectedOn');
  if (command.inspectedOn > step.today) throw new Refusal('InvalidInput', '复查日期晚于今天', 'inspectedOn');
  if (command.inspectedOn < facts.order.issuedAt.slice(0, 10)) {
    throw new Refusal('InvalidInput', '复查日期早于责令改正通知书下达日期', 'inspectedOn');
  }
  for (const { outcome } of command.outcomes) {
    if (outcome !== 'rectified' && outcome !== 'not-rectified') {
      throw new Refusal('InvalidInput', '复查结果请选择 已改正 或 未改正', 'outcomes');
    }
  }
  namedFindings(
    facts,
    command.outcomes.map(({ findingId }) => findingId),
  );
};

/** What was looked at is no longer owed as a re-inspection. */
const meetReinspections = async (step: CommandStep<Reinspect>): Promise<void> => {
  await step.trx
    .updateTable('deadline')
    .set({ metOn: step.command.inspectedOn })
    .where('authorityId', '=', step.authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', step.subjectId)
    .where('kind', '=', 'reinspection')
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('finding')
            .select('finding.id')
            .whereRef('finding.authorityId', '=', 'deadline.authorityId')
            .whereRef('finding.orderId', '=', 'deadline.subjectId')
            .where('finding.state', '=', 'open')
            .where((finding) =>
              finding(finding.cast<string>('finding.dueOn', 'text'), '=', finding.ref('deadline.part')),
            )
            .where(
              'finding.id',
              'not in',
              step.command.outcomes.map(({ findingId }) => findingId),
            ),
        ),
      ),
    )
    .execute();
};

/**
 * Re-inspection (复查): each finding is rectified or not. What is not is looked at again, or must be referred once
 * the authority's number of rounds is used up (R9).
 */
export const carryOutReinspect = async (step: CommandStep<Reinspect>): Promise<string> => {
  const { command, subjectId, trx, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'reinspect', { team: facts.team });
  assertOrderOpen(facts, '登记复查');
  assertAcceptable(step, facts);
  const round = await nextRound(step);
  const { maximumRounds } = step.settings.rectification;
  const failedBefore = await failedRounds(step);
  if (failedBefore >= maximumRounds) {
    throw new Refusal('WrongState', `已复查 ${maximumRounds} 次仍未改正，请依法移送或作出处理`);
  }
  await trx
    .insertInto('reinspection')
    .values({
      authorityId,
      orderId: subjectId,
      round,
      inspectedOn: command.inspectedOn,
      outcomes: JSON.stringify(command.outcomes),
      enteredBy: command.actorId,
      businessAt: step.at,
    })
    .execute();
  const rectified = command.outcomes
    .filter(({ outcome }) => outcome === 'rectified')
    .map(({ findingId }) => findingId);
  const failed = command.outcomes
    .filter(({ outcome }) => outcome === 'not-rectified')
    .map(({ findingId }) => findingId);
  await meetReinspections(step);
  await disposeFindings(step, rectified, 'rectified', `第 ${round} 次复查：已改正`);
  if (failed.length > 0 && failedBefore + 1 < maximumRounds) {
    await openReinspection(step, subjectId, `round-${round + 1}`, command.inspectedOn);
  }
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.reinspected',
    params: {
      ...orderWords(facts),
      outcome: failed.length === 0 ? '已改正' : `${rectified.length} 项已改正，${failed.length} 项未改正`,
    },
    to: [
      await unitRecipient(step, facts.unit.id),
      ...(failed.length > 0 ? await officersByIds(step, facts.team) : []),
    ],
    occasion: String(round),
  });
  await step.audit('order.reinspected', ['order', subjectId], { round, rectified, failed });
  await endOrderIfDone(step);
  return failed.length === 0 ? '复查结果已登记' : `复查结果已登记，${failed.length} 项未改正`;
};
