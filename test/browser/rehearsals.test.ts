/** Rehearsals as the live console shows them: what became of each, and a new one. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cliRunner } from '../../api/services/rehearsals/cli-runner.ts';
import type { RehearsalRunner } from '../../api/services/rehearsals/runner.ts';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE,
  picture,
  startBrowserApp,
} from './support/browser.ts';

const dataDir = resolve('.data', `test-${process.pid}-kept`);

const cycle = (number: number, window: string) => ({
  ...{ number, window, openedAt: '2021-01-04', closedAt: '2021-06-01' },
  ...{ rows: 5, eligible: 512, drawn: 71, visited: 70, replaced: 1, withFindings: 9 },
  published: { inTime: 69, late: 1, open: 0 },
  rectification: { orders: 8, rectified: 7, referred: 1, open: 0 },
  reminders: { email: 40, sms: 30, gathered: 12 },
});

const RECORD = {
  ...{ rehearsalId: '2021-1', state: 'finished', key: 'any', startedAt: '2026-11-20T01:00:00.000Z' },
  ...{ pid: 1, commandLine: 'ended' },
  summary: {
    ...{ year: 2021, seed: 1, plan: { rows: 15, doubts: 54 }, wallSeconds: 54 },
    cycles: [cycle(1, '2021-01-01/2021-04-30'), cycle(2, '2021-05-01/2021-08-31')],
    messages: { email: 1_000, sms: 800, stages: [] },
    inspectors: { count: 26, minLoad: 12, maxLoad: 19 },
    invariants: [{ name: 'drawn-once', holds: true, checked: 213 }],
  },
};

describeInBrowser('rehearsals beside a live system', () => {
  let runner: RehearsalRunner;
  let app: BrowserApp;
  beforeAll(async () => {
    await mkdir(join(dataDir, 'rehearsal'), { recursive: true });
    await writeFile(join(dataDir, 'rehearsal', '2021-1.json'), JSON.stringify(RECORD));
    runner = cliRunner(dataDir);
    app = await startBrowserApp({ rehearsals: runner });
  });
  afterAll(async () => {
    await runner.close();
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('are a table that a director understands', async () => {
    const page = await app.open('/console/rehearsal', { as: 'office' });
    const row = page.getByRole('row', { name: /2021-1/ });
    await row.getByText('已走完').waitFor();
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      ...['自动', '已走完', '15', '142', '140', '18', '138', '2', '14', '2', '1800', '12 至 19 户'],
      '数据已清除，只留汇总',
    ]);
    await expectAccessible(page);
    await picture(page, 'rehearsals');
    await page.getByRole('button', { name: '启动演练' }).click();
    const dialog = page.getByRole('dialog', { name: '启动演练' });
    await dialog.getByText('由我推进，扮演各方人员').waitFor();
    await dialog.getByLabel(/种子/).fill('3');
    await expectAccessible(page);
    await picture(page, 'rehearsals-start');
  });

  it('read on a phone', async () => {
    const page = await app.open('/console/rehearsal', { as: 'office', size: PHONE });
    await page.getByText('已走完').waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'rehearsals-phone');
  });

  it('are the office’s alone', async () => {
    const page = await app.open('/console/rehearsal', { as: 'reviewer' });
    await page.getByText('演练由领导小组办公室启动和查看').waitFor();
  });
});

/** One that is over and kept; looking at it is all that can be done. */
const oneKept: RehearsalRunner = {
  list: async () => [
    {
      ...{ rehearsalId: '2021-2', state: 'finished', startedAt: RECORD.startedAt, summary: null },
      ...{ kept: true, word: null },
    },
  ],
  start: async () => '2021-3',
  open: async () => 'http://127.0.0.1:9/',
  stop: async () => undefined,
  close: async () => undefined,
};

describeInBrowser('a rehearsal that is over', () => {
  let app: BrowserApp;
  beforeAll(async () => {
    app = await startBrowserApp({ rehearsals: oneKept });
  });
  afterAll(() => app.close());

  it('is looked at and left again, and not offered to be ended a second time', async () => {
    const page = await app.open('/console/rehearsal', { as: 'office' });
    await page.getByRole('button', { name: '查看留存数据' }).click();
    await page.getByRole('link', { name: '查看留存数据（新窗口）' }).waitFor();
    expect(await page.getByRole('button', { name: '结束演练' }).count()).toBe(0);
    await picture(page, 'rehearsals-kept');
    await page.getByRole('button', { name: '关闭查看' }).click();
    await page.getByRole('button', { name: '查看留存数据' }).waitFor();
    await expectAccessible(page);
  });
});
