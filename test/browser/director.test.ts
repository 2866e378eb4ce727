/** What who watches over the year asks of it: which were late, what is open, what happened when. */
import type { Kysely } from 'kysely';
import { jsonb, systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { HOME, START } from '../api/support/app.ts';
import { SHOWN } from '../api/support/correction.ts';
import { taskId, UNIT_NAME } from '../api/support/facts.ts';
import { describeInBrowser, expectAccessible, expectQuiet, picture } from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

const REPORT = {
  rows: [],
  ...{ tasks: 7, withFindings: 1, lateDeadlines: 4 },
  publications: { inTime: 0, late: 1, open: 1 },
  orders: { issued: 1, rectified: 0, referred: 0, open: 1 },
};

/** Events of a case that nobody asks for who wants to know how it went. */
const OPENED = 30;

/** The first cycle is filed; task 4 was shown three working days late; a link of task 4 was opened often. */
const addFiledCycle = async (db: Kysely<Database>): Promise<void> => {
  await db
    .updateTable('cycle')
    .set({ state: 'closed', closedAt: START, report: jsonb(REPORT) })
    .where('authorityId', '=', HOME)
    .where('id', '=', '2021-1')
    .execute();
  await db
    .insertInto('deadline')
    .values({
      ...{ authorityId: HOME, subjectKind: 'publication', subjectId: SHOWN, kind: 'publication', part: '1' },
      ...{ dueOn: '2021-02-04', metOn: '2021-02-09', provisional: false, calendarVersion: 'test' },
      ...{ openedOn: '2021-01-26', basisOn: '2021-01-26', basisWorkingDays: 7 },
    })
    .execute();
  await db.transaction().execute(async (trx) => {
    const of = { ...systemDoing('test', START), authorityId: HOME, subjectKind: 'task', subjectId: SHOWN };
    await appendAudit(trx, { ...of, action: 'task.dispatched', data: {} });
    for (let n = 0; n < OPENED; n += 1)
      await appendAudit(trx, { ...of, action: 'work.claimed', data: { n } });
    await appendAudit(trx, { ...of, action: 'task.closed', data: {} });
  });
};

describeInBrowser('the year for who watches over it', () => {
  const app = appWithFacts(addFiledCycle);

  it('leads from the number of late publications in a report to those that were late [R269]', async () => {
    const page = await app.open('/console/cycles/2021-1', { as: 'supervisor' });
    await page.getByText('截至 2021-03-01 的情况').waitFor();
    await page.getByText('现在的情况：').getByRole('link', { name: '1 项任务整改中' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'cycle-report');
    await page
      .locator('.figures > div')
      .filter({ hasText: '逾期公示（件）' })
      .getByRole('link', { name: '1' })
      .click();
    await page.waitForURL(/\/publications\?view=late&cycle=2021-1$/);
    const row = page.getByRole('row', { name: new RegExp(`${UNIT_NAME}4`) });
    await row.getByText(/逾期 \d 个工作日公示/).waitFor();
    await row.getByText('自 2021-01-26 起算').waitFor();
    await row.getByText('已公示（逾期）').waitFor();
    expect(await page.getByLabel('周期').inputValue()).toBe('2021-1');
    expect(await page.locator('tbody tr').filter({ hasText: UNIT_NAME }).count()).toBe(1);
    await expectAccessible(page);
    await picture(page, 'publications-late');
    expectQuiet(page);
  });

  it('leads there from the statistics too, and judges no share of inspections that are not all entered [R245]', async () => {
    const page = await app.open('/console/statistics', { as: 'supervisor' });
    await page
      .getByRole('row', { name: /随机检查占全部行政检查的比例/ })
      .getByText('待登记其他检查')
      .waitFor();
    await page
      .getByRole('row', { name: /^第一周期/ })
      .getByRole('link', { name: '1' })
      .click();
    await page.waitForURL(/\/publications\?view=late&cycle=2021-1$/);
    await page.getByRole('link', { name: `${UNIT_NAME}4` }).waitFor();
  });

  it('says that there is no violation only when every result of a row is reviewed', async () => {
    const page = await app.open('/console/cycles', { as: 'supervisor' });
    const row = page.getByRole('row', { name: /202101/ });
    await row.getByText('待定：3 项未审核').waitFor();
    expect(await row.getByText('无问题').count()).toBe(0);
    await page.getByRole('link', { name: /^逾期 \d+ 项$/ }).click();
    await page.waitForURL(/\/tasks\?cycle=2021-1&overdue=true$/);
  });

  it('calls a closed case closed in its list, as its way and the filter do', async () => {
    const page = await app.open('/console/tasks?state=closed', { as: 'supervisor' });
    const row = page.getByRole('row', { name: new RegExp(`${UNIT_NAME}4`) });
    await row.getByText('已办结', { exact: true }).waitFor();
    expect(await page.getByLabel('状态').inputValue()).toBe('closed');
  });

  it('shows who owes nothing where the year stands', async () => {
    const page = await app.open('/console/work', { as: 'supervisor' });
    const year = page.getByRole('region', { name: '年度进展' });
    await year.getByRole('link', { name: '2021年第一周期' }).waitFor();
    expect(await year.getByRole('link', { name: '总览' }).getAttribute('href')).toBe('/');
    await expectAccessible(page);
    await picture(page, 'work-nothing');
    await year.getByRole('link', { name: '2021年第一周期' }).click();
    await page.getByRole('heading', { name: '各计划行进展' }).waitFor();
  });

  it('tells a case in the lines that matter, and prints the trail whole', async () => {
    const page = await app.open(`/console/tasks/${taskId(HOME, 4)}`, { as: 'supervisor' });
    const story = page.getByRole('region', { name: '办理经过' }).locator('tbody tr');
    await story.first().waitFor();
    expect(await story.locator('td:nth-of-type(1)').allTextContents()).toEqual([
      expect.stringContaining('检查任务派发'),
      expect.stringContaining('检查任务办结'),
    ]);
    const trail = page.getByRole('region', { name: '留痕' });
    // The dispatch stands among the older ones, folded away on the screen.
    const dispatched = trail.locator('tbody tr').filter({ hasText: '检查任务派发' });
    expect(await dispatched.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await dispatched.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await trail.getByRole('button', { name: /^更早的/ }).click();
    expect(await dispatched.isVisible()).toBe(true);
    await picture(page, 'case-story');
  });
});
