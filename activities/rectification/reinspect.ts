import { dateAt, type IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Reinspect } from '../../workflows/rectification/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { requireDate, requireList, requireOneOf } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole, teamRecipients, unitRecipient } from '../shared/people.ts';
import { disposeFindings, endOrderIfDone } from './end-order.ts';
import {
  failuresOf,
  openReferral,
  openReinspectionAgain,
  type Round,
  roundsOf,
  settleOrderDeadlines,
} from './order-deadlines.ts';
import {
  assertOrderOpen,
  itemsOf,
  lockOrder,
  namedFindings,
  type OrderFacts,
  openFindings,
  orderWords,
} from './order-facts.ts';

const requireInspectedOn = ({ command, today }: CommandStep<Reinspect>, { order }: OrderFacts): IsoDate => {
  const inspectedOn = requireDate(command.inspectedOn, 'inspectedOn', '请填写复查日期（年-月-日）');
  if (inspectedOn > today) throw new Refusal('InvalidInput', '复查日期晚于今天', 'inspectedOn');
  if (inspectedOn < dateAt(order.issuedAt)) {
    throw new Refusal('InvalidInput', '复查日期早于责令改正通知书下达日期', 'inspectedOn');
  }
  return inspectedOn;
};

interface Outcomes {
  readonly rectified: readonly string[];
  readonly failed: readonly string[];
}

/** @throws Refusal WrongState for a finding whose re-inspections are used up */
const requireOutcomes = (
  step: CommandStep<Reinspect>,
  facts: OrderFacts,
  before: readonly Round[],
): Outcomes => {
  const outcomes = requireList(step.command.outcomes, 'outcomes', '请填写复查结果');
  for (const { outcome } of outcomes) {
    requireOneOf(outcome, ['rectified', 'not-rectified'], 'outcomes', '复查结果请选择 已改正 或 未改正');
  }
  const ids = outcomes.map(({ findingId }) => findingId);
  if (new Set(ids).size < ids.length) throw new Refusal('InvalidInput', '同一问题填写了两次', 'outcomes');
  const named = namedFindings(facts, ids, 'outcomes');
  const { maximumRounds } = step.settings.rectification;
  const usedUp = named.find(({ id }) => failuresOf(before, id) >= maximumRounds);
  if (usedUp !== undefined) {
    throw new Refusal(
      'WrongState',
      `第 ${usedUp.findingNo} 项问题已复查 ${maximumRounds} 次仍未改正，请依法移送或者作出处理`,
      'outcomes',
    );
  }
  const withOutcome = (wanted: string): string[] =>
    outcomes.filter(({ outcome }) => outcome === wanted).map(({ findingId }) => findingId);
  return { rectified: withOutcome('rectified'), failed: withOutcome('not-rectified') };
};

/** What came out, of several findings each by its number, and which of them still wait. @param facts before it */
const outcomeWords = (facts: OrderFacts, { rectified, failed }: Outcomes): string => {
  if (facts.findings.length === 1) return failed.length === 0 ? '已改正' : '未改正';
  const open = openFindings(facts);
  const parts = [
    [open.filter(({ id }) => rectified.includes(id)), '已改正'],
    [open.filter(({ id }) => failed.includes(id)), '未改正'],
    [open.filter(({ id }) => !rectified.includes(id) && !failed.includes(id)), '尚待复查'],
  ] as const;
  return parts
    .filter(([ofThese]) => ofThese.length > 0)
    .map(([ofThese, word]) => `${itemsOf(ofThese)}${word}`)
    .join('，');
};

/** What was looked at is no longer owed as a re-inspection; what was found put right is no longer owed at all. */
const settleWhatWasLookedAt = async (
  step: CommandStep<Reinspect>,
  before: readonly Round[],
  lookedAt: readonly string[],
  inspectedOn: IsoDate,
): Promise<void> => {
  const { findings } = await lockOrder(step, step.subjectId);
  const { maximumRounds } = step.settings.rectification;
  await settleOrderDeadlines(
    step,
    step.subjectId,
    { findings, rounds: before },
    ({ id, state, reportedOn }, kind) => {
      if (state !== 'open') return false;
      if (kind === 'rectification') return reportedOn === null;
      if (kind === 'referral') return true;
      return !lookedAt.includes(id) && failuresOf(before, id) < maximumRounds;
    },
    { metOn: inspectedOn },
  );
};

/**
 * Re-inspection (复查): each finding is rectified or not. What is not is looked at again, or must be referred once
 * the authority's number of re-inspections of it is used up (R9).
 */
export const carryOutReinspect = async (step: CommandStep<Reinspect>): Promise<string> => {
  const { command, subjectId, trx, authorityId } = step;
  const facts = await lockOrder(step, subjectId);
  await assertMay(step, 'reinspect', { team: facts.team });
  assertOrderOpen(facts, '登记复查');
  const before = await roundsOf(step, subjectId);
  const inspectedOn = requireInspectedOn(step, facts);
  const { rectified, failed } = requireOutcomes(step, facts, before);
  const round = before.length + 1;
  await trx
    .insertInto('reinspection')
    .values({
      authorityId,
      orderId: subjectId,
      round,
      inspectedOn,
      outcomes: JSON.stringify(command.outcomes),
      enteredBy: command.actorId,
      businessAt: step.at,
    })
    .execute();
  await disposeFindings(step, rectified, 'rectified', `第 ${round} 次复查：已改正`);
  await settleWhatWasLookedAt(step, before, [...rectified, ...failed], inspectedOn);
  const { maximumRounds } = step.settings.rectification;
  const again = failed.filter((id) => failuresOf(before, id) + 1 < maximumRounds);
  if (again.length > 0) await openReinspectionAgain(step, subjectId, round, inspectedOn);
  const mustBeReferred = failed.length > again.length;
  if (mustBeReferred) await openReferral(step, subjectId, round, inspectedOn);
  await tell(step, {
    subject: ['order', subjectId],
    code: 'order.reinspected',
    params: {
      ...orderWords(facts),
      outcome: outcomeWords(facts, { rectified, failed }),
    },
    to: [
      await unitRecipient(step, facts.unit.id),
      ...(failed.length > 0 ? await teamRecipients(step, facts.team) : []),
      // Who may refer hears of it, and owes it from now.
      ...(mustBeReferred ? await recipientsWithRole(step, 'approver') : []),
    ],
    occasion: String(round),
  });
  await step.audit('order.reinspected', ['order', subjectId], { round, rectified, failed });
  await endOrderIfDone(step);
  if (failed.length === 0) return '复查结果已登记';
  return `复查结果已登记，${failed.length} 项未改正${mustBeReferred ? '，请依法移送或作出处理' : ''}`;
};
