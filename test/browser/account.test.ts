import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { HOME, PASSWORD } from '../api/support/app.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { dialogOf } from './support/dialogs.ts';
import { appWithFacts } from './support/facts-app.ts';

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describeInBrowser('the sign-in', () => {
  const app = appWithFacts(undefined, {
    config: { publicBaseUrl: 'http://localhost', sessionSecret: 's'.repeat(40) },
  });
  const codeNow = (secret: string): string =>
    generateSync({ secret, epoch: Math.floor(app.test.clock.now() / 1000) });
  const nextStep = (): void => app.test.clock.set(app.test.clock.now() + 90_000);
  const signIn = async (page: Page, role: string, password = PASSWORD) => {
    await page.getByLabel('用户名').fill(`${role}@${HOME}`);
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  };

  it('leads an inspector on a phone to the field view, and back to the page that was asked for', async () => {
    const page = await app.open('/sign-in', { size: PHONE });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'sign-in-phone');
    await signIn(page, 'inspector');
    await page.waitForURL(/\/field/);
    const asked = await app.open('/console/account', { size: PHONE });
    await asked.waitForURL(/\/sign-in\?next=/);
    await signIn(asked, 'reviewer');
    await asked.waitForURL(/\/console\/account$/);
  });

  it('says what was wrong and keeps the name', async () => {
    const page = await app.open('/sign-in');
    await signIn(page, 'publisher', 'wrong');
    await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
    expect(await page.getByLabel('用户名').inputValue()).toBe(`publisher@${HOME}`);
    await picture(page, 'sign-in-wrong');
  });

  it('is set up with a second factor in the account, asks for it from then on, and takes a recovery code', async () => {
    const page = await app.open('/console/account', { as: 'office' });
    await part(page, '第二因素（验证器应用）')
      .getByRole('button', { name: /^启\s?用$/ })
      .click();
    await dialogOf(page).getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('img', { name: '供验证器应用扫描的二维码' }).waitFor();
    await picture(page, 'account-enrol');
    const secret = ((await dialogOf(page).locator('code').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('动态验证码').fill(codeNow(secret));
    await dialogOf(page)
      .getByRole('button', { name: /启\s?用/ })
      .click();
    await page.getByText('请保存恢复码').waitFor();
    await picture(page, 'account-recovery-codes');
    const recovery = (await page.locator('.recovery-codes code').first().textContent()) ?? '';
    await page.getByRole('button', { name: '已保存' }).click();
    await part(page, '第二因素（验证器应用）').getByText('已启用').waitFor();
    await expectAccessible(page);
    expectQuiet(page, /my-work|404/);
    await picture(page, 'account');

    nextStep();
    const phone = await app.open('/sign-in', { size: PHONE });
    await signIn(phone, 'office');
    await phone.getByRole('heading', { name: '输入动态验证码' }).waitFor();
    await expectNoSidewaysScroll(phone);
    await expectAccessible(phone);
    await picture(phone, 'sign-in-code-phone');
    await phone.getByLabel(/动态验证码/).fill('000000');
    await phone.getByRole('button', { name: '继续' }).click();
    await phone.getByRole('alert').waitFor();
    await phone.getByLabel(/动态验证码/).fill(recovery);
    await phone.getByRole('button', { name: '继续' }).click();
    await phone.waitForURL(/\/console/);
  });

  it('shows where one is signed in and ends the others, on a phone too', async () => {
    const elsewhere = await app.open('/console/account', { as: 'drafter' });
    const page = await app.open('/console/account', { as: 'drafter', size: PHONE });
    await part(page, '登录设备').getByText('本次登录').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'account-phone');
    await page.getByRole('button', { name: '结束其他全部登录' }).click();
    await page.getByText(/已结束其他登录/).waitFor();
    await elsewhere.reload();
    await elsewhere.waitForURL(/\/sign-in/);
  });

  it('lets who goes away name a deputy for one role', async () => {
    const page = await app.open('/console/account', { as: 'approver' });
    await page.getByRole('button', { name: '指定代理人' }).click();
    await page.getByLabel('角色').click();
    await page.getByTitle('审批人').click();
    await page.getByLabel('代理人', { exact: true }).fill('supervisor');
    await page.getByTitle(/supervisor/).click();
    await page.getByLabel('自', { exact: true }).fill('2021-03-01');
    await page.getByLabel('至', { exact: true }).fill('2021-03-05');
    await dialogOf(page)
      .getByRole('button', { name: /指\s?定/ })
      .click();
    await part(page, '外出代理').getByText('2021-03-01 至 2021-03-05').waitFor();
    await picture(page, 'account-deputy');
  });
});
