/** Tasks in the browser: the list with its conditions, and one case on one page with the commands of its people. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { openCase } from '../../cli/case/verify-command.ts';
import { taskOf } from '../support/cases/case.ts';
import { cleanResult, visit } from '../support/cases/contents.ts';
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
const caseOf = (n: number): string => `/console/tasks/${taskOf(on.made, n).id}`;
const bodyRows = (page: Page) => page.locator('tbody tr');

describeInBrowser('tasks in the console', () => {
  beforeAll(async () => {
    on = await startEngineApp();
    const [second, third] = [taskOf(on.made, 1), taskOf(on.made, 2)];
    await on.stage.send('recordVisit', second.id, visit(second, await on.stage.now()));
    await on.stage.send('recordVisit', third.id, visit(third, await on.stage.now()));
    await on.stage.send('enterResult', third.id, cleanResult(third));
  });
  afterAll(() => on.close());

  it('lists them, filtered by state and by the unit, with an address that can be sent on', async () => {
    const page = await on.openAs('office', '/console/tasks');
    await bodyRows(page).first().waitFor();
    expect(await bodyRows(page).count()).toBe(5);
    await expectAccessible(page);
    await picture(page, 'tasks');
    await page.getByLabel('状态').selectOption('待审核');
    await page.waitForURL(/state=entered/);
    await bodyRows(page).nth(1).waitFor({ state: 'detached' });
    await page.getByLabel('状态').selectOption('全部');
    await page.getByLabel('按检查对象名称、编码或任务编号查找').fill('单位2');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=/);
    await bodyRows(page).nth(1).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '单位2' }).click();
    await page.getByRole('heading', { name: '单位2' }).waitFor();
    expectQuiet(page);
  });

  it('shows the whole chain of a case on one page [R283]', async () => {
    const page = await on.openAs('office', caseOf(2));
    for (const section of [
      ...['概况', '计划与抽取', '检查组与检查', '照片与附件', '检查结果与审核'],
      ...['公示', '整改与移送', '期限', '通知与回执', '留痕'],
    ])
      await page.getByRole('heading', { name: section, exact: true }).waitFor();
    await page.getByText('检查结果录入').first().waitFor();
    await page.getByRole('listitem').filter({ hasText: '录入（已完成）' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'case');
    expectQuiet(page);
  });

  it('prints a case without what is pressed, and gives it as one sealed file [R283]', async () => {
    const page = await on.openAs('office', caseOf(2));
    const print = page.getByRole('button', { name: '打印本页' });
    await print.waitFor();
    await page.evaluate('(() => { window.printed = 0; window.print = () => { window.printed += 1; }; })()');
    await print.click();
    expect(await page.evaluate('window.printed')).toBe(1);
    await page.emulateMedia({ media: 'print' });
    await print.waitFor({ state: 'hidden' });
    for (const role of ['navigation', 'menu', 'button'] as const)
      expect(await page.getByRole(role).count()).toBe(0);
    await page.getByRole('heading', { name: '留痕', exact: true }).waitFor();
    await picture(page, 'case-print');
    await page.emulateMedia({ media: 'screen' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出案卷' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^案卷.+\.zip$/);
    expect(openCase(await readFile(await download.path()))).toMatchObject({
      ...{ taskId: taskOf(on.made, 2).id, problems: [] },
    });
    expectQuiet(page);
  });

  it('offers each person what he may do, and nothing else', async () => {
    const member = await on.openAs('i3', caseOf(1));
    await member.getByRole('button', { name: '录入检查结果' }).waitFor();
    expect(await member.getByRole('button', { name: '延长期限' }).count()).toBe(0);
    const stranger = await on.openAs('i9', caseOf(1));
    await stranger.getByRole('heading', { name: '概况' }).waitFor();
    expect(await stranger.getByRole('button', { name: /录入|审核|延长|取消/ }).count()).toBe(0);
    const approver = await on.openAs('approver', caseOf(1));
    await approver.getByRole('button', { name: '延长期限' }).waitFor();
    expect(await approver.getByRole('button', { name: '录入检查结果' }).count()).toBe(0);
  });

  it('takes a result with its checklist, none of it preset, and the review of another person', async () => {
    const page = await on.openAs('i3', caseOf(1));
    await page.getByRole('button', { name: '录入检查结果' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('检查内容1').waitFor();
    expect(await dialog.locator('input:checked').count()).toBe(0);
    await dialog.getByLabel('5　发现问题已责令改正').check();
    await dialog.getByRole('button', { name: '提交检查结果' }).click();
    // Nothing answered is not the same as nothing wrong: the server says it at each line.
    await dialog
      .getByText(/没有填写：未填写不等于合格|请逐项填写发现的问题/)
      .first()
      .waitFor();
    await dialog.locator('.checklist > li').nth(0).getByLabel('是', { exact: true }).check();
    await dialog.locator('.checklist > li').nth(1).getByLabel('否', { exact: true }).check();
    await dialog.getByRole('button', { name: '增加一个问题' }).click();
    await dialog.getByLabel('事实').fill('未按规定建立车辆技术档案');
    await dialog.getByLabel('依据的条款').fill('道路运输条例第三十条');
    await dialog.getByLabel('责令限期改正').check();
    await dialog.getByLabel('改正期限').fill('2021-02-01');
    await expectAccessible(page);
    await picture(page, 'case-enter-result');
    await dialog.getByRole('button', { name: '提交检查结果' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('未按规定建立车辆技术档案').waitFor();

    const reviewer = await on.openAs('reviewer', caseOf(1));
    await reviewer.getByRole('button', { name: '审核检查结果' }).click();
    const review = reviewer.getByRole('dialog');
    await review.getByLabel('同意').check();
    await review.getByLabel('意见内容').fill('同意');
    await review.getByText('审核通过“单位2”的检查结果').waitFor();
    await review.getByRole('button', { name: '提交审核意见' }).click();
    await review.waitFor({ state: 'detached' });
    await reviewer.getByText('审核通过', { exact: true }).waitFor();
    await reviewer.getByRole('link', { name: /责改/ }).waitFor();
    await picture(reviewer, 'case-reviewed');
    const { state } = await on.stage.db
      .selectFrom('task')
      .select('state')
      .where('id', '=', taskOf(on.made, 1).id)
      .executeTakeFirstOrThrow();
    expect(state).toBe('reviewed');
    expectQuiet(reviewer);
  });

  it('is readable on a phone, list and case', async () => {
    const page = await on.openAs('approver', '/console/tasks', { size: PHONE });
    await bodyRows(page).first().waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'tasks-phone');
    await page.goto(on.app.url + caseOf(1));
    await page.getByRole('heading', { name: '留痕' }).waitFor();
    await page.getByText('未按规定建立车辆技术档案').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'case-phone');
    expectQuiet(page);
  });
});
