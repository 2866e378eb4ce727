/**
 * The API under its daily load, on a large bureau that is kept for the next run: read requests at a steady pace (my work,
 * its numbers, task list, one task's case, a search of units, messages). Baseline in the same run: `/healthz` at the same
 * pace, which asks PostgreSQL nothing.
 *
 *     npm run bench:api-load -- [--units 1000000] [--tasks 100000] [--reads 200] [--seconds 60]
 */
import { parseArgs } from 'node:util';
import { type Ask, startApi } from './support/api-process.ts';
import { type Figure, percentile, printFigure, say } from './support/figure.ts';
import { setLargeStage } from './support/large-stage.ts';
import { load } from './support/machine.ts';
import { type Answers, openLoop } from './support/open-loop.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    tasks: { type: 'string', default: '100000' },
    reads: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
  },
});
const [units, tasks, reads, seconds] = [values.units, values.tasks, values.reads, values.seconds].map(
  Number,
) as [number, number, number, number];
const GOAL_MS = 100;

const loadBefore = load();
const stage = await setLargeStage({ units, tasks });
const { db, authorityId, taskIds } = stage;
const command = `npm run bench:api-load -- --units ${units} --tasks ${tasks} --seconds ${seconds}`;
const figure = (row: Omit<Figure, 'command'>): void => printFigure({ ...row, command }, loadBefore);
const told = ({ p50Ms, p95Ms, p99Ms, failed, sent }: Answers): string =>
  `p50 ${p50Ms.toFixed(0)}, p99 ${p99Ms.toFixed(0)} ms, ${failed} of ${sent} failed; p95 ${p95Ms.toFixed(0)} ms`;

try {
  const api = await startApi(db, stage.databaseUrl);
  try {
    const office = await api.as(authorityId, 'office');
    const inspector = await api.as(authorityId, 'i1');
    const isOk = async (ask: Ask, path: string): Promise<boolean> => (await ask('GET', path)).status === 200;
    const taskOf = (no: number): string => encodeURIComponent(taskIds[(no * 7919) % taskIds.length] ?? '');
    const kinds: Readonly<Record<string, (no: number) => Promise<boolean>>> = {
      'my work': () => isOk(inspector, '/api/my-work'),
      counts: () => isOk(inspector, '/api/my-work/counts'),
      'task list': () => isOk(office, '/api/tasks?limit=50'),
      'overdue tasks': () => isOk(office, '/api/tasks?limit=50&overdue=true'),
      'a case': (no) => isOk(office, `/api/tasks/${taskOf(no)}`),
      'search of units': (no) =>
        isOk(office, `/api/units?text=${encodeURIComponent(`顺达${String(no % 90).padStart(2, '0')}`)}`),
      messages: () => isOk(office, '/api/messages?limit=50'),
      cycles: () => isOk(office, '/api/cycles?year=2021'),
    };
    for (const [kind, request] of Object.entries(kinds)) {
      const times: number[] = [];
      for (let no = 0; no < 20; no += 1) {
        const from = performance.now();
        if (!(await request(no))) throw new Error(`${kind} is not answered`);
        times.push(performance.now() - from);
      }
      say(
        `${kind} alone: p95 ${percentile(
          times.sort((a, b) => a - b),
          0.95,
        ).toFixed(1)} ms`,
      );
    }
    const all = Object.values(kinds);
    const empty = await openLoop({
      perSecond: reads,
      seconds: seconds / 4,
      request: () => isOk(office, '/healthz'),
    });
    const answers = await openLoop({
      perSecond: reads,
      seconds,
      request: (no) => all[no % all.length]?.(Math.floor(no / all.length)) ?? Promise.resolve(false),
    });
    figure({
      what: `${reads} read requests a second for ${seconds} s, ${units} units, ${tasks} tasks: ${told(answers)}`,
      figure: `p95 ${answers.p95Ms.toFixed(0)} ms`,
      baseline: `/healthz at that pace: p95 ${empty.p95Ms.toFixed(0)} ms`,
      ratio: (answers.p95Ms / empty.p95Ms).toFixed(1),
      goal: `p95 under ${GOAL_MS} ms${answers.p95Ms < GOAL_MS && answers.failed === 0 ? '' : ': missed'}`,
    });
  } finally {
    await api.stop();
  }
} finally {
  await stage.stop();
}
