import { planDraft2021 } from '../db/support/plan-2021.ts';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectQuiet,
  picture,
  startBrowserApp,
} from './support/browser.ts';
import { addPlanRegisters } from './support/plan-registers.ts';

// Six pages, each looked at: on a crowded machine that takes its time.
const LONG_MS = 120_000;

let app: BrowserApp;

describeInBrowser('the days of a plan', () => {
  beforeAll(async () => {
    app = await startBrowserApp();
    await addPlanRegisters(app.test.db);
    const drafter = await app.test.as('drafter');
    expect((await drafter.post('/api/plans/2021/drafts', planDraft2021())).statusCode).toBe(200);
  });
  afterAll(() => app.close());

  it(
    'show people and what is missing to the office, which may load a notice and write no plan [R263, R280]',
    async () => {
      const page = await app.open('/console/year/2021', { as: 'office' });
      await page.getByRole('heading', { name: '计划表（15 行）' }).waitFor();
      expect(await page.getByRole('link', { name: '调整计划' }).count()).toBe(0);
      await page.getByRole('link', { name: '日历', exact: true }).click();
      await page
        .getByRole('row', { name: /2021年第二周期/ })
        .getByText('2021-09-09')
        .waitFor();
      await page.getByTitle('2021年第一周期：抽取日').waitFor();
      await expectAccessible(page);
      await picture(page, 'year-calendar');
      await page.getByRole('link', { name: '人力测算' }).click();
      await page
        .getByRole('row', { name: /202101/ })
        .getByText('10 户次')
        .waitFor();
      await page.getByText('检查人员不足 2 人').first().waitFor();
      await expectAccessible(page);
      await picture(page, 'year-workload');
      await page.getByRole('link', { name: '抽取前准备' }).click();
      await page.getByRole('link', { name: '到“执法检查人员名录库”办理' }).first().waitFor();
      await expectAccessible(page);
      await picture(page, 'year-readiness');
      expectQuiet(page);
    },
    LONG_MS,
  );

  it(
    'are provisional in a year without a notice until the office loads it [R280]',
    async () => {
      const page = await app.open('/console/year/2031/calendar', { as: 'office' });
      await page.getByText('2031 年放假安排尚未录入，以下日期均为暂定').waitFor();
      await page.getByRole('button', { name: '录入放假安排' }).click();
      await page.getByLabel('通知的标题和文号').fill('国务院办公厅关于2031年部分节假日安排的通知');
      await page.getByLabel('放假日期').fill('2031-01-01 至 2031-01-03\n2031-02-30');
      await page.getByRole('button', { name: /^录\s*入$/ }).click();
      await page
        .getByText(/不是真实存在的日期/)
        .first()
        .waitFor();
      await page.getByLabel('放假日期').fill('2031-01-01 至 2031-01-03');
      await page.getByRole('button', { name: /^录\s*入$/ }).click();
      await page.getByText('2031 年放假安排尚未录入').waitFor({ state: 'detached' });
      await page.getByText('放假依据：国务院办公厅关于2031年部分节假日安排的通知').waitFor();
      expectQuiet(page, /422/);
    },
    LONG_MS,
  );
});
