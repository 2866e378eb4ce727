import type { Kysely } from 'kysely';
import type { Locator, Page } from 'playwright-core';
import type { Database } from '../../db/connect.ts';
import { HOME } from '../api/support/app.ts';
import { UNIT_NAME } from '../api/support/facts.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

/** A second cycle that has not drawn yet. */
const addOpenCycle = (db: Kysely<Database>) =>
  db
    .insertInto('cycle')
    .values({
      ...{
        authorityId: HOME,
        id: '2021-2',
        year: 2021,
        number: 2,
        planVersion: 1,
        state: 'waiting' as const,
      },
      ...{ windowStart: '2021-05-01', windowEnd: '2021-08-31', drawOn: '2021-05-10' },
      ...{
        drawLatestOn: '2021-06-01',
        openedAt: '2021-05-06T01:00:00Z',
        waitingFor: '2021年节假日安排尚未导入',
      },
    })
    .execute();

/** Each step’s bar is as long as its figures say. */
const barsSayTheirShares = async (row: Locator): Promise<void> => {
  const steps = await row.locator('.stage').all();
  expect(steps.length).toBeGreaterThan(3);
  for (const step of steps) {
    const [done = 0, all = 1] = ((await step.locator('span').first().textContent()) ?? '')
      .split('/')
      .map(Number);
    const bar = await step.locator('.bar').boundingBox();
    const filled = await step.locator('.bar > div').boundingBox();
    expect((filled?.width ?? 0) / (bar?.width ?? 1)).toBeCloseTo(done / all, 1);
  }
};

/** The list of tasks holds the one of that unit, and leads to it. */
const onlyTaskOf = async (page: Page, unit: number): Promise<void> => {
  const name = `${UNIT_NAME}${unit}`;
  const listed = page.locator('tbody tr');
  await listed.filter({ hasText: name }).waitFor();
  expect(await listed.count()).toBe(1);
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.goBack();
  await listed.filter({ hasText: name }).waitFor();
};

describeInBrowser('the cycle board', () => {
  const app = appWithFacts(addOpenCycle);

  it('shows the office every row of the year with numbers, and leads from a number to its tasks [R259]', async () => {
    const page = await app.open('/console/cycles', { as: 'office' });
    const row = page.getByRole('row', { name: /202101/ });
    await row.getByText('逾期 1').waitFor();
    await barsSayTheirShares(row);
    await page.getByText('2021年节假日安排尚未导入').waitFor();
    await expectAccessible(page);
    await picture(page, 'cycles');
    await row.getByRole('link', { name: '逾期 1' }).click();
    await page.waitForURL(/\/tasks\?cycle=2021-1&row=202101&overdue=true&due=visit$/);
    await onlyTaskOf(page, 1);
    await page.goBack();
    await row.getByRole('link', { name: '待录入 1' }).click();
    await page.waitForURL(/\/tasks\?cycle=2021-1&row=202101&state=visited$/);
    await onlyTaskOf(page, 2);
    expectQuiet(page);
  });

  it('names who is late, and opens the list of his tasks', async () => {
    const page = await app.open('/console/cycles/2021-1', { as: 'supervisor' });
    const late = page.getByRole('row', { name: /执法检查人员甲/ });
    await late.getByText('1 个工作日').waitFor();
    await expectAccessible(page);
    await picture(page, 'cycle');
    await late.getByRole('link').click();
    await page.waitForURL(/\/tasks\?cycle=2021-1&overdue=true&due=visit&inspector=inspector$/);
    await onlyTaskOf(page, 1);
  });

  it('tells beforehand what the draw lacks, and lets an approver decide on unannounced visits', async () => {
    const page = await app.open('/console/cycles/2021-2', { as: 'approver' });
    await page.getByText(/还缺 \d+ 项/).waitFor();
    await page.getByRole('button', { name: '决定不预先通知' }).click();
    await page.getByLabel('法律依据').fill('安全生产法第六十五条');
    await picture(page, 'cycle-before-draw');
  });

  it('asks an approver for the reason before a cycle is paused, and shows no such button to an inspector', async () => {
    const page = await app.open('/console/cycles/2021-1', { as: 'approver' });
    await page.getByRole('button', { name: '暂停周期' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/停止派发和提醒/).waitFor();
    await dialog.getByLabel('理由').fill('防汛期间暂停');
    await dialog.getByRole('button', { name: '暂停周期' }).click();
    // Without an engine the server says so, and nothing typed is lost.
    await dialog.getByRole('alert').first().waitFor();
    expect(await dialog.getByLabel('理由').inputValue()).toBe('防汛期间暂停');
    const other = await app.open('/console/cycles/2021-1', { as: 'inspector' });
    await other.getByRole('heading', { name: '各计划行进展' }).waitFor();
    expect(await other.getByRole('button', { name: '暂停周期' }).count()).toBe(0);
  });

  it('reads on a phone as a list', async () => {
    const page = await app.open('/console/cycles', { as: 'office', size: PHONE });
    await page.getByText('202101').first().waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'cycles-phone');
    await page.goto(`${app.url}/console/cycles/2021-1`);
    await page.getByRole('heading', { name: '逾期未办' }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'cycle-phone');
  });
});
