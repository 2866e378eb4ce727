import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { HOME, PASSWORD } from '../api/support/app.ts';
import { addFacts } from '../api/support/facts.ts';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
  startBrowserApp,
} from './support/browser.ts';

let app: BrowserApp;
const codeNow = (secret: string): string =>
  generateSync({ secret, epoch: Math.floor(app.test.clock.now() / 1000) });
const nextStep = (): void => app.test.clock.set(app.test.clock.now() + 90_000);
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog').last();

describeInBrowser('the sign-in', () => {
  beforeAll(async () => {
    app = await startBrowserApp({
      config: { publicBaseUrl: 'http://localhost', sessionSecret: 's'.repeat(40) },
    });
    await addFacts(app.test.db, HOME);
  });
  afterAll(() => app.close());

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
    await dialog(page).getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('img', { name: '供验证器应用扫描的二维码' }).waitFor();
    await picture(page, 'account-enrol');
    const secret = ((await dialog(page).locator('code').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('动态验证码').fill(codeNow(secret));
    await dialog(page)
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
    await dialog(page)
      .getByRole('button', { name: /指\s?定/ })
      .click();
    await part(page, '外出代理').getByText('2021-03-01 至 2021-03-05').waitFor();
    await picture(page, 'account-deputy');
  });
});

describeInBrowser('the people of an authority', () => {
  beforeAll(async () => {
    app = await startBrowserApp();
    await addFacts(app.test.db, HOME);
  });
  afterAll(() => app.close());

  it('are shown to the administrator with roles and state, at both widths', async () => {
    const page = await app.open('/console/settings/people', { as: 'admin' });
    await page.getByRole('button', { name: '修改：公示人甲' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'people');
    expectQuiet(page, /my-work|404/);
    const phone = await app.open('/console/settings/people', { as: 'admin', size: PHONE });
    await phone.getByRole('button', { name: '修改：公示人甲' }).waitFor();
    await expectNoSidewaysScroll(phone);
    await picture(phone, 'people-phone');
  });

  it('get an account, a role and a first password; rights that must be apart are refused in words', async () => {
    const page = await app.open('/console/settings/people', { as: 'admin' });
    const create = () => page.getByRole('button', { name: '建立账号并显示初始密码' }).click();
    const saidOnce = async (words: RegExp) => {
      await page.getByText(words).waitFor();
      expect(await dialog(page).textContent()).not.toMatch(/username|roles|。；/);
    };
    await page.getByRole('button', { name: '新增人员' }).click();
    await page.getByLabel('人员编号').fill('wang');
    await page.getByLabel('姓名', { exact: true }).fill('王小明<b>');
    await page.getByLabel('用户名', { exact: true }).fill('王');
    await page.getByRole('checkbox', { name: '起草人' }).check();
    await page.getByRole('checkbox', { name: '审批人' }).check();
    await create();
    await saidOnce(/不是有效的用户名，请用 2 至 60 个字母/);
    await page.waitForFunction("document.activeElement?.id === 'username'");
    await picture(page, 'people-new-refused');
    await page.getByLabel('用户名', { exact: true }).fill('wangxm');
    await create();
    await saidOnce(/不能由同一人担任/);
    await expectAccessible(page);
    await picture(page, 'people-roles-apart');
    await page.getByRole('checkbox', { name: '审批人' }).uncheck();
    await create();
    await page.getByText('初始密码只显示这一次，关闭后无法再看').waitFor();
    await page.getByText(/请当面交给本人/).waitFor();
    await page.getByText(/首次登录时必须换成自己的密码/).waitFor();
    const password = (await dialog(page).locator('code').textContent()) ?? '';
    await expectAccessible(page);
    await picture(page, 'people-password');
    await page.getByRole('button', { name: '已当面交给本人' }).click();
    await page.getByText('初始密码待更换').waitFor();

    const own = await app.open('/sign-in');
    await own.getByLabel('用户名').fill('wangxm');
    await own.getByLabel('密码').fill(password);
    await own.getByRole('button', { name: '登录', exact: true }).click();
    await own.getByLabel('新密码').fill('password1234');
    await own.getByLabel('再输一遍').fill('password1234');
    await own.getByRole('button', { name: '继续' }).click();
    await own
      .getByRole('alert')
      .getByText(/常见的泄露密码/)
      .waitFor();
    await picture(own, 'sign-in-first-password');
  });

  it('are refused other roles in words that stand there once, and get a new first password', async () => {
    const page = await app.open('/console/settings/people', { as: 'admin' });
    await page.getByRole('button', { name: '角色：公示人甲' }).click();
    await page.getByRole('checkbox', { name: '起草人' }).check();
    await page.getByRole('checkbox', { name: '审批人' }).check();
    await dialog(page)
      .getByRole('button', { name: /更\s?改/ })
      .click();
    await page.getByText(/不能由同一人担任/).waitFor();
    expect(await dialog(page).textContent()).not.toMatch(/roles|。；/);
    await page.getByRole('checkbox', { name: '审批人' }).uncheck();
    await dialog(page)
      .getByRole('button', { name: /更\s?改/ })
      .click();
    await page.getByText('角色已更改').waitFor();
    await page.getByRole('button', { name: '初始密码：公示人甲' }).click();
    await page.getByRole('button', { name: /确\s?定/ }).click();
    await page.getByText(/三天内有效/).waitFor();
    await picture(page, 'people-new-password');
  });

  it('are handed over when one leaves, with a list of what stays', async () => {
    const page = await app.open('/console/settings/people', { as: 'admin' });
    await page.getByRole('link', { name: '交接：抽取人甲' }).click();
    await page.getByText('未办结事项').waitFor();
    await page.getByLabel('接手人').fill('公示');
    await page.getByTitle(/公示人甲/).click();
    await page.getByLabel('原因').fill('调离本局');
    await page.getByRole('button', { name: /移\s?交/ }).click();
    await page.getByText('移交结果').waitFor();
    await page
      .getByText(/按抽取密钥递补/)
      .first()
      .waitFor();
    await expectAccessible(page);
    await picture(page, 'people-hand-over');
  });

  it('are nobody else’s to manage', async () => {
    const page = await app.open('/console/settings/people', { as: 'office' });
    await page.getByText('人员、角色和账号由系统管理员办理').waitFor();
  });
});
