/** What readers of the console look for: who is asked, under which number, and whether pages agree with one another. */
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { HOME, START } from '../api/support/app.ts';
import { addNumberedTask, addStatement, NUMBER, NUMBERED_UNIT } from '../api/support/numbered-task.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

describeInBrowser('a reader of the console', () => {
  const app = appWithFacts(async (db) => {
    await addNumberedTask(db);
    await addStatement(db, 1, '车辆已于三月一日送修，请予核实。');
    await db.updateTable('item').set({ published: true }).execute();
    await db
      .insertInto('feedback')
      .values({ authorityId: HOME, aboutKind: 'other', text: '公交站牌不清', businessAt: START })
      .execute();
    await db.transaction().execute((trx) =>
      appendAudit(trx, {
        ...systemDoing('portal', START),
        ...{
          authorityId: HOME,
          action: 'inspectors.import',
          subjectKind: 'register',
          subjectId: 'inspector',
        },
        data: {},
      }),
    );
  });

  it('goes from my work to the statement of a unit, answers it, and sees who answered and when', async () => {
    const page = await app.open('/console/work', { as: 'office' });
    const row = page.getByRole('listitem').filter({ hasText: '答复陈述、申请和异议' });
    await row.getByText(NUMBER).waitFor();
    await picture(page, 'work-statement');
    await row.getByRole('link', { name: NUMBERED_UNIT }).click();
    await page.getByText('pinglu收〔2021〕0001号').waitFor();
    await page.waitForFunction('window.scrollY > 0');
    await page.getByText(NUMBER, { exact: true }).waitFor();
    await page.getByLabel(/^答复（提交后/).fill('已核实，意见采纳。');
    await page.getByRole('button', { name: '答复', exact: true }).click();
    await page.getByText('领导小组办公室甲，2021-03-01 09:00 答复').waitFor();
    // The number in the menu goes with what it stood for.
    await page.getByRole('menuitem', { name: /^检查任务$/ }).waitFor();
    await expectAccessible(page);
    await picture(page, 'case-statement');
    expectQuiet(page);
  });

  it('finds a task by the number of a notice', async () => {
    const page = await app.open('/console/tasks', { as: 'office' });
    await page.getByLabel('按检查对象名称、编码或任务编号查找').fill(NUMBER);
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=/);
    const rows = page.locator('tbody tr');
    await rows.nth(1).waitFor({ state: 'detached' });
    await rows.first().getByText(NUMBER).waitFor();
    await picture(page, 'tasks-number');
  });

  it('has in the menu what he may open, and a number where it is owed', async () => {
    const page = await app.open('/console', { as: 'office' });
    const item = (name: RegExp) => page.getByRole('menuitem', { name });
    await item(/^公众意见/)
      .getByTitle('1')
      .waitFor();
    expect(await item(/^公示/).textContent()).toBe('公示');
    for (const name of [/^留痕/, /^演练/]) expect(await item(name).count()).toBe(1);
    const inspectors = await app.open('/console', { as: 'inspector' });
    await inspectors.getByRole('button', { name: '执法检查人员甲' }).waitFor();
    await inspectors.getByRole('menuitem', { name: /^检查任务/ }).waitFor();
    for (const name of [/^公众意见/, /^留痕/, /^演练/])
      expect(await inspectors.getByRole('menuitem', { name }).count()).toBe(0);
  });

  it('answers a citizen on a phone, and sees who answered and when', async () => {
    const page = await app.open('/console/feedback', { as: 'supervisor', size: PHONE });
    await page.getByText('公交站牌不清').waitFor();
    await page.getByLabel('答复').fill('已更换站牌。');
    await page.getByRole('button', { name: '答复', exact: true }).click();
    await page.getByText('分管领导甲，2021-03-01 09:00 答复').waitFor();
    await page.getByText('没有待答复的意见').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'feedback-phone');
    expectQuiet(page);
  });

  it('is told by the item list what its rows say', async () => {
    const page = await app.open('/console/items', { as: 'office' });
    await page.getByText('2 项在登记或者导入时已注明公布').waitFor();
    expect(await page.getByText('已公布', { exact: true }).count()).toBe(2);
    expect(await page.getByText('未公布的事项不得实施检查').count()).toBe(0);
    await picture(page, 'items-marked');
  });

  it('does not hear of a year without a visit that it has missed anything', async () => {
    const page = await app.open('/console/statistics?year=2022', { as: 'office' });
    await page
      .getByRole('row', { name: /随机抽查占比/ })
      .getByText('尚未开始')
      .waitFor();
    expect(await page.getByText('未达标').count()).toBe(0);
    await picture(page, 'statistics-not-begun');
  });

  it('reads in the audit trail who acted and on what, in words', async () => {
    const page = await app.open('/console/audit', { as: 'supervisor' });
    const row = page.getByRole('row', { name: /登记执法检查人员/ });
    await row.getByText('系统（信息公开网页）').waitFor();
    await row.getByText('执法检查人员名录库').waitFor();
    await page.getByLabel('对象', { exact: true }).fill('公众');
    await page.getByTitle('公众意见').waitFor();
  });

  it('sees something while a page is fetched', async () => {
    const page = await app.open('/console/tasks', { as: 'office' });
    const warnings: string[] = [];
    page.on('console', (message) => warnings.push(message.text()));
    await page.reload();
    await page.getByRole('heading', { name: '检查任务' }).waitFor();
    expect(warnings.filter((text) => text.includes('HydrateFallback'))).toEqual([]);
  });
});
