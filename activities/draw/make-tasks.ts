import { sql } from 'kysely';
import type { UnitKey } from '../../domain/draw/labels.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import { peopleOfDraw } from '../shared/draw-codes.ts';
import type { Step } from '../shared/step.ts';
import type { DrawFacts } from './draw-facts.ts';
import { keepUnannounced } from './keep-unannounced.ts';
import { idOf, pagesOf } from './store-order.ts';

/** `<authority>-<year>-<n>-<0001>`, by the number of the task in its cycle. */
export const taskIdOf = (authorityId: string, cycleId: string, sequenceNo: number): string =>
  `${authorityId}-${cycleId}-${String(sequenceNo).padStart(4, '0')}`;

/** Numbers that the tasks of a cycle have taken: those of a further draw follow, in the order of its visits. */
export const tasksBefore = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  cycleId: string,
): Promise<number> => {
  const { last } = await trx
    .selectFrom('task')
    .select((row) => row.fn.max('sequenceNo').as('last'))
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .executeTakeFirstOrThrow();
  return Number(last ?? 0);
};

/** Position of every drawn unit in the order of each stratum that drew it, with the stratum's row. */
const placesOf = ({ strata }: DrawRecord) => {
  const places = new Map<UnitKey, { row: number; stratum: string; position: number }[]>();
  for (const { id, row, quota, order } of strata) {
    for (const [index, { unit }] of order.slice(0, quota).entries()) {
      const place = { row, stratum: id, position: index + 1 };
      const known = places.get(unit);
      if (known === undefined) places.set(unit, [place]);
      else known.push(place);
    }
  }
  return places;
};

const officersByCode = async (step: Step, drawId: string): Promise<ReadonlyMap<string, string>> => {
  const people = await peopleOfDraw(step, drawId);
  return new Map(people?.inspectors.map(({ id, officerId }) => [id, officerId]));
};

interface NewTask {
  readonly id: string;
  readonly unit_id: string;
  readonly sequence_no: number;
  readonly items: readonly {
    readonly row_number: string;
    readonly stratum: string;
    readonly position: number;
  }[];
  readonly team: readonly { readonly slot: number; readonly officer_id: string }[];
}

const tasksOf = (
  { authorityId }: Step,
  { cycleId, before }: { readonly cycleId: string; readonly before: number },
  record: DrawRecord,
  ids: ReadonlyMap<UnitKey, string>,
  officers: ReadonlyMap<string, string>,
): NewTask[] => {
  if (record.assignment.status !== 'assigned') return [];
  const places = placesOf(record);
  const teams = new Map(record.assignment.teams.map(({ unit, inspectors }) => [unit, inspectors]));
  return record.visits.map(({ position, unit }) => ({
    id: taskIdOf(authorityId, cycleId, before + position),
    unit_id: idOf(ids, unit),
    sequence_no: before + position,
    items: (places.get(unit) ?? []).map(({ row, stratum, position: at }) => ({
      row_number: String(row),
      stratum,
      position: at,
    })),
    team: (teams.get(unit) ?? []).map((code, index) => {
      const officer = officers.get(code);
      if (officer === undefined) throw new Error(`inspector ${code} is not on the frozen list`);
      return { slot: index + 1, officer_id: officer };
    }),
  }));
};

/**
 * One task per visit with its items and its team; they begin when the draw is published.
 * @param before see {@link tasksBefore}
 * @returns how many
 */
export const makeTasks = async (
  step: Step,
  { draw }: DrawFacts,
  record: DrawRecord,
  { ids, before }: { readonly ids: ReadonlyMap<UnitKey, string>; readonly before: number },
): Promise<number> => {
  const { trx, authorityId, at } = step;
  const { cycleId } = draw;
  const tasks = tasksOf(step, { cycleId, before }, record, ids, await officersByCode(step, draw.id));
  for (const page of pagesOf(tasks)) {
    const given = JSON.stringify(page);
    await sql`
      insert into task (authority_id, id, cycle_id, draw_id, unit_id, sequence_no, state, business_at)
      select ${authorityId}, t.id, ${cycleId}, ${draw.id}, t.unit_id, t.sequence_no, 'created', ${at}::timestamptz
        from jsonb_to_recordset(${given}::jsonb) as t(id text, unit_id text, sequence_no integer)`.execute(
      trx,
    );
    await sql`
      insert into task_item (authority_id, task_id, row_number, item_id, cycle_id, stratum, draw_position)
      select ${authorityId}, t.id, i.row_number, r.item_id, ${cycleId}, i.stratum, i.position
        from jsonb_to_recordset(${given}::jsonb) as t(id text, items jsonb),
             jsonb_to_recordset(t.items) as i(row_number text, stratum text, position integer),
             cycle_row r
       where (r.authority_id, r.cycle_id, r.row_number) = (${authorityId}, ${cycleId}, i.row_number)`.execute(
      trx,
    );
    await sql`
      insert into team_member (authority_id, task_id, slot, officer_id, state, business_at)
      select ${authorityId}, t.id, m.slot, m.officer_id, 'assigned', ${at}::timestamptz
        from jsonb_to_recordset(${given}::jsonb) as t(id text, team jsonb),
             jsonb_to_recordset(t.team) as m(slot integer, officer_id text)`.execute(trx);
  }
  await keepUnannounced(step, cycleId, draw.id);
  return tasks.length;
};
