/**
 * My work, the menu's numbers, the task list, a search, the boards and the year's statistics, each through its route, for
 * every role that owes much, in a bureau with a million units and a hundred thousand tasks. Baseline in the same run: a
 * unit by its primary key, through its route, as the same person. One request at a time; the API and PostgreSQL run on
 * this machine.
 *
 *     npm run bench:my-work -- [--units 1000000] [--tasks 100000] [--times 100]
 */
import { parseArgs } from 'node:util';
import { buildApp } from '../api/app.ts';
import { openSession } from '../api/services/sessions.ts';
import { createLog } from '../runtime/log.ts';
import { percentile, printFigure } from './support/figure.ts';
import { setLargeStage } from './support/large-stage.ts';
import { load } from './support/machine.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    tasks: { type: 'string', default: '100000' },
    times: { type: 'string', default: '100' },
  },
});
const [units, tasks, times] = [values.units, values.tasks, values.times].map(Number) as [
  number,
  number,
  number,
];
const GOAL_MS = 50;
/** A step of a person's work: opening a board that counts the whole cycle. */
const STEP_GOAL_MS = 300;
const BOARD_TIMES = 10;
/** What counts all of a cycle or a year, by who looks at it. */
const BOARDS: readonly (readonly [what: string, officerId: string, path: string])[] = [
  ['board of the year', 'office', '/api/cycle-board?year=2021'],
  ['a cycle by rows', 'office', '/api/cycles/2021-1'],
  ['who is late', 'office', '/api/cycles/2021-1/late'],
  ['board of orders', 'approver', '/api/order-board?view=open'],
  ['desk of publications', 'publisher', '/api/publication-board?view=owed'],
  ['indicators', 'office', '/api/statistics/indicators?year=2021'],
  ...['all', 'cycle', 'section', 'item', 'inspector', 'model', 'risk', 'area'].map(
    (by) => [`statistics by ${by}`, 'office', `/api/statistics/breakdown?year=2021&by=${by}`] as const,
  ),
  ['results not shown yet', 'office', '/api/statistics/unpublished?year=2021'],
  ['overview', 'office', '/'],
];

const loadBefore = load();
const stage = await setLargeStage({ units, tasks });
const { db, authorityId, taskIds } = stage;
const command = `npm run bench:my-work -- --units ${units} --tasks ${tasks} --times ${times}`;
try {
  const app = await buildApp({
    ...{ db, temporal: null, config: { publicBaseUrl: 'http://localhost' }, now: Date.now },
    log: createLog({ process: 'api', level: 'silent' }),
  });
  const p95 = async (officerId: string, path: (no: number) => string, rounds = times): Promise<number> => {
    const sid = await db
      .transaction()
      .execute((trx) => openSession(trx, { authorityId, officerId }, Date.now()));
    const taken: number[] = [];
    for (let no = 0; no < rounds; no += 1) {
      const from = performance.now();
      const { statusCode, body } = await app.inject({ method: 'GET', url: path(no), cookies: { sid } });
      taken.push(performance.now() - from);
      if (statusCode !== 200) throw new Error(`${path(no)}: ${statusCode} ${body.slice(0, 300)}`);
    }
    return percentile(
      taken.sort((a, b) => a - b),
      0.95,
    );
  };
  const baseline = await p95(
    'office',
    (no) => `/api/units/more-${1 + ((no * 7919) % Math.max(1, units - tasks))}`,
  );
  const report = (what: string, ms: number, goalMs: number): void =>
    printFigure(
      {
        ...{ what, figure: `p95 ${ms.toFixed(1)} ms`, command },
        baseline: `a unit by its key: p95 ${baseline.toFixed(1)} ms`,
        ratio: (ms / baseline).toFixed(1),
        goal: `p95 under ${goalMs} ms${ms < goalMs ? '' : ': missed'}`,
      },
      loadBefore,
    );
  const measure = async (what: string, officerId: string, path: (no: number) => string): Promise<void> =>
    report(what, await p95(officerId, path), GOAL_MS);
  for (const officerId of ['i1', 'reviewer', 'publisher', 'approver', 'leader', 'office']) {
    await measure(`my work of ${officerId}`, officerId, () => '/api/my-work');
    await measure(`numbers of ${officerId}`, officerId, () => '/api/my-work/counts');
  }
  await measure('my work, overdue alone', 'reviewer', () => '/api/my-work?urgencies=overdue');
  await measure(
    'task list',
    'office',
    (no) => `/api/tasks?after=${encodeURIComponent(taskIds[(no * 7919) % tasks] ?? '')}`,
  );
  await measure('tasks overdue', 'office', () => '/api/tasks?overdue=true');
  await measure('tasks in a state', 'office', () => '/api/tasks?state=entered');
  await measure('tasks of an inspector', 'office', () => '/api/tasks?inspector=i1');
  await measure(
    'tasks by name of the unit',
    'office',
    (no) => `/api/tasks?text=${encodeURIComponent(`单位${no}`)}`,
  );
  await measure('tasks by a name of many', 'office', () => `/api/tasks?text=${encodeURIComponent('运输')}`);
  for (const [what, officerId, path] of BOARDS) {
    const ms = await p95(officerId, () => path, BOARD_TIMES);
    report(what, ms, STEP_GOAL_MS);
  }
  await app.close();
} finally {
  await stage.stop();
}
