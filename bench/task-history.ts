/**
 * History events over all workflows of one ordinary task (on time, no findings), by the pace of its people: at once, at
 * an even pace, and each step on its last day with every reminder before it. On the time-skipping server.
 *
 *     npm run bench:task
 */
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { rehearsalSource } from '../activities/draw/rehearsal-source.ts';
import { createEngine } from '../activities/shared/engine.ts';
import { loadCalendar } from '../db/holidays.ts';
import { dateAt, type IsoDate, instantAt } from '../domain/calendar/dates.ts';
import { addWorkingDays } from '../domain/calendar/working-days.ts';
import { startTimeSkipping } from '../tools/temporal/time-skipping.ts';
import { startWorkers } from '../workers/run-workers.ts';
import { workflowBundle } from '../workers/workflow-bundle.ts';
import { inspectionTaskWorkflowId } from '../workflows/inspection-task/contract.ts';
import { publicationWorkflowId } from '../workflows/publication/contract.ts';
import { drawTasks } from './support/drawn-tasks.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import * as officers from './support/officers.ts';
import { setDatabaseStage } from './support/stage.ts';

/** Working days from the dispatch to the visit, and from each further step to the next. */
const PACES = {
  'at once': [0, 0, 0, 0],
  'an even pace': [15, 1, 1, 3],
  'the last day': [30, 3, 3, 7],
} as const;
const GOAL_EVENTS = 150;
const STARTS = '2021-01-08T01:00:00.000Z';

Runtime.install({ logger: new DefaultLogger('ERROR') });
const loadBefore = load();
const stage = await setDatabaseStage();
const server = await startTimeSkipping({ initialTime: STARTS });
try {
  const { db } = stage;
  const { client, nativeConnection: connection } = server;
  const { authorityId, taskIds } = await drawTasks(db, Object.keys(PACES).length);
  const calendar = await loadCalendar(db, authorityId);
  const engine = createEngine(client);
  const workers = await startWorkers({
    connection,
    namespace: 'default',
    workflowBundle: await workflowBundle(),
    deps: { db, engine, randomness: await rehearsalSource(db, 'bench') },
  });
  const now = async (): Promise<string> => new Date(await server.now()).toISOString();
  const office = { client, db, authorityId, now };
  const passDays = async (workingDays: number): Promise<void> => {
    if (workingDays === 0) return;
    const on: IsoDate = addWorkingDays(calendar, dateAt(await now()), workingDays).date;
    await server.sleepUntil(Date.parse(instantAt(on, '15:00')));
  };
  const counts: string[] = [];
  let most = 0;
  for (const [pace, [toVisit, toEntry, toReview, toPublication]] of Object.entries(PACES)) {
    const taskId = taskIds[counts.length] ?? '';
    await engine.start('inspection-task', authorityId, taskId);
    await officers.dispatchedAt(office, taskId);
    await passDays(toVisit);
    await officers.recordVisit(office, taskId);
    await passDays(toEntry);
    await officers.enterResult(office, taskId);
    await passDays(toReview);
    await officers.reviewResult(office, taskId);
    await passDays(toPublication);
    await officers.confirmChannels(office, taskId);
    let events = 0;
    for (const id of [inspectionTaskWorkflowId(taskId), publicationWorkflowId(taskId, 1)]) {
      await client.workflow.getHandle(id).result();
      events += (await client.workflow.getHandle(id).fetchHistory()).events?.length ?? 0;
    }
    say(`${pace}: ${events} events`);
    counts.push(`${pace} ${events}`);
    most = Math.max(most, events);
  }
  await workers.stop();
  printFigure(
    {
      what: 'history events over all workflows of one ordinary task (on time, no findings), by the pace of its people',
      figure: counts.join(', '),
      baseline: `${GOAL_EVENTS} events`,
      ratio: (most / GOAL_EVENTS).toFixed(2),
      goal: 'under 1 (aim 0.67)',
      command: 'npm run bench:task',
    },
    loadBefore,
  );
} finally {
  await server.stop();
  await stage.stop();
}
