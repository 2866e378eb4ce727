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

describeInBrowser('the people of an authority', () => {
  const app = appWithFacts();

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
      expect(await dialogOf(page).textContent()).not.toMatch(/username|roles|。；/);
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
    const password = (await dialogOf(page).locator('code').textContent()) ?? '';
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
    await dialogOf(page)
      .getByRole('button', { name: /更\s?改/ })
      .click();
    await page.getByText(/不能由同一人担任/).waitFor();
    expect(await dialogOf(page).textContent()).not.toMatch(/roles|。；/);
    await page.getByRole('checkbox', { name: '审批人' }).uncheck();
    await dialogOf(page)
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
