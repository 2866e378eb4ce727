import { sql } from 'kysely';
import { countDrawEvents } from '../../db/draw/draw-events.ts';
import { keyInDraw } from '../../db/draw/person-codes.ts';
import { addDrawEvent } from '../draw/after/add-event.ts';
import { approverOf } from '../draw/after/approver.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts, TaskItemFacts } from './task-facts.ts';

/** Where a substitute stands in the order of a stratum; null where the stratum's reserve is at its end. */
interface Place {
  readonly position: number;
}

interface PassedOver {
  readonly unit: string;
  readonly position: number;
  readonly why: 'substituted-before' | 'not-operating' | 'visited-in-this-cycle';
}

/** Everybody in reserve before the substitute, each with the reason why it was not his turn. */
const passedOver = async (
  step: Step,
  { task }: TaskFacts,
  { rowNumber, stratum }: TaskItemFacts,
  place: Place | null,
): Promise<PassedOver[]> => {
  const { rows } = await sql<PassedOver>`
    select e.label as unit, e.position,
           case when e.used_as_substitute then 'substituted-before'
                when u.status <> 'operating' then 'not-operating' else 'visited-in-this-cycle' end as why
      from draw_entry e join unit u on (u.authority_id, u.id) = (e.authority_id, e.unit_id)
     where e.authority_id = ${step.authorityId} and e.draw_id = ${task.drawId}
       and e.row_number = ${rowNumber} and e.stratum = ${stratum} and not e.drawn
       and (${place?.position ?? null}::integer is null or e.position < ${place?.position ?? null}::integer)
     order by e.position`.execute(step.trx);
  return rows;
};

const labelAt = async (
  { trx, authorityId }: Step,
  { task }: TaskFacts,
  { rowNumber, stratum }: TaskItemFacts,
  { position }: Place,
): Promise<string> =>
  (
    await trx
      .selectFrom('drawEntry')
      .select('label')
      .where('authorityId', '=', authorityId)
      .where('drawId', '=', task.drawId)
      .where((row) => row.and({ rowNumber, stratum, position }))
      .executeTakeFirstOrThrow()
  ).label;

/**
 * A substitution is public: which unit gave way to which of the same stratum's order, who stood before it and why it was
 * not their turn, the reason, the evidence, who approved it, and how many there have been. Tell it before the place is
 * marked as used.
 */
export const tellOfSubstitution = async (
  step: Step,
  facts: TaskFacts,
  item: TaskItemFacts,
  place: Place | null,
  {
    reason,
    evidence,
    status,
  }: { readonly reason: string; readonly evidence: string; readonly status: string },
): Promise<void> => {
  const { trx, authorityId, at } = step;
  const { drawId } = facts.task;
  const count = (await countDrawEvents(trx, authorityId, drawId, 'substitution')) + 1;
  await addDrawEvent(step, drawId, {
    ...{ at, kind: 'substitution', reason, evidence },
    data: {
      row: Number(item.rowNumber),
      stratum: item.stratum,
      unit: await keyInDraw(trx, { authorityId, drawId }, facts.unit),
      unit_status: status,
      substitute: place === null ? null : await labelAt(step, facts, item, place),
      position: place?.position ?? null,
      passed_over: await passedOver(step, facts, item, place),
      count,
    },
    approver: await approverOf(step, drawId, 'replaceUnit'),
  });
};
