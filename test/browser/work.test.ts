/** My work in the browser: the list, its keys, filters, claims, and a matter done from it. */
import type { Page } from 'playwright-core';
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

const rows = (page: Page) => page.getByRole('list', { name: '应办事项' }).locator('> li');

describeInBrowser('my work', () => {
  beforeAll(async () => {
    on = await startEngineApp();
    await on.stage.db
      .insertInto('officerRole')
      .values({ authorityId: on.made.authorityId, officerId: 'nobody', role: 'reviewer' })
      .execute();
    for (const n of [2, 3]) {
      const task = taskOf(on.made, n);
      await on.stage.send('recordVisit', task.id, visit(task, await on.stage.now()));
    }
  });
  afterAll(() => on.close());

  it('shows an inspector his visit; the keyboard opens its form, and what was missing is said at its field', async () => {
    const page = await on.openAs('i1', '/console/work');
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(1);
    await rows(page).first().focus();
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('登记对“单位1”的实地检查').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: '登记检查' }).click();
    await dialog.getByText('还有 3 项没有填写。').waitFor();
    await dialog.getByLabel('检查开始时间').fill('2021-01-04T09:00');
    await dialog.getByLabel('检查结束时间').fill('2021-01-04T10:00');
    await dialog.getByLabel('检查地点').fill('城关镇东街1号');
    await dialog.getByRole('button', { name: '登记检查' }).click();
    // What only the server knows is shown where it was typed, and nothing typed is lost.
    await dialog.getByText('检查开始时间早于任务派发时间').first().waitFor();
    expect(await dialog.getByLabel('检查地点').inputValue()).toBe('城关镇东街1号');
    await picture(page, 'work-record-visit');
    await dialog.getByLabel('检查开始时间').fill('2021-01-04T13:00');
    await dialog.getByLabel('检查结束时间').fill('2021-01-04T14:00');
    await dialog.getByRole('button', { name: '登记检查' }).click();
    await rows(page).getByText('录入检查结果').waitFor();
    expect(await rows(page).count()).toBe(1);
    const task = await on.stage.db
      .selectFrom('task')
      .select(['state', 'visitPlace'])
      .where('id', '=', taskOf(on.made, 0).id)
      .executeTakeFirstOrThrow();
    expect(task).toEqual({ state: 'visited', visitPlace: '城关镇东街1号' });
    expectQuiet(page, /422/);
  });

  it('moves with j and k, opens with Enter, and comes back to the same list', async () => {
    await on.stage.db
      .insertInto('feedback')
      .values(
        ['出租车拒载', '公交站牌不清'].map((text) => ({
          ...{ authorityId: on.made.authorityId, aboutKind: 'other', text },
          businessAt: '2021-01-04T01:00:00Z',
        })),
      )
      .execute();
    const page = await on.openAs('office', '/console/work?urgencies=undated');
    await rows(page).first().waitFor();
    const listed = await rows(page).allTextContents();
    expect(listed).toHaveLength(2);
    await rows(page).first().focus();
    await page.keyboard.press('j');
    expect(await page.locator('li:focus').textContent()).toBe(await rows(page).nth(1).textContent());
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '公众意见' }).waitFor();
    await expectAccessible(page);
    await page.goBack();
    await page.waitForURL(/\/work\?urgencies=undated$/);
    await rows(page).nth(1).waitFor();
    expect(await rows(page).allTextContents()).toEqual(listed);
    await rows(page).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '公众意见' }).waitFor();
    await page.getByLabel('答复').first().fill('已转客运股办理，三日内回复。');
    await page
      .getByRole('button', { name: /^答\s?复$/ })
      .first()
      .click();
    await page.getByText(/人员office，.* 答复/).waitFor();
    expectQuiet(page);
  });

  it('lets one of several take a review in hand; the other sees who has it', async () => {
    const one = await on.openAs('reviewer', '/console/work');
    const task = taskOf(on.made, 2);
    await on.stage.db
      .updateTable('deadline')
      .set({ metOn: '2021-01-04' })
      .where('subjectId', '=', task.id)
      .where('kind', '=', 'entry')
      .execute();
    await on.stage.db
      .insertInto('deadline')
      .values({
        ...{ authorityId: on.made.authorityId, subjectKind: 'task', subjectId: task.id, kind: 'review' },
        ...{
          part: '1',
          dueOn: '2021-01-05',
          provisional: false,
          calendarVersion: 't',
          openedOn: '2021-01-04',
        },
      })
      .execute();
    await one.reload();
    await rows(one)
      .first()
      .getByRole('button', { name: /^认\s?领$/ })
      .click();
    await one.getByText('本人已认领').waitFor();
    const other = await on.openAs('nobody', '/console/work');
    await other.getByText('人员reviewer已认领').waitFor();
    expect(await other.getByRole('button', { name: /^认\s?领$/ }).count()).toBe(0);
    expectQuiet(other);
  });

  it('keeps a filter under a name for the person', async () => {
    const page = await on.openAs('office', '/console/work');
    await page.getByRole('button', { name: '无期限' }).click();
    await page.getByRole('button', { name: '保存筛选' }).click();
    await page.getByLabel('筛选名称').fill('待答复');
    await page.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByRole('button', { name: '待答复' }).waitFor();
    await page.goto(`${on.app.url}/console/work`);
    await page.getByRole('button', { name: '待答复' }).click();
    await page.waitForURL(/urgencies=undated/);
    await picture(page, 'work-filtered');
    await page.getByRole('button', { name: '删去筛选' }).click();
    await page.getByRole('button', { name: '待答复' }).waitFor({ state: 'detached' });
    expectQuiet(page);
  });

  it('is readable on a phone', async () => {
    const page = await on.openAs('reviewer', '/console/work', { size: PHONE });
    await rows(page).first().waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'work-phone');
    expectQuiet(page);
  });

  it('says what would be here where nothing is owed', async () => {
    const page = await on.openAs('publisher', '/console/work');
    await page.getByText('今天没有应办事项').waitFor();
    expectQuiet(page);
  });
});
