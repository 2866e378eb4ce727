import type { Progress, StepInput } from '../../workflows/shared/contract.ts';
import { countedFrom, openDeadline } from '../shared/deadlines.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { noteProgress } from '../shared/engine-outbox.ts';
import { remind } from '../shared/remind.ts';
import { inStep, type Step } from '../shared/step.ts';
import { lockOrder, type OrderFacts, orderWords } from './order-facts.ts';

/** A day on which findings were due has passed: whatever the unit said, re-inspection (复查) is owed from then. */
const openOverdueReinspections = async (step: Step, { order, findings }: OrderFacts): Promise<void> => {
  const passed = findings.filter(
    ({ state, dueOn }) => state === 'open' && dueOn !== null && dueOn < step.today,
  );
  for (const dueOn of new Set(passed.flatMap((finding) => finding.dueOn ?? []))) {
    await openReinspection(step, order.id, dueOn, dueOn);
  }
};

/** Re-inspection of what was due on a day, counted from the deadline or from the unit's report (R8). */
export const openReinspection = async (
  step: Step,
  orderId: string,
  part: string,
  from: string,
): Promise<void> => {
  const key = { subjectKind: 'order', subjectId: orderId, kind: 'reinspection', part } as const;
  await openDeadline(step, key, countedFrom(step, from, step.settings.rectification.reinspectionWorkingDays));
};

export const orderProgress = async (step: Step, orderId: string): Promise<Progress> => {
  const facts = await lockOrder(step, orderId);
  const { order, team, unit, paused } = facts;
  if (order.endedAt !== null) return { state: order.state, ended: true, wakeAt: null };
  if (!paused) await openOverdueReinspections(step, facts);
  const wakeAt = await remind(step, { subjectKind: 'order', subjectId: orderId }, paused, async () => ({
    owners: team,
    unitId: unit.id,
    params: orderWords(facts),
  }));
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
