/**
 * Commands of one authority that all come at once, through the command service and Temporal Updates on the live engine:
 * visits of different tasks of one plan row, an extension of some of the same tasks, and some sent twice.
 * Repeated with the next tasks; the worst round counts. Baselines in the same run: as many raw Updates that do nothing
 * inside the workflow's task, all at once; and our commands spread evenly over some seconds, and one after another.
 *
 *     npm run bench:commands -- [--commands 200] [--rounds 3] [--over 10]
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { createEngine } from '../activities/shared/engine.ts';
import { type CommandCall, sendCommand } from '../api/services/commands.ts';
import { connectLazily } from '../api/services/engine.ts';
import { sealAllAudit } from '../db/audit/seal-audit.ts';
import { verifyAudit } from '../db/audit/verify-audit.ts';
import { openDatabase } from '../db/connect.ts';
import { addDays } from '../domain/calendar/dates.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { RAW_QUEUE } from './raw/queue.ts';
import { actUpdate, rawSubject } from './raw/workflow.ts';
import { cpuSeconds } from './support/cpu-time.ts';
import { drawTasks } from './support/drawn-tasks.ts';
import { percentile, printFigure, say } from './support/figure.ts';
import { load } from './support/machine.ts';
import { visitOf } from './support/officers.ts';
import { NAMESPACE, setEngineStage } from './support/stage.ts';
import { startProcess } from './support/start-process.ts';

const { values } = parseArgs({
  options: {
    commands: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    over: { type: 'string', default: '10' },
  },
});
const [commands, rounds, over] = [values.commands, values.rounds, values.over].map(Number) as [
  number,
  number,
  number,
];
/** Of the commands: three fifths are visits, a fifth extensions of the same tasks, a fifth visits sent a second time. */
const tasksOfRound = Math.ceil((commands * 3) / 5);
/** Far beyond what the API waits: here the whole time counts. */
const PATIENCE_MS = 100_000;
const fifth = Math.floor(commands / 5);

