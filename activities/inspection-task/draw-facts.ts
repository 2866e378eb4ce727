import { sql } from 'kysely';
import { type RegisteredInspector, registeredInspectors } from '../../db/cycle/inspector-facts.ts';
import { listedKey } from '../../db/draw/person-codes.ts';
import type { ExclusionReason, PastPairing, Team } from '../../domain/assignment/assignment.ts';
import { eligibility } from '../../domain/assignment/eligibility.ts';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import type { UnitKey } from '../../domain/draw/labels.ts';
import { peopleOfDraw } from '../shared/draw-codes.ts';
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
  const codeOf = await codesOfDraw(step, drawId);
  const { rows } = await sql<{
    unit: UnitKey;
    team: { officerId: string; certificate: string }[];
  }>`
    select coalesce(case when u.kind = 'person'
                         then (select e.label from draw_entry e
                                where (e.authority_id, e.draw_id, e.unit_id) = (t.authority_id, t.draw_id, t.unit_id) limit 1)
                    end, u.kind || ':' || u.code) as unit,
           json_agg(json_build_object('officerId', m.officer_id, 'certificate', i.certificate_number) order by m.slot) as team
      from task t
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      join team_member m on (m.authority_id, m.task_id) = (t.authority_id, t.id) and m.state = 'assigned'
      join inspector i on (i.authority_id, i.officer_id) = (m.authority_id, m.officer_id)
     where t.authority_id = ${step.authorityId} and t.draw_id = ${drawId} and t.end_kind is distinct from 'replaced'
       and t.id is distinct from ${replacesTaskId}::text
     group by t.authority_id, t.draw_id, t.unit_id, t.sequence_no, u.kind, u.code
     order by t.sequence_no`.execute(step.trx);
  return rows.map(({ unit, team }) => ({
    unit,
    inspectors: team.map(({ officerId, certificate }) => codeOf(officerId, certificate) ?? certificate),
  }));
};

/** How often people went out together before the draw, as frozen with it: a seat drawn anew goes by what the draw did. */
export const pastPairingsOf = async (step: Step, drawId: string): Promise<readonly PastPairing[]> => {
  return (await peopleOfDraw(step, drawId))?.pastPairings ?? [];
};

/**
 * People's codes in a draw. Who is not on its list has none and can take no seat of it: the public could not follow.
 * A draw that was frozen without such a list knows people by their certificates.
 */
const codesOfDraw = async (
  step: Step,
  drawId: string,
): Promise<(officerId: string, certificate?: string) => string | undefined> => {
  const people = await peopleOfDraw(step, drawId);
  if (people === undefined) return (_officerId, certificate) => certificate;
  const codes = new Map(people.inspectors.map(({ officerId, id }) => [officerId, id]));
  return (officerId) => codes.get(officerId);
};

/** The register with the codes of the draw, ascending. */
const candidatesOf = async (step: Step, drawId: string): Promise<RegisteredInspector[]> => {
  const codeOf = await codesOfDraw(step, drawId);
  return (await registeredInspectors(step, NO_CAP))
    .flatMap((inspector) => {
      const id = codeOf(inspector.officerId, inspector.id);
      return id === undefined ? [] : [{ ...inspector, id }];
    })
    .sort((a, b) => compareUtf8(a.id, b.id));
};

/** Why an inspector cannot take a seat of this task from today to the visit's deadline. */
export const seatExclusions = async (
  step: Step,
  { task, unit, items }: Pick<TaskFacts, 'task' | 'unit' | 'items'>,
  slot: number,
  planned: { from: string; to: string },
): Promise<{
  inspectors: RegisteredInspector[];
  exclusionOf: (inspector: number) => ExclusionReason | undefined;
}> => {
  const inspectors = await candidatesOf(step, task.drawId);
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
  const visit = {
    unit: await listedKey(step.trx, step.authorityId, unit),
    planned,
    qualifications,
    sections: [],
  };
  const exclusionOf = eligibility([visit], inspectors);
  return { inspectors, exclusionOf: (inspector) => exclusionOf(0, slot, inspector) };
};
