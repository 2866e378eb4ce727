/**
 * History events of a cycle's own workflow on the live engine: opened, drawn, its tasks started, looked at weekly for the
 * months of its window (its clock runs ahead natively), closed with the report. The tasks' own workflows are started
 * and not served: they are no part of this figure. They are ended in the facts, as their last steps would.
 *
 *     npm run bench:cycle -- [--tasks 30000]
 */
import { parseArgs } from 'node:util';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { rehearsalSource } from '../activities/draw/rehearsal-source.ts';
import { createEngine } from '../activities/shared/engine.ts';
import { DEFAULT_SETTINGS } from '../domain/settings/settings.ts';
import { addBureau } from '../test/activities/support/bureau.ts';
import { skipDays } from '../test/faults/support/skip-time.ts';
import { createCycleQueueActivities } from '../workers/activities.ts';
import { workflowBundle } from '../workers/workflow-bundle.ts';
import { inspectionCycleWorkflowId } from '../workflows/inspection-cycle/contract.ts';
import { CYCLE_QUEUE } from '../workflows/shared/contract.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { NAMESPACE, setEngineStage } from './support/stage.ts';

const { values } = parseArgs({ options: { tasks: { type: 'string', default: '30000' } } });
const tasks = Number(values.tasks);
const CYCLE = '2021-1';
const INSPECTORS = 300;
/** Past the draw day, three working days after the opening, whatever holidays lie between. */
const DAYS_TO_DRAW = 14;
/** From the draw to the end of a window of four months. */
const WINDOW_DAYS = 115;
const GOAL_EVENTS = 2_000;
const LIMIT_SECONDS = 1_500;

Runtime.install({ logger: new DefaultLogger('ERROR') });
const loadBefore = load();
const stage = await setEngineStage(true);
const { db, client } = stage;
try {
  const authorityId = await addBureau(db, {
    units: tasks,
    inspectors: INSPECTORS,
    rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 100 }],
    // Within this year, whose holidays are known.
    settings: { task: { ...DEFAULT_SETTINGS.task, visitWorkingDays: 5 } },
  });
  await sql`update inspector set certificate_valid_to = '2099-12-31'`.execute(db);
  await sql`analyze`.execute(db);
  const engine = createEngine(client);
  const connection = await NativeConnection.connect({ address: stage.address });
  const worker = await Worker.create({
    connection,
    namespace: NAMESPACE,
    taskQueue: CYCLE_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: createCycleQueueActivities({ db, engine, randomness: await rehearsalSource(db, 'bench') }),
  });
  const workflowId = inspectionCycleWorkflowId(authorityId, CYCLE);
  const events = async (): Promise<number> =>
    (await client.workflow.getHandle(workflowId).describe()).historyLength;
  const startedAt = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - startedAt) / 1000)} s`;

  await worker.runUntil(async () => {
    await engine.start('inspection-cycle', authorityId, CYCLE);
    await skipDays(client, workflowId, DAYS_TO_DRAW, LIMIT_SECONDS);
    for (;;) {
      const { rows } = await sql<{ drawn: number; started: number }>`
        select (select count(*) from task) as drawn,
               (select count(*) from workflow_progress where family = 'inspection-task' and started) as started`.execute(
        db,
      );
      const [{ drawn, started } = { drawn: 0, started: 0 }] = rows;
      const { state, waitingFor } = await db.selectFrom('cycle').selectAll().executeTakeFirstOrThrow();
      const waits = waitingFor === null ? '' : `, waits for: ${waitingFor}`;
      say(`${state}${waits}: ${drawn} drawn, ${started} started, ${await events()} events (${seconds()})`);
      if (started === tasks) break;
      if (performance.now() - startedAt > LIMIT_SECONDS * 1000) throw new Error('the tasks were not started');
      await new Promise((next) => setTimeout(next, 5_000));
    }
    const startedEvents = await events();
    await skipDays(client, workflowId, WINDOW_DAYS, LIMIT_SECONDS);
    say(
      `${await events()} events after ${WINDOW_DAYS} days of looking on, ${startedEvents} before (${seconds()})`,
    );
    const at = new Date().toISOString();
    await sql`update task set state = 'closed', end_kind = 'cancelled', end_reason = 'bench', ended_at = ${at}, closed_at = ${at}`.execute(
      db,
    );
    await engine.nudge(workflowId);
    await client.workflow.getHandle(workflowId).result();
  });
  await connection.close();
  const all = await events();
  printFigure(
    {
      what: `history events of the workflow of a cycle of ${tasks} tasks, opening to report`,
      figure: `${all} (in ${seconds()})`,
      baseline: `${GOAL_EVENTS} events`,
      ratio: (all / GOAL_EVENTS).toFixed(2),
      goal: 'under 1',
      command: `npm run bench:cycle -- --tasks ${tasks}`,
    },
    loadBefore,
  );
} finally {
  await stage.stop();
}
