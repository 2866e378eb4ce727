/**
 * Commands at a steady pace over HTTP through the real engine, on a large bureau: each arrives in the facts, none is lost.
 *
 *     npm run bench:api-commands -- [--units 1000000] [--tasks 100000] [--commands 20] [--seconds 50]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../activities/shared/engine.ts';
import { type Ask, startApi } from './support/api-process.ts';
import { printFigure } from './support/figure.ts';
import { makeLargeAuthority } from './support/large-authority.ts';
import { load } from './support/machine.ts';
import { visitOf } from './support/officers.ts';
import { openLoop } from './support/open-loop.ts';
import { NAMESPACE, setEngineStage } from './support/stage.ts';
import { startProcess } from './support/start-process.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    tasks: { type: 'string', default: '100000' },
    commands: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '50' },
  },
});
const [units, tasks, commands, seconds] = [values.units, values.tasks, values.commands, values.seconds].map(
  Number,
) as [number, number, number, number];

const loadBefore = load();
const stage = await setEngineStage();
const { db, client } = stage;
const engineEnv = { TEMPORAL_ADDRESS: stage.address, TEMPORAL_NAMESPACE: NAMESPACE };
try {
  const { authorityId, untouched } = await makeLargeAuthority(db, { units, tasks });
  const api = await startApi(db, stage.databaseUrl, engineEnv);
  const worker = await startProcess(
    join(import.meta.dirname, '../test/faults/support/rehearsing-worker.ts'),
    ['--no-reconciler'],
    { DATABASE_URL: stage.databaseUrl, ...engineEnv, LOG_LEVEL: 'warn' },
  );
  try {
    const engine = createEngine(client);
    const visited = untouched.slice(0, commands * seconds);
    for (const taskId of visited) await engine.start('inspection-task', authorityId, taskId);
    const visits = await Promise.all(visited.map((taskId) => visitOf({ client, db, authorityId }, taskId)));
    const asks = new Map<string, Ask>();
    for (const { actorId } of visits)
      if (!asks.has(actorId)) asks.set(actorId, await api.as(authorityId, actorId));
    const given = await openLoop({
      perSecond: commands,
      seconds: visits.length / commands,
      timeoutMs: 15_000,
      request: async (no) => {
        const visit = visits[no];
        const ask = asks.get(visit?.actorId ?? '');
        if (visit === undefined || ask === undefined) return false;
        const { actorId: _, ...body } = visit;
        const path = `/api/tasks/${encodeURIComponent(visited[no] ?? '')}/commands/recordVisit`;
        return [200, 202].includes((await ask('POST', path, body)).status);
      },
    });
    const { n } = await db
      .selectFrom('task')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('id', 'in', visited)
      .where('state', '=', 'visited')
      .executeTakeFirstOrThrow();
    printFigure(
      {
        what: `${commands} commands a second over HTTP through the engine: p50 ${given.p50Ms.toFixed(0)}, p99 ${given.p99Ms.toFixed(0)} ms, ${given.failed} of ${given.sent} failed; visits in the facts: ${n} of ${visits.length}`,
        figure: `p95 ${given.p95Ms.toFixed(0)} ms`,
        baseline: '–',
        ratio: '–',
        goal: `none lost${n === visits.length ? '' : ': missed'}`,
        command: `npm run bench:api-commands -- --units ${units} --tasks ${tasks} --seconds ${seconds}`,
      },
      loadBefore,
    );
  } finally {
    await worker.stop();
    await api.stop();
  }
} finally {
  await stage.stop();
}
