import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

describeInBrowser('the console', () => {
  const app = appWithFacts();

  it('leads whoever is not signed in to the sign-in page', async () => {
    const page = await app.open('/console');
    await page.waitForURL(/\/sign-in\?next=/);
  });

  it('shows authority, person and menu to an officer', async () => {
    const page = await app.open('/console', { as: 'office' });
    await page.getByRole('heading', { name: '我的工作' }).waitFor();
    await page.getByText('pinglu交通运输局').waitFor();
    await page.getByRole('menuitem', { name: '周期进度' }).click();
    await page.getByRole('heading', { name: '周期进度' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'console');
  });

  it('keeps the menu in a drawer on a phone', async () => {
    const page = await app.open('/console', { as: 'office', size: PHONE });
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('menuitem', { name: '抽查事项清单' }).click();
    await page.getByRole('heading', { name: '抽查事项清单' }).waitFor();
    await expectNoSidewaysScroll(page);
    expectQuiet(page);
    await picture(page, 'console-phone');
  });
});
