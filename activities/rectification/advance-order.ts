import { type Instant, instantAt } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import type { Progress, StepInput } from '../../workflows/shared/contract.ts';
import { hasPassed, lastDayOf } from '../shared/deadline-dates.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { noteProgress } from '../shared/engine-outbox.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { remind } from '../shared/remind.ts';
import { inStep, type Step } from '../shared/step.ts';
import { openReinspection } from './order-deadlines.ts';
import { lockOrder, type OrderFacts, openFindings, orderWords, reminderWords } from './order-facts.ts';

/** A day on which findings were due has passed: whatever the unit said, re-inspection (复查) is owed from then. */
const openOverdueReinspections = async (step: Step, facts: OrderFacts): Promise<void> => {
  const { order, findings } = facts;
  const days = new Set(openFindings(facts).flatMap(({ dueOn }) => dueOn ?? []));
  for (const dueOn of days) {
    if (!hasPassed(step, dueOn)) continue;
    await openReinspection(step, order.id, { findings, dueOn, from: lastDayOf(step, dueOn) });
  }
};

/** The morning after the next day on which findings are due: re-inspection is owed then, whatever the ladder says. */
const nextOverdueAt = (step: Step, facts: OrderFacts): Instant | null => {
  const [next] = openFindings(facts)
    .flatMap(({ dueOn, reportedOn }) => (dueOn === null || reportedOn !== null ? [] : dueOn))
    .filter((dueOn) => !hasPassed(step, dueOn))
    .sort();
  if (next === undefined) return null;
  const { date } = addWorkingDays(step.calendar, lastDayOf(step, next), 1);
  return instantAt(date, step.settings.reminderTimeOfDay);
};

/** Where an order stands: opens what is owed by now, sends what reminders are due. */
export const orderProgress = async (step: Step, orderId: string): Promise<Progress> => {
  const facts = await lockOrder(step, orderId);
  const { order, team, unit, paused } = facts;
  if (order.endedAt !== null) return { state: order.state, ended: true, wakeAt: null };
  if (!paused) await openOverdueReinspections(step, facts);
  const reminderAt = await remind(
    step,
    { subjectKind: 'order', subjectId: orderId },
    async () => paused,
    async ({ kind, dueOn }) => ({
      owners: kind === 'referral' ? (await recipientsWithRole(step, 'approver')).map(({ id }) => id) : team,
      isTeam: kind !== 'referral',
      unitId: unit.id,
      params: kind === 'rectification' ? reminderWords(facts, dueOn) : orderWords(facts),
    }),
  );
  const overdueAt = nextOverdueAt(step, facts);
  const wakeAt =
    reminderAt === null || (overdueAt !== null && overdueAt < reminderAt) ? overdueAt : reminderAt;
  return { state: order.state, ended: false, wakeAt };
};

/** What is due on an order now: reminders to the unit and to those who follow it up. */
export const advanceOrder =
  (deps: ActivityDeps) =>
  ({ authorityId, subjectId, at }: StepInput): Promise<Progress> =>
    inStep(deps, { authorityId, at }, async (step) => {
      const progress = await orderProgress(step, subjectId);
      await noteProgress(step.trx, 'rectification', authorityId, subjectId, progress, at);
      return progress;
    });
