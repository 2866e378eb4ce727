import { HOME } from '../api/support/app.ts';
import {
  DESKTOP,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

describeInBrowser('a citizen with something to say', () => {
  const app = appWithFacts();

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const)('chooses what it is about, gets a number, and comes back with it (%s)', async (width, size) => {
    const page = await app.open(`/public/${HOME}/feedback`, { size });
    await page.getByLabel('关于').selectOption('unit');
    await page.getByLabel(/^哪一项/).fill('宏远货运');
    await page.getByLabel('您的意见').fill('夜间有车辆违规停放。');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, `portal-feedback-${width}`);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByRole('heading', { name: '已收到' }).waitFor();
    const number = (await page.locator('strong.id').textContent()) ?? '';
    expect(number).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    await page.goto(`${app.url}/public/${HOME}/feedback`);
    await page.getByLabel(/^受理编号/).fill(number.toLowerCase());
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByRole('heading', { name: '办理情况' }).waitFor();
    await page.getByText('办理中').waitFor();
    await picture(page, `portal-feedback-state-${width}`);
    expectQuiet(page);
  });
});
