/**
 * History events per second of whole tasks through the live engine, against a raw workflow of one start, two activities
 * that do nothing and one update, on the same server in the same run. Turns are taken: raw, ours, raw, ours.
 *
 *     npm run bench:events -- [--seconds 60] [--rounds 2] [--hands 16] [--tasks 6000]
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Client } from '@temporalio/client';
import { createEngine } from '../activities/shared/engine.ts';
import { inspectionTaskWorkflowId } from '../workflows/inspection-task/contract.ts';
import { publicationWorkflowId } from '../workflows/publication/contract.ts';
import { RAW_QUEUE } from './raw/queue.ts';
import { goOnUpdate, raw } from './raw/workflow.ts';
import { cpuSeconds } from './support/cpu-time.ts';
import { drawTasks } from './support/drawn-tasks.ts';
import { printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { playTask } from './support/officers.ts';
import { type EngineStage, NAMESPACE, setEngineStage } from './support/stage.ts';
import { startProcess } from './support/start-process.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '2' },
    hands: { type: 'string', default: '16' },
    tasks: { type: 'string', default: '6000' },
  },
});
const [seconds, rounds, hands, tasks] = [values.seconds, values.rounds, values.hands, values.tasks].map(
  Number,
) as [number, number, number, number];

const WARM_UP_SECONDS = 10;
const EVENTS_SAMPLED = 50;

/** One thing done from start to end. @returns the ids of its workflows, or null where there is nothing left to do */
type Doing = () => Promise<readonly string[] | null>;

interface Turn {
  readonly done: readonly (readonly string[])[];
  /** Those of the warm-up and of the end as well. */
  readonly all: number;
  readonly seconds: number;
}

/** Works with all hands for the time of a turn; what ends within the measured part counts. */
const takeTurn = async (doing: Doing): Promise<Turn> => {
  const startedAt = performance.now();
  const from = startedAt + WARM_UP_SECONDS * 1000;
  const until = from + seconds * 1000;
  const done: string[][] = [];
  let all = 0;
  let ranOut = Number.POSITIVE_INFINITY;
  const hand = async (): Promise<void> => {
    while (performance.now() < until) {
      const ids = await doing();
      const now = performance.now();
      if (ids === null) {
        ranOut = Math.min(ranOut, now);
        return;
      }
      all += 1;
      if (now >= from && now <= until) done.push([...ids]);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
  if (ranOut < until) throw new Error('there were not enough tasks; ask for more with --tasks');
  return { done, all, seconds };
};

/** Events over all workflows of one thing: the mean of a sample, whose workflows have all ended. */
const eventsOf = async (client: Client, done: readonly (readonly string[])[]): Promise<number> => {
  const sample = done.slice(0, EVENTS_SAMPLED);
  let events = 0;
  for (const id of sample.flat()) {
    const { historyLength, status } = await client.workflow.getHandle(id).describe();
    if (status.name !== 'COMPLETED') throw new Error(`${id} is ${status.name}`);
    events += historyLength;
  }
  return events / sample.length;
};

const perEvent = (used: readonly (readonly [string, number])[], events: number): string => {
  const ms = used.map(([name, seconds]) => [name, (seconds * 1000) / events] as const);
  const sum = ms.reduce((total, [, each]) => total + each, 0);
  return `${sum.toFixed(2)} (${ms.map(([name, each]) => `${name} ${each.toFixed(2)}`).join(', ')})`;
};

const rawDoing = ({ client }: EngineStage): Doing => {
  let number = 0;
  return async () => {
    number += 1;
    const workflowId = `raw/${number}`;
    const handle = await client.workflow.start(raw, { taskQueue: RAW_QUEUE, workflowId });
    await handle.executeUpdate(goOnUpdate);
    await handle.result();
    return [workflowId];
  };
};

const taskDoing = ({ client, db }: EngineStage, authorityId: string, taskIds: readonly string[]): Doing => {
  const engine = createEngine(client);
  const waiting = taskIds.values();
  const start = async (): Promise<string | null> => {
    const { value: taskId } = waiting.next();
    if (taskId !== undefined) await engine.start('inspection-task', authorityId, taskId);
    return taskId ?? null;
  };
  return async () => {
    const taskId = await start();
    if (taskId === null) return null;
    await playTask({ client, db, authorityId }, taskId);
    return [inspectionTaskWorkflowId(taskId), publicationWorkflowId(taskId, 1)];
  };
};

const loadBefore = load();
const stage = await setEngineStage();
const environment = {
  DATABASE_URL: stage.databaseUrl,
  TEMPORAL_ADDRESS: stage.address,
  TEMPORAL_NAMESPACE: NAMESPACE,
  LOG_LEVEL: 'warn',
};
try {
  say(`drawing ${tasks} tasks …`);
  const { authorityId, taskIds } = await drawTasks(stage.db, tasks);
  const workers = await Promise.all([
    startProcess(join(import.meta.dirname, 'raw/worker.ts'), [stage.address, NAMESPACE], environment),
    // The reconciler would rightly start the tasks that wait here for their turn.
    startProcess(
      join(import.meta.dirname, '../test/faults/support/rehearsing-worker.ts'),
      ['--no-reconciler'],
      environment,
    ),
  ]);
  const doings = { raw: rawDoing(stage), ours: taskDoing(stage, authorityId, taskIds) };
  const rates: Record<keyof typeof doings, number[]> = { raw: [], ours: [] };
  const events = { raw: 0, ours: 0 };
  const who = {
    raw: workers[0].pid,
    ours: workers[1].pid,
    postgres: stage.postgres.pid,
    temporal: stage.enginePid ?? 0,
  };
  // The others are children of the driver.
  const cpu = (): (readonly [string, number])[] => {
    const own = process.cpuUsage();
    return [
      ['driver', (own.user + own.system) / 1e6],
      ...Object.entries(who).map(([name, pid]) => [name, cpuSeconds(pid)] as const),
    ];
  };
  for (let round = 1; round <= rounds; round += 1) {
    for (const which of ['raw', 'ours'] as const) {
      const before = new Map(cpu());
      const turn = await takeTurn(doings[which]);
      const used = cpu().map(([name, now]) => [name, now - (before.get(name) ?? 0)] as const);
      await wait(1000);
      events[which] = await eventsOf(stage.client, turn.done);
      const rate = (turn.done.length * events[which]) / turn.seconds;
      rates[which].push(rate);
      say(
        `${which} ${round}: ${turn.done.length} done in ${turn.seconds} s, ` +
          `${events[which].toFixed(1)} events each, ${rate.toFixed(0)} events/s`,
      );
      say(`  ms of processor time per event: ${perEvent(used, turn.all * events[which])}`);
    }
  }
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const [ours, baseline] = [mean(rates.ours), mean(rates.raw)];
  printFigure(
    {
      what: `history events/s of whole tasks (${events.ours.toFixed(0)} events each), ${hands} at once`,
      figure: `${ours.toFixed(0)}/s (${rates.ours.map((rate) => rate.toFixed(0)).join(', ')})`,
      baseline: `raw workflow (${events.raw.toFixed(0)} events each): ${baseline.toFixed(0)}/s (${rates.raw.map((rate) => rate.toFixed(0)).join(', ')})`,
      ratio: (ours / baseline).toFixed(2),
      goal: 'at least 0.7',
      command: `npm run bench:events -- --seconds ${seconds} --rounds ${rounds} --hands ${hands}`,
    },
    loadBefore,
  );
  for (const worker of workers) await worker.stop();
} finally {
  await stage.stop();
}
