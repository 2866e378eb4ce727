/** The rehearsal's own parts of the console, at a desk and on a phone. */
import type { Page } from 'playwright-core';
import { putPlanInForce } from '../support/rehearsal/small-plan.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { type RoomBrowser, startRoomBrowser } from './support/room-browser.ts';

let at: RoomBrowser;

describeInBrowser('a rehearsal by hand in the browser', () => {
  let page: Page;
  beforeAll(async () => {
    at = await startRoomBrowser();
    page = await at.enter();
  }, 60_000);
  afterAll(() => at.close());

  it('is entered by its link and marked as a rehearsal', async () => {
    await page.getByRole('heading', { name: '演练', exact: true }).waitFor();
    await page.getByRole('note').getByText('演练', { exact: true }).waitFor();
    await page.getByText('业务时间').getByText('2020年12月28日').waitFor();
    await page.getByText('没有已知的事项').waitFor();
  });

  it('goes to the next day, the next event and a date by a click each', async () => {
    // Before the first answer comes, it already says that something is under way.
    const seen = Promise.withResolvers<void>();
    await page.route('**/api/rehearsal/time', async (route) => {
      await seen.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: '下一天' }).click();
    await page.getByText('正在办理 …').waitFor();
    seen.resolve();
    await page.getByText('业务时间').getByText('2020年12月29日').waitFor();
    await page.unroute('**/api/rehearsal/time');
    await putPlanInForce(await at.room.enter());
    await page.reload();
    await page.getByRole('button', { name: /到下一事件：1月4日/ }).click();
    await page.getByText('业务时间').getByText('2021年1月4日').waitFor();
    await page.getByRole('region', { name: '演练控制' }).getByLabel('到', { exact: true }).fill('2021-01-08');
    await page.getByRole('button', { name: '推进到该日' }).click();
    await page.getByText('业务时间').getByText('2021年1月8日').waitFor();
    const past = page.getByRole('region', { name: '至今发生的事项' });
    await past
      .getByRole('listitem')
      .filter({ hasText: '2021-01-07' })
      .getByText(/派发任务 \d/)
      .waitFor();
    await expectAccessible(page);
    expectQuiet(page);
    await picture(page, 'rehearsal-room');
  });

  it('lets one act as anybody, found by role', async () => {
    await page.getByRole('button', { name: '换人…' }).click();
    const dialog = page.getByRole('dialog', { name: '扮演谁' });
    const inspectors = dialog.getByRole('region', { name: '执法检查人员' });
    await inspectors
      .getByRole('button', { name: /在办 [1-9]/ })
      .first()
      .waitFor();
    await expectAccessible(page);
    await picture(page, 'rehearsal-act-as');
    const name = (await inspectors.getByRole('button').first().textContent())?.split('　')[0] ?? '';
    await inspectors.getByRole('button').first().click();
    await page.getByRole('region', { name: '演练控制' }).getByText(`现扮演 ${name}`).waitFor();
  });

  it('shows what went out', async () => {
    await page.getByRole('link', { name: '收件箱' }).click();
    await page.getByRole('heading', { name: '演练收件箱' }).waitFor();
    await page.getByRole('article').first().waitFor();
    await page.getByLabel('按收件人、标题或正文查找').fill('nobody-wrote-this');
    await page.getByText('没有符合的消息').waitFor();
    await page.getByLabel('按收件人、标题或正文查找').fill('检查');
    await page.getByRole('article').first().waitFor();
    await picture(page, 'rehearsal-messages');
    // A mail to an officer leads to its page, as in a mail program.
    await page.getByLabel('按收件人、标题或正文查找').fill('本件页面');
    const mail = page.getByRole('article').first();
    await mail.locator('summary').click();
    const link = mail.getByRole('link', { name: /\/console\// });
    expect(await link.getAttribute('href')).toMatch(/^http.*\/console\/[a-z]+/);
    expect(await link.getAttribute('target')).toBe('_blank');
    await picture(page, 'rehearsal-messages-link');
  });

  it('keeps its controls in a drawer on a phone', async () => {
    const phone = await at.enter(PHONE);
    await phone.getByRole('heading', { name: '演练', exact: true }).waitFor();
    await phone.getByText('至今发生的事项').waitFor();
    await expectNoSidewaysScroll(phone);
    await picture(phone, 'rehearsal-room-phone');
    await phone.getByRole('button', { name: '推进、换人…' }).click();
    await phone.getByRole('button', { name: '下一天' }).waitFor();
    await expectAccessible(phone);
    await picture(phone, 'rehearsal-controls-phone');
  });
});
