import { sql } from 'kysely';
import type { ExclusionReason, PastPairing, Team } from '../../domain/assignment/assignment.ts';
import { eligibility } from '../../domain/assignment/eligibility.ts';
import type { AssignmentFacts } from '../../domain/draw/commitments.ts';
import { unitKey } from '../../domain/draw/labels.ts';
import { type RegisteredInspector, registeredInspectors } from '../shared/inspector-facts.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts } from './task-facts.ts';

/** No inspector of one bureau takes more seats than this in one draw; the register sets no lower cap. */
const NO_CAP = 100_000;

/**
 * The teams of a task's draw as they stand, substitutes and recusals included, in visit order. What the task takes the
 * place of counts no more, even while the step that ends it goes on.
 */
export const teamsOfDraw = async (
  step: Step,
  { drawId, replacesTaskId }: Pick<TaskFacts['task'], 'drawId' | 'replacesTaskId'>,
): Promise<Team[]> => {
  const { rows } = await sql<{ kind: 'org'; code: string; certificates: string[] }>`
    select u.kind, u.code, array_agg(i.certificate_number order by m.slot) as certificates
      from task t
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      join team_member m on (m.authority_id, m.task_id) = (t.authority_id, t.id) and m.state = 'assigned'
      join inspector i on (i.authority_id, i.officer_id) = (m.authority_id, m.officer_id)
     where t.authority_id = ${step.authorityId} and t.draw_id = ${drawId} and t.end_kind is distinct from 'replaced'
       and t.id is distinct from ${replacesTaskId}::text
     group by t.sequence_no, u.kind, u.code
     order by t.sequence_no`.execute(step.trx);
  return rows.map(({ kind, code, certificates }) => ({
    unit: unitKey(kind, code),
    inspectors: certificates,
  }));
};

/** How often people went out together before the draw, as frozen with it: a seat drawn anew goes by what the draw did. */
export const pastPairingsOf = async (step: Step, drawId: string): Promise<readonly PastPairing[]> => {
  const frozen = await step.trx
    .selectFrom('drawFacts')
    .select('facts')
    .where('authorityId', '=', step.authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirst();
  // Written only when the draw is announced, from this type.
  return (frozen?.facts as unknown as AssignmentFacts | undefined)?.pastPairings ?? [];
};

/** Why an inspector cannot take a seat of this task from today to the visit's deadline. */
export const seatExclusions = async (
  step: Step,
  { unit, items }: Pick<TaskFacts, 'unit' | 'items'>,
  slot: number,
  planned: { from: string; to: string },
): Promise<{
  inspectors: RegisteredInspector[];
  exclusionOf: (inspector: number) => ExclusionReason | undefined;
}> => {
  const inspectors = (await registeredInspectors(step, NO_CAP)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const needed = await step.trx
    .selectFrom('item')
    .select('qualification')
    .where('authorityId', '=', step.authorityId)
    .where(
      'id',
      'in',
      items.map(({ itemId }) => itemId),
    )
    .where('qualification', 'is not', null)
    .execute();
  const qualifications = [...new Set(needed.flatMap(({ qualification }) => qualification ?? []))];
  const visit = { unit: unitKey(unit.kind, unit.code), planned, qualifications, sections: [] };
  const exclusionOf = eligibility([visit], inspectors);
  return { inspectors, exclusionOf: (inspector) => exclusionOf(0, slot, inspector) };
};
