import { sql } from 'kysely';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { urgencyDays } from '../../domain/deadline/urgency.ts';
import type { Recipient } from '../../notify/outbox/insert-notices.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole, teamRecipients, unitRecipient } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import type { CycleFacts } from './cycle-facts.ts';

/** Who inspects in the cycle: teams of dispatched tasks on which something is still to be done. */
const inspectorsAtWork = async (step: Step, cycleId: string): Promise<Recipient[]> => {
  const { rows } = await sql<{ officerId: string }>`
    select distinct m.officer_id
      from task t join team_member m on (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')
     where t.authority_id = ${step.authorityId} and t.cycle_id = ${cycleId} and t.dispatched_at is not null
       and (t.state in ('dispatched', 'visited', 'entered') and t.ended_at is null
         or exists (select from rectification_order o
                     where (o.authority_id, o.task_id) = (t.authority_id, t.id) and o.ended_at is null))`.execute(
    step.trx,
  );
  return teamRecipients(
    step,
    rows.map(({ officerId }) => officerId),
  );
};

interface RunningOrder {
  readonly id: string;
  readonly number: string;
  readonly unitId: string;
  readonly unitName: string;
  /** The days on which its findings are due, in their order. */
  readonly dueOn: string;
}

/** Orders of the cycle whose term to put right runs: what was overdue before the pause is not stopped by it. */
const runningOrders = async (step: Step, cycleId: string): Promise<RunningOrder[]> => {
  const { overdueBefore } = urgencyDays(step.calendar, step.today);
  const { rows } = await sql<RunningOrder>`
    select o.id, o.number, o.unit_id, u.name as unit_name,
           string_agg(distinct d.due_on::text, '、' order by d.due_on::text) as due_on
      from task t
      join rectification_order o on (o.authority_id, o.task_id) = (t.authority_id, t.id) and o.ended_at is null
      join unit u on (u.authority_id, u.id) = (o.authority_id, o.unit_id)
      join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind) = (o.authority_id, 'order', o.id, 'rectification')
     where t.authority_id = ${step.authorityId} and t.cycle_id = ${cycleId}
       and d.met_on is null and d.dropped_reason is null and d.due_on >= ${overdueBefore}::date
     group by o.id, o.number, o.unit_id, u.name order by o.id`.execute(step.trx);
  return rows;
};

const eachOnce = (all: readonly Recipient[]): Recipient[] => [
  ...new Map(all.map((one) => [`${one.kind} ${one.id}`, one])).values(),
];

/** The office, the leader, and whoever inspects. */
const officersToTell = async (step: Step, cycleId: string): Promise<Recipient[]> =>
  eachOnce([
    ...(await recipientsWithRole(step, 'office')),
    ...(await recipientsWithRole(step, 'supervisor')),
    ...(await inspectorsAtWork(step, cycleId)),
  ]);

/** Tells those whose work stops, and the units whose term to put right does. */
export const tellOfPause = async (step: Step, cycle: CycleFacts, reason: string): Promise<void> => {
  await tell(step, {
    subject: ['cycle', cycle.id],
    code: 'cycle.paused',
    params: { cycleName: cycleName(cycle), reason },
    to: await officersToTell(step, cycle.id),
    occasion: step.at,
  });
  for (const { id, number, unitId, unitName, dueOn } of await runningOrders(step, cycle.id)) {
    await tell(step, {
      subject: ['order', id],
      code: 'order.paused',
      params: { orderNumber: number, unitName, dueOn, officePhone: step.settings.officePhone },
      to: [await unitRecipient(step, unitId)],
      occasion: step.at,
    });
  }
};

/** The same people, once the deadlines are moved. @param workingDays that the pause took */
export const tellOfResumption = async (step: Step, cycle: CycleFacts, workingDays: number): Promise<void> => {
  await tell(step, {
    subject: ['cycle', cycle.id],
    code: 'cycle.resumed',
    params: { cycleName: cycleName(cycle), workingDays },
    to: await officersToTell(step, cycle.id),
    occasion: step.at,
  });
  for (const { id, number, unitId, unitName, dueOn } of await runningOrders(step, cycle.id)) {
    await tell(step, {
      subject: ['order', id],
      code: 'order.resumed',
      params: { orderNumber: number, unitName, workingDays, dueOn, officePhone: step.settings.officePhone },
      to: [await unitRecipient(step, unitId)],
      occasion: step.at,
    });
  }
};
