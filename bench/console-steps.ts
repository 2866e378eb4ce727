/**
 * The console in a real browser on a large bureau: signing in until one's work is there, then step after step as people
 * take them, from the click to what was asked for, in a browser that has been there before (the first time is told
 * beside it). Baseline in the same run: a place that asks for nothing large.
 *
 *     npm run bench:console -- [--units 1000000] [--tasks 100000] [--rounds 5]
 */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { hashPassword } from '../api/services/passwords.ts';
import { findChromium } from '../test/support/chromium.ts';
import { buildWeb } from '../tools/web/build-web.ts';
import { startApi } from './support/api-process.ts';
import { STEPS, shown } from './support/console-steps.ts';
import { percentile, printFigure, say } from './support/figure.ts';
import { setLargeStage } from './support/large-stage.ts';
import { load } from './support/machine.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string', default: '1000000' },
    tasks: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
  },
});
const [units, tasks, rounds] = [values.units, values.tasks, values.rounds].map(Number) as [
  number,
  number,
  number,
];
const PASSWORD = 'bench horse battery';
const SIGN_IN_GOAL_MS = 1_500;
const STEP_GOAL_MS = 300;
/** Owes some ten thousand reviews. */
const OFFICER = 'reviewer';

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('no Chromium on this machine');
await buildWeb();
const loadBefore = load();
const stage = await setLargeStage({ units, tasks });
const { db, authorityId } = stage;
const command = `npm run bench:console -- --units ${units} --tasks ${tasks} --rounds ${rounds}`;
try {
  await db
    .updateTable('officer')
    .set({ username: OFFICER, passwordHash: await hashPassword(PASSWORD) })
    .where('authorityId', '=', authorityId)
    .where('id', '=', OFFICER)
    .execute();
  const api = await startApi(db, stage.databaseUrl);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const taken = new Map<string, number[]>();
  const first = new Map<string, number>();
  const note = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const from = performance.now();
    await work();
    const ms = performance.now() - from;
    // What a browser fetches the first time it keeps: the first round is told beside the others.
    if (!first.has(what)) first.set(what, ms);
    else taken.set(what, [...(taken.get(what) ?? []), ms]);
  };
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN' });
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const page = await context.newPage();
      await page.goto(`${api.url}/sign-in?next=${encodeURIComponent('/console/work')}`);
      await page.getByLabel('用户名').fill(OFFICER);
      await page.getByLabel('密码').fill(PASSWORD);
      await note('sign-in', async () => {
        await page.getByRole('button', { name: '登录' }).click();
        await shown(page.getByRole('list', { name: '应办事项' }).locator('> li').first());
      });
      for (const { what, act } of STEPS) await note(what, () => act(page));
      await page.close();
      await context.clearCookies();
    }
  } finally {
    await browser.close();
    await api.stop();
  }
  const p95 = (what: string): number =>
    percentile(
      (taken.get(what) ?? []).sort((a, b) => a - b),
      0.95,
    );
  for (const [what, times] of taken)
    say(
      `${what}: p95 ${p95(what).toFixed(0)} ms (${times.map((ms) => ms.toFixed(0)).join(', ')}); the first time ${first.get(what)?.toFixed(0)} ms`,
    );
  const baseline = p95('settings');
  const steps = STEPS.map(({ what }) => ({ what, ms: p95(what) })).sort((one, other) => other.ms - one.ms);
  const report = (what: string, ms: number, goalMs: number): void =>
    printFigure(
      {
        ...{ what, figure: `p95 ${ms.toFixed(0)} ms`, command },
        baseline: `the settings: p95 ${baseline.toFixed(0)} ms`,
        ratio: (ms / baseline).toFixed(1),
        goal: `under ${goalMs} ms${ms < goalMs ? '' : ': missed'}`,
      },
      loadBefore,
    );
  report('from the sign-in button to one’s work', p95('sign-in'), SIGN_IN_GOAL_MS);
  for (const { what, ms } of steps) report(`step: ${what}`, ms, STEP_GOAL_MS);
} finally {
  await stage.stop();
}
