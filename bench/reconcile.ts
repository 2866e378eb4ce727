/**
 * What it costs to find a lost workflow among many, on the live engine: the list of running workflows, the questions
 * one by one and in flight, and a whole round of the reconciler that finds one terminated behind our back.
 *
 *     npm run bench:reconcile -- [--tasks 5000]
 */
import { parseArgs } from 'node:util';
import { newMemory } from '../activities/reconcile/fault.ts';
import { reconcileOnce } from '../activities/reconcile/reconcile-once.ts';
import { createEngine } from '../activities/shared/engine.ts';
import { inParallel } from '../activities/shared/in-parallel.ts';
import { inspectionTaskWorkflowId } from '../workflows/inspection-task/contract.ts';
import { drawTasks } from './support/drawn-tasks.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { setEngineStage } from './support/stage.ts';

const { values } = parseArgs({ options: { tasks: { type: 'string', default: '5000' } } });
const tasks = Number(values.tasks);
const ASKED = 500;
const STARTS_IN_FLIGHT = 20;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
};

const loadBefore = load();
const stage = await setEngineStage();
const { db, client } = stage;
try {
  const { authorityId, taskIds } = await drawTasks(db, tasks);
  const engine = createEngine(client);
  await inParallel(taskIds, STARTS_IN_FLIGHT, (id) => engine.start('inspection-task', authorityId, id));
  say(`${tasks} workflows run`);
  const ids = taskIds.map(inspectionTaskWorkflowId);
  const query = `Authority = '${authorityId}' and ExecutionStatus = 'Running'`;
  const list = async (): Promise<number> => {
    let found = 0;
    for await (const _ of client.workflow.list({ query })) found += 1;
    return found;
  };
  while ((await list()) < tasks) await new Promise((next) => setTimeout(next, 1_000));

  const describe = (id: string) =>
    client.workflow
      .getHandle(id)
      .describe()
      .then(() => undefined);
  const rates: Record<number, number> = {};
  for (const inFlight of [1, 10, 20, 40]) {
    const some = ids.slice(0, ASKED);
    rates[inFlight] = Math.round(ASKED / (await seconds(() => inParallel(some, inFlight, describe))));
    say(`${rates[inFlight]} answers/s with ${inFlight} in flight`);
  }
  const listSeconds = await seconds(list);
  say(`list of ${tasks}: ${listSeconds.toFixed(1)} s`);

  const lost = ids.at(-1) ?? '';
  await client.workflow.getHandle(lost).terminate();
  while ((await list()) === tasks) await new Promise((next) => setTimeout(next, 500));
  // Progress of less than two minutes ago is not expected in the list yet.
  await db.updateTable('workflowProgress').set({ recordedAt: '2021-01-07T02:00:00.000Z' }).execute();
  const found: string[] = [];
  const roundSeconds = await seconds(async () => {
    const { faults, failed } = await reconcileOnce(
      { db, client, engine },
      {
        authorityId,
        now: '2021-01-07T02:00:30.000Z',
        kinds: ['workflow-unknown', 'workflow-missing'],
        memory: newMemory(),
      },
    );
    for (const { error } of failed) throw error;
    found.push(...faults.filter(({ kind }) => kind === 'workflow-missing').map(({ subject }) => subject));
  });
  if (!found.includes(lost))
    throw new Error(`the lost workflow was not found, but ${found.join() || 'none'}`);
  printFigure(
    {
      what: `a lost workflow among ${tasks}: one round of the reconciler, its list (${listSeconds.toFixed(1)} s) and 2,000 questions (${rates[20]}/s with 20 in flight)`,
      figure: `${roundSeconds.toFixed(1)} s`,
      baseline: `asking after all, one by one (${rates[1]}/s): ${Math.round(tasks / (rates[1] ?? 1))} s`,
      ratio: (roundSeconds / (tasks / (rates[1] ?? 1))).toFixed(2),
      goal: 'under 120 s, the time between two rounds',
      command: `npm run bench:reconcile -- --tasks ${tasks}`,
    },
    loadBefore,
  );
} finally {
  await stage.stop();
}
