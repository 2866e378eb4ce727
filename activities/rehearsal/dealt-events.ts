import { sql } from 'kysely';
import type { Reader } from '../../db/actor.ts';
import { type DealtEvents, type DrawnTask, dealEvents } from '../../domain/rehearsal/assign-events.ts';
import type { Scenario } from '../../domain/rehearsal/scenario.ts';
import type { Play } from './deps.ts';

/** The original tasks of each drawn cycle with what decides which events suit them; first cycle first. */
const drawnTasks = async (db: Reader, authorityId: string, year: number): Promise<DrawnTask[][]> => {
  const { rows } = await sql<DrawnTask & { cycle: number }>`
    with standing_by as (
      select draw_id, row_number, stratum, count(*) as units from draw_entry
       where authority_id = ${authorityId} and not drawn group by draw_id, row_number, stratum
    )
    select c.number as cycle, t.id as task_id, count(*)::int as rows,
           min(coalesce(b.units, 0))::int as reserves,
           (select count(*)::int from inspector where authority_id = ${authorityId} and active)
             - (select count(*)::int from team_member m where (m.authority_id, m.task_id) = (t.authority_id, t.id)
                 and m.revision = 1) as spare_inspectors
      from task t
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join task_item i on (i.authority_id, i.task_id) = (t.authority_id, t.id)
      left join standing_by b on (b.draw_id, b.row_number, b.stratum) = (t.draw_id, i.row_number, i.stratum)
     where t.authority_id = ${authorityId} and c.year = ${year} and t.replaces_task_id is null
     group by c.number, t.authority_id, t.id
     order by c.number, t.id`.execute(db);
  const byCycle = new Map<number, DrawnTask[]>();
  for (const { cycle, ...task } of rows) {
    const tasks = byCycle.get(cycle) ?? [];
    tasks.push(task);
    byCycle.set(cycle, tasks);
  }
  const last = Math.max(0, ...byCycle.keys());
  return Array.from({ length: last }, (_, index) => byCycle.get(index + 1) ?? []);
};

/** How many draws of the year are filed: while that stays, so do the events. */
const countDraws = async (db: Reader, authorityId: string, year: number): Promise<number> => {
  const { filed } = await db
    .selectFrom('draw')
    .select((row) => row.fn.countAll<number>().as('filed'))
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .where('sealedAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return filed;
};

/** Which events the year's tasks get: computed from the draws' facts alone, so it can be asked at any time. */
export const dealtEvents = async (
  db: Reader,
  authorityId: string,
  year: number,
  scenario: Scenario,
  seed: number,
): Promise<DealtEvents> => dealEvents(scenario, seed, await drawnTasks(db, authorityId, year));

/** The same, computed again only when a further draw was filed: actors ask twice a day. */
export const rememberedEvents = () => {
  let known: { readonly draws: number; readonly events: DealtEvents } | undefined;
  return async (db: Reader, authorityId: string, play: Pick<Play, 'year' | 'scenario' | 'seed'>) => {
    const { year, scenario, seed } = play;
    const draws = await countDraws(db, authorityId, year);
    if (known?.draws !== draws) {
      known = { draws, events: await dealtEvents(db, authorityId, year, scenario, seed) };
    }
    return known.events;
  };
};
