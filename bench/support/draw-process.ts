/** Draws the one plan row of an authority, like the worker's activities, and prints how long it took and how much memory. */
import { createCalendarActivities } from '../../activities/calendar/calendar.activities.ts';
import { createDrawActivities } from '../../activities/draw/draw.activities.ts';
import { rehearsalSource } from '../../activities/draw/rehearsal-source.ts';
import { createInspectionCycleActivities } from '../../activities/inspection-cycle/inspection-cycle.activities.ts';
import { openDatabase } from '../../db/connect.ts';
import { loadConfig } from '../../runtime/environment.ts';

export interface DrawFigures {
  readonly announceSeconds: number;
  readonly executeSeconds: number;
  readonly tasks: number;
  readonly peakMemoryMiB: number;
}

const OPENS = '2021-01-04T01:00:00.000Z';
const DRAWS = '2021-01-07T02:00:00.000Z';

const [authorityId = ''] = process.argv.slice(2);
const db = openDatabase(loadConfig().databaseUrl ?? '', { max: 5 });
// Temporal is not told: the subject is the draw alone.
const deps = { db, engine: { start: async () => undefined, nudge: async () => true } };
const cycle = createInspectionCycleActivities(deps);
const draw = createDrawActivities({ ...deps, randomness: await rehearsalSource(db, 'bench') });
const of = (subjectId: string, at: string) => ({ authorityId, subjectId, at });
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
};

await createCalendarActivities(deps).startWhatIsDue({ authorityId, at: OPENS });
await cycle.advanceCycle(of('2021-1', OPENS));
await cycle.advanceCycle(of('2021-1', DRAWS));
const announceSeconds = await secondsOf(() => draw.announceDraw(of('2021-001', DRAWS)));
await draw.obtainRandomness(of('2021-001', DRAWS));
const executeSeconds = await secondsOf(() => draw.executeDraw(of('2021-001', DRAWS)));
const { tasks } = await db
  .selectFrom('task')
  .select((row) => row.fn.countAll<number>().as('tasks'))
  .executeTakeFirstOrThrow();
const { state, waitingFor, endReason } = await db
  .selectFrom('draw')
  .select(['state', 'waitingFor', 'endReason'])
  .executeTakeFirstOrThrow();
if (state !== 'sealed') throw new Error(`the draw is ${state}: ${waitingFor ?? endReason ?? ''}`);
await db.destroy();
const peakMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ announceSeconds, executeSeconds, tasks, peakMemoryMiB } satisfies DrawFigures));
