/** A bureau whose cycle was just drawn: so many tasks whose workflows are asked for and not started yet. */
import { type Kysely, sql } from 'kysely';
import { createCalendarActivities } from '../../activities/calendar/calendar.activities.ts';
import { createDrawActivities } from '../../activities/draw/draw.activities.ts';
import { rehearsalSource } from '../../activities/draw/rehearsal-source.ts';
import { createInspectionCycleActivities } from '../../activities/inspection-cycle/inspection-cycle.activities.ts';
import type { Engine } from '../../activities/shared/engine.ts';
import type { Database } from '../../db/connect.ts';
import { addBureau } from '../../test/activities/support/bureau.ts';

/** Temporal is not told: the benchmark starts the tasks itself. */
const SILENT: Engine = { start: async () => undefined, nudge: async () => true };

const INSPECTORS = 40;
const OPENS = '2021-01-04T01:00:00.000Z';
const DRAWS = '2021-01-07T02:00:00.000Z';

/** @returns the authority's id and the ids of its tasks in the order of the draw */
export const drawTasks = async (
  db: Kysely<Database>,
  tasks: number,
  inspectors = INSPECTORS,
): Promise<{ readonly authorityId: string; readonly taskIds: readonly string[] }> => {
  const authorityId = await addBureau(db, {
    units: tasks,
    inspectors,
    rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 100 }],
  });
  const deps = { db, engine: SILENT };
  const cycle = createInspectionCycleActivities(deps);
  const draw = createDrawActivities({ ...deps, randomness: await rehearsalSource(db, 'bench') });
  const of = (subjectId: string, at: string) => ({ authorityId, subjectId, at });
  await createCalendarActivities(deps).startWhatIsDue({ authorityId, at: OPENS });
  await cycle.advanceCycle(of('2021-1', OPENS));
  await cycle.advanceCycle(of('2021-1', DRAWS));
  await draw.announceDraw(of('2021-001', DRAWS));
  await draw.obtainRandomness(of('2021-001', DRAWS));
  await draw.executeDraw(of('2021-001', DRAWS));
  await draw.publishDraw(of('2021-001', DRAWS));
  await cycle.advanceCycle(of('2021-1', DRAWS));
  // As after a running cycle's start of its tasks: nothing is left to be delivered.
  await sql`update workflow_progress set started = true, nudges_delivered = nudges_requested`.execute(db);
  await sql`analyze`.execute(db);
  const rows = await db.selectFrom('task').select('id').orderBy('sequenceNo').execute();
  return { authorityId, taskIds: rows.map(({ id }) => id) };
};
