/** Bulk actions in the browser: chosen in the list, foreseen, started, watched to the end row by row. */
import { keepBulkRunning } from '../../api/services/bulk/run-bulk.ts';
import { engineOver } from '../../api/services/engine.ts';
import { createLog } from '../../runtime/log.ts';
import { taskOf } from '../support/cases/case.ts';
import { visit } from '../support/cases/contents.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';

let on: EngineApp;
let stopBulk: () => Promise<void>;

describeInBrowser('bulk actions in the console', () => {
  beforeAll(async () => {
    on = await startEngineApp();
    const task = taskOf(on.made, 0);
    await on.stage.send('recordVisit', task.id, visit(task, await on.stage.now()));
    const nowMs = await on.stage.now();
    const deps = { db: on.stage.db, temporal: engineOver(on.stage.client), now: () => nowMs };
    stopBulk = keepBulkRunning(deps, createLog({ process: 'api', level: 'silent' }));
  });
  afterAll(async () => {
    await stopBulk();
    await on.close();
  });

  it('extends the visits of a list: preview with the reasons, then each row with what came of it', async () => {
    const page = await on.openAs('approver', '/console/tasks');
    await page.getByRole('button', { name: '批量办理筛选结果' }).click();
    await page.getByLabel('延长期限').check();
    await page.getByLabel('实地检查期限').check();
    await page.getByLabel('延长至').fill('2021-03-31');
    await page.getByLabel('理由').fill('道路施工，部分路段封闭');
    await page.getByRole('button', { name: /^预\s?览$/ }).click();
    await page.getByText('4 项任务可以办理：期限延长至 2021-03-31。').waitFor();
    await page.getByText('不能：当前为“待录入”，不能延期').waitFor();
    await expectAccessible(page);
    await picture(page, 'bulk-preview');
    await page.getByRole('button', { name: '开始办理 4 项' }).click();
    await page.getByText('已办完').waitFor();
    await page.getByText('进度 5 / 5').waitFor();
    await page.getByRole('button', { name: '未予办理 1' }).click();
    await page.getByText('当前为“待录入”，不能延期').waitFor();
    await expectAccessible(page);
    await picture(page, 'bulk-done');
    const { rows } = {
      rows: await on.stage.db.selectFrom('extension').select(['newDueOn', 'decidedBy']).execute(),
    };
    expect(rows).toEqual(
      Array.from({ length: 4 }, () => ({ newDueOn: '2021-03-31', decidedBy: 'approver' })),
    );
    await page.goto(`${on.app.url}/console/tasks/bulk`);
    await page.getByRole('link', { name: '延长期限' }).waitFor();
    expectQuiet(page);
  });

  it('takes only what was ticked, and shows the boxes to deciders alone', async () => {
    const page = await on.openAs('approver', '/console/tasks');
    await page.getByLabel('选择 单位3').check();
    await page.getByRole('button', { name: '批量办理所选 1 项' }).click();
    await page.getByText('办理所选的 1 项检查任务。').waitFor();
    const inspector = await on.openAs('i1', '/console/tasks');
    await inspector.locator('tbody tr').first().waitFor();
    expect(await inspector.getByLabel('选择 单位3').count()).toBe(0);
    expect(await inspector.getByRole('button', { name: /批量/ }).count()).toBe(0);
  });

  it('is readable on a phone', async () => {
    const page = await on.openAs('approver', '/console/tasks/bulk', { size: PHONE });
    await page.getByRole('link', { name: '延长期限' }).click();
    await page.getByText('进度 5 / 5').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'bulk-phone');
    expectQuiet(page);
  });
});
