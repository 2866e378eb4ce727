/** Ways in that an authority decides on: its own identity provider, and a second factor that a role must have. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { PROVIDER_ANSWER_PATH } from '../../api/services/identity-provider/provider-sign-in.ts';
import { ROLES } from '../../domain/rights/rights.ts';
import { freePort } from '../../tools/process/free-port.ts';
import { ELSEWHERE, HOME, PASSWORD } from '../api/support/app.ts';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type TestProvider } from '../support/identity/provider.ts';
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

const PROVIDER_NAME = '政务统一认证';
const CODE_STEP_MS = 30_000;

describeInBrowser('ways in that the authority decides on', () => {
  const directory = mkdtempSync(join(tmpdir(), 'identity-'));
  let provider: TestProvider;
  let app: BrowserApp;
  beforeAll(async () => {
    const port = await freePort();
    const publicBaseUrl = `http://127.0.0.1:${port}`;
    provider = await startProvider(publicBaseUrl + PROVIDER_ANSWER_PATH);
    const identitySecretsFile = join(directory, 'secrets.json');
    const allowed = { issuer: provider.issuer, clientSecret: CLIENT_SECRET };
    writeFileSync(identitySecretsFile, JSON.stringify({ [HOME]: allowed }));
    const config = { publicBaseUrl, identitySecretsFile, sessionSecret: 's'.repeat(40) };
    app = await startBrowserApp({ config }, 'live', port);
  });
  afterAll(async () => {
    await app?.close();
    await provider?.close();
    rmSync(directory, { recursive: true });
  });

  const look = async (page: Page, name: string): Promise<void> => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, name);
  };
  const security = async (): Promise<Page> => {
    const page = await app.open('/console/settings/people', { as: 'admin' });
    await page.getByRole('checkbox', { name: /启用本局的统一身份认证/ }).waitFor();
    return page;
  };
  const save = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByText('已保存').waitFor();
  };
  const throughProvider = async (page: Page, claims: Readonly<Record<string, unknown>>): Promise<void> => {
    provider.signInAs(claims);
    await page.getByRole('link', { name: new RegExp(PROVIDER_NAME) }).click();
    await page.getByRole('button', { name: '确认登录' }).click();
  };
  const withPassword = async (page: Page, role: string): Promise<void> => {
    await page.getByLabel('用户名').fill(`${role}@${HOME}`);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  };
  const codeNow = (secret: string): string =>
    generateSync({ secret, epoch: Math.floor(app.test.clock.now() / 1000) });

  it('are its own identity provider, set up by the administrator with the address that was allowed', async () => {
    const page = await security();
    await page.getByRole('checkbox', { name: /启用本局的统一身份认证/ }).check();
    await page.getByText(`${app.url}${PROVIDER_ANSWER_PATH}`).waitFor();
    expect(await page.getByLabel('签发者地址').inputValue()).toBe(provider.issuer);
    await page.getByLabel('名称（登录页显示）').fill(PROVIDER_NAME);
    await page.getByLabel('客户端编号').fill(CLIENT_ID);
    await picture(page, 'identity-provider');
    await save(page);
    expectQuiet(page, /my-work|404/);
    const stored = await app.test.db.selectFrom('authoritySecurity').selectAll().execute();
    expect(JSON.stringify(stored)).toContain(CLIENT_ID);
    expect(JSON.stringify(stored)).not.toContain(CLIENT_SECRET);
  });

  it('signs an officer in through it, at a desk to the page that was asked for, on a phone to the field view', async () => {
    const desk = await app.open('/console/account');
    await desk.waitForURL(/\/sign-in\?next=/);
    await look(desk, 'sign-in-provider');
    await throughProvider(desk, { preferred_username: `office@${HOME}` });
    await desk.waitForURL(`${app.url}/console/account`);
    await desk.getByText(`${ROLES.office}甲`).first().waitFor();
    expectQuiet(desk, /401|my-work|404/);

    const phone = await app.open('/sign-in', { size: PHONE });
    await look(phone, 'sign-in-provider-phone');
    await throughProvider(phone, { preferred_username: `inspector@${HOME}` });
    await phone.waitForURL(/\/field/);
    await phone.getByRole('heading', { name: '我的现场检查' }).waitFor();
  });

  it('tells whom nobody knows here whom to ask, and lets him in no more than one of another authority', async () => {
    for (const name of ['stranger', `office@${ELSEWHERE}`]) {
      const page = await app.open('/sign-in', { size: PHONE });
      await throughProvider(page, { preferred_username: name });
      await page.getByText(/没有本系统的账号，请系统管理员核对/).waitFor();
      await look(page, 'sign-in-provider-unknown');
      await page.goto(`${app.url}/console/work`);
      await page.waitForURL(/\/sign-in\?next=/);
    }
  });

  it('is a second factor that a role must have: whoever has none sets it up before anything opens', async () => {
    const admin = await security();
    await admin.getByLabel('登录须用第二因素的角色').click();
    await admin.getByTitle('公示人').click();
    await admin.keyboard.press('Escape');
    await save(admin);

    const page = await app.open('/sign-in', { size: PHONE });
    await withPassword(page, 'publisher');
    await page.getByRole('heading', { name: '启用第二因素' }).waitFor();
    await page.getByRole('img', { name: '二维码' }).waitFor();
    await look(page, 'sign-in-enrol-phone');
    const secret = ((await page.locator('code.secret').textContent()) ?? '').replaceAll(' ', '');
    // The password alone opens nothing, whatever address is typed.
    const meanwhile = await page.request.get(`${app.url}/api/me`);
    expect(meanwhile.status()).toBe(401);
    await page.getByLabel('动态验证码').fill('000000');
    await page.getByRole('button', { name: '启用并登录' }).click();
    await page.getByRole('alert').waitFor();
    expect((await page.locator('code.secret').textContent())?.replaceAll(' ', '')).toBe(secret);
    await page.getByLabel('动态验证码').fill(codeNow(secret));
    await page.getByRole('button', { name: '启用并登录' }).click();
    await page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
    await look(page, 'sign-in-recovery-codes-phone');
    await page.getByRole('link', { name: '已保存，继续' }).click();
    await page.waitForURL(/\/console/);

    app.test.clock.set(app.test.clock.now() + 3 * CODE_STEP_MS);
    const again = await app.open('/sign-in');
    await withPassword(again, 'publisher');
    await again.getByRole('heading', { name: '输入动态验证码' }).waitFor();
    await again.getByLabel(/动态验证码/).fill(codeNow(secret));
    await again.getByRole('button', { name: '继续' }).click();
    await again.waitForURL(/\/console/);
    expect((await again.request.get(`${app.url}/api/me`)).status()).toBe(200);
  });

  it('asks for that factor after the identity provider too, which does not ask for one itself', async () => {
    const page = await app.open('/sign-in');
    await throughProvider(page, { preferred_username: `publisher@${HOME}` });
    await page.getByRole('heading', { name: '输入动态验证码' }).waitFor();
    await page.goto(`${app.url}/console/work`);
    await page.waitForURL(/\/sign-in\?next=/);
  });
});