const loadBefore = load();
const stage = await setEngineStage();
const { db, client } = stage;
const temporal = connectLazily(stage.address, NAMESPACE);
/** Connections as the API has them. */
const apiDb = openDatabase(stage.databaseUrl, { applicationName: 'bench-api', interactive: true });
try {
  const { authorityId, taskIds } = await drawTasks(db, tasksOfRound * (rounds + 2));
  const office = { client, db, authorityId };
  const environment = {
    DATABASE_URL: stage.databaseUrl,
    TEMPORAL_ADDRESS: stage.address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    LOG_LEVEL: 'warn',
  };
  const raw = await startProcess(
    join(import.meta.dirname, 'raw/worker.ts'),
    [stage.address, NAMESPACE],
    environment,
  );
  const rawTimes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const handles = await Promise.all(
      Array.from({ length: tasksOfRound }, (_, index) =>
        client.workflow.start(rawSubject, { taskQueue: RAW_QUEUE, workflowId: `raw/${round}/${index}` }),
      ),
    );
    await Promise.all(handles.map((handle) => handle.executeUpdate(actUpdate)));
    const times = await Promise.all(
      Array.from({ length: commands }, async (_, index) => {
        const from = performance.now();
        await handles[index % handles.length]?.executeUpdate(actUpdate);
        return performance.now() - from;
      }),
    );
    rawTimes.push(
      percentile(
        times.sort((a, b) => a - b),
        0.95,
      ),
    );
  }
  await raw.stop();
  const worker = await startProcess(
    join(import.meta.dirname, '../test/faults/support/rehearsing-worker.ts'),
    ['--no-reconciler'],
    environment,
  );
  const engine = createEngine(client);

  /** The round's commands in the order in which they are sent: tasks started and dispatched before. */
  const callsOf = async (tasks: readonly string[]): Promise<CommandCall[]> => {
    await Promise.all(tasks.map((taskId) => engine.start('inspection-task', authorityId, taskId)));
    const visits = await Promise.all(
      tasks.map(async (taskId): Promise<CommandCall> => {
        const command = await visitOf(office, taskId);
        return { authorityId, name: 'recordVisit', subjectId: taskId, command };
      }),
    );
    const deadlines = await db.selectFrom('deadline').selectAll().where('kind', '=', 'visit').execute();
    const extensions = deadlines
      .filter(({ subjectId }) => tasks.slice(0, fifth).includes(subjectId))
      .map(({ subjectId, dueOn }): CommandCall => {
        const given = { kind: 'visit', newDueOn: addDays(dueOn, 7), reason: '对象停业检修' } as const;
        const command = { id: `${subjectId}/extend`, actorId: 'approver', ...given };
        return { authorityId, name: 'extendDeadline', subjectId, command };
      });
    return [...extensions, ...visits, ...visits.slice(-fifth)];
  };

  const refused = new Map<string, number>();
  const timed = async (call: CommandCall): Promise<number> => {
    const from = performance.now();
    try {
      const { status } = await sendCommand(
        { db: apiDb, temporal, now: Date.now, answerWithinMs: PATIENCE_MS },
        call,
      );
      if (status !== 'done') throw new Error(`no answer to ${call.name} in time`);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
    }
    return performance.now() - from;
  };
  const deadlocks = async (): Promise<number> => {
    await sql`select pg_stat_force_next_flush()`.execute(db);
    const { rows } = await sql<{ deadlocks: number }>`
      select deadlocks from pg_stat_database where datname = current_database()`.execute(db);
    return rows[0]?.deadlocks ?? Number.NaN;
  };

  const deadlocksBefore = await deadlocks();
  const page = (round: number): readonly string[] =>
    taskIds.slice(round * tasksOfRound, (round + 1) * tasksOfRound);
  const alone: number[] = [];
  for (const call of await callsOf(page(rounds))) alone.push(await timed(call));
  alone.sort((a, b) => a - b);
  const spreadCalls = await callsOf(page(rounds + 1));
  const spread = await Promise.all(
    spreadCalls.map(async (call, index) => {
      await wait((index * over * 1000) / spreadCalls.length);
      return timed(call);
    }),
  );
  const spreadP95 = percentile(
    spread.sort((a, b) => a - b),
    0.95,
  );
  /** Seconds that worker, engine and all of PostgreSQL have used so far. */
  const processorTime = (): readonly number[] =>
    [worker.pid, stage.enginePid ?? 0, stage.postgres.pid].map(cpuSeconds);
  const p95s: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const calls = await callsOf(page(round));
    const usedBefore = processorTime();
    const from = performance.now();
    const times = (await Promise.all(calls.map(timed))).sort((a, b) => a - b);
    const used = processorTime().map((seconds, index) => (seconds - (usedBefore[index] ?? 0)).toFixed(2));
    p95s.push(percentile(times, 0.95));
    say(
      `${calls.length} commands in ${Math.round(performance.now() - from)} ms: median ${percentile(times, 0.5).toFixed(0)}, ` +
        `p95 ${percentile(times, 0.95).toFixed(0)}, slowest ${(times.at(-1) ?? 0).toFixed(0)} ms; ` +
        `processor time of worker, engine, PostgreSQL: ${used.join(', ')} s`,
    );
  }
  await worker.stop();
  await sealAllAudit(db);
  const audit = await verifyAudit(db, authorityId);
  const locked = (await deadlocks()) - deadlocksBefore;
  const worst = Math.max(...p95s);
  const refusals = [...refused].map(([code, times]) => `${code} ${times}`).join(', ') || 'none';
  printFigure(
    {
      what: `${commands} commands of one authority at once, p95 (rounds: ${p95s.map((ms) => ms.toFixed(0)).join(', ')} ms); deadlocks ${locked}; audit chain ${audit.ok ? `whole, ${audit.events} events` : 'BROKEN'}; refused: ${refusals}`,
      figure: `${worst.toFixed(0)} ms`,
      baseline: `raw Updates at once: ${Math.max(...rawTimes).toFixed(0)} ms; ours over ${over} s: ${spreadP95.toFixed(0)} ms; one after another: ${percentile(alone, 0.95).toFixed(0)} ms`,
      ratio: (worst / Math.max(...rawTimes)).toFixed(1),
      goal: 'under 1000 ms, no deadlock, chain whole',
      command: `npm run bench:commands -- --commands ${commands} --rounds ${rounds}`,
    },
    loadBefore,
  );
  if (locked > 0 || !audit.ok) process.exitCode = 1;
} finally {
  await temporal.close();
  await apiDb.destroy();
  await stage.stop();
}
