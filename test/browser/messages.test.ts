/** Messages in the browser: what went to whom, and what the office, its approver and the system's keeper decide over it. */
import type { Page } from 'playwright-core';
import { HOME, START } from '../api/support/app.ts';
import { addFacts } from '../api/support/facts.ts';
import { addAttempt, addMessage } from '../api/support/messages.ts';
import { addProviders, startOneBureau } from '../api/support/one-bureau.ts';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  type OpenOptions,
  PHONE,
  picture,
  startBrowserApp,
} from './support/browser.ts';

const LIMIT_MS = 600_000;
const PATIENCE_MS = 40_000;

let bureau: Awaited<ReturnType<typeof startOneBureau>>;
let app: BrowserApp;
let failed: string;
let unknown: string;
let waiting: string;

const open = async (path: string, options: OpenOptions): Promise<Page> => {
  const page = await app.open(path, options);
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
};

const giveReason = async (page: Page, ok: string): Promise<void> => {
  await page.getByLabel(/理由（留存备查）/).fill('核对后办理');
  await page.getByRole('button', { name: ok }).click();
};

describeInBrowser('the messages', () => {
  beforeAll(async () => {
    bureau = await startOneBureau();
    const { db } = bureau;
    await addFacts(db, HOME);
    await addProviders(db);
    failed = await addMessage(db, {
      ...{ state: 'failed', failureClass: 'permanent', failure: '空号', attempts: 1, provider: 'aliyun' },
      expiresAt: '2021-12-31T00:00:00Z',
    });
    await addAttempt(db, failed, 1, 'permanent', '空号 13900005678');
    unknown = await addMessage(db, { state: 'unknown', attempts: 1, provider: 'aliyun' });
    waiting = await addMessage(db, { state: 'deferred', sendAfter: '2021-03-02T01:00:00Z' });
    await addMessage(db, { state: 'delivered', sentAt: START, deliveredAt: START, attempts: 1 });
    app = await startBrowserApp({ db, now: () => Date.parse(START) });
  }, LIMIT_MS);
  afterAll(async () => {
    await app?.close();
    await bureau?.drop();
  });

  it(
    'are found by state and person, at a desk and on a phone, with numbers masked',
    async () => {
      const office = await open('/console/messages', { as: 'office' });
      await office.getByRole('link', { name: '实施检查通知' }).first().waitFor();
      await picture(office, 'messages');
      await expectAccessible(office);
      await office.getByRole('combobox', { name: '状态' }).click();
      await office.getByTitle('未送达', { exact: true }).click();
      await office.waitForURL(/state=failed/);
      await office.getByText('空号').first().waitFor();
      expect(await office.locator('main, #content').first().textContent()).not.toContain('13900005678');
      const phone = await open('/console/messages?state=unknown', { as: 'office', size: PHONE });
      await phone.getByText('结果不明').first().waitFor();
      await expectNoSidewaysScroll(phone);
      await picture(phone, 'messages-phone');
      expectQuiet(office);
      expectQuiet(phone);
    },
    LIMIT_MS,
  );

  it(
    'are followed from the event to the receipt; the office resends, settles and cancels, each with its reason',
    async () => {
      const office = await open(`/console/messages/${failed}`, { as: 'office' });
      await office.getByText('全过程').waitFor();
      await picture(office, 'message');
      await expectAccessible(office);
      await office.getByRole('button', { name: '补发' }).click();
      await giveReason(office, '确认补发');
      await office.getByRole('link', { name: '查看补发件' }).waitFor();
      expect(await office.getByRole('button', { name: '补发' }).count()).toBe(0);

      await office.goto(`${app.url}/console/messages/${unknown}`);
      await office.getByRole('button', { name: '核对结果' }).click();
      await office.getByRole('radio', { name: '已送达' }).check();
      await office.getByLabel(/送达的证明/).fill('服务商控制台截图2021-03-01');
      await picture(office, 'message-resolve');
      await giveReason(office, '登记核对结果');
      await office.getByText('已送达').first().waitFor();

      await office.goto(`${app.url}/console/messages/${waiting}`);
      await office.getByRole('button', { name: '取消发送' }).click();
      await giveReason(office, '确认取消发送');
      await office.getByText('已取消').first().waitFor();

      const inspector = await open(`/console/messages/${failed}`, { as: 'inspector', size: PHONE });
      await inspector.getByText('全过程').waitFor();
      expect(await inspector.getByRole('button', { name: /补发|核对|取消/ }).count()).toBe(0);
      await expectNoSidewaysScroll(inspector);
      await picture(inspector, 'message-phone');
      expectQuiet(office);
    },
    LIMIT_MS,
  );

  it(
    'go over providers that the system’s keeper pauses with a reason, and the office only looks at',
    async () => {
      const admin = await open('/console/messages/delivery', { as: 'admin' });
      await admin.getByText('aliyun（http）').waitFor();
      await admin
        .getByRole('row', { name: /aliyun/ })
        .getByRole('button', { name: '停用' })
        .click();
      await giveReason(admin, '确认停用');
      await admin.getByText('系统管理员甲').first().waitFor();
      await picture(admin, 'messages-delivery');
      await expectAccessible(admin);
      const office = await open('/console/messages/delivery', { as: 'office', size: PHONE });
      await office.getByText('aliyun（http）').waitFor();
      expect(await office.getByRole('button', { name: /停用|启用|改权重/ }).count()).toBe(0);
      await expectNoSidewaysScroll(office);
      const inspector = await open('/console/messages', { as: 'inspector' });
      await inspector.getByRole('tab', { name: '消息' }).waitFor();
      expect(await inspector.getByRole('tab', { name: '投递服务' }).count()).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'say what one person words and another approves, and go out in a batch that a second person lets go',
    async () => {
      const office = await open('/console/messages/texts', { as: 'office' });
      await office.getByRole('button', { name: '拟写文本' }).click();
      await office.getByRole('combobox', { name: /通知$/ }).click();
      await office.getByRole('combobox', { name: /通知$/ }).fill('办公室通知');
      await office.getByTitle('办公室通知', { exact: true }).click();
      await office.getByRole('combobox', { name: '收件人' }).click();
      await office.getByTitle('检查对象', { exact: true }).last().click();
      await office.getByLabel('版本名称').fill('汛期提示');
      await office.getByLabel('邮件标题').fill('关于做好汛期安全工作的通知');
      await office.getByLabel('邮件正文').fill('请{unitName}做好汛期安全工作。\n\n咨询电话：{officePhone}');
      await office.getByLabel('短信').fill('请{unitName}做好汛期安全工作。咨询{officePhone}。');
      await office.getByLabel(/拟写理由/).fill('上级要求');
      await office.getByRole('button', { name: '用真实数据预览' }).click();
      await office.getByText('条数').waitFor();
      await picture(office, 'messages-text');
      await office.getByRole('button', { name: '存为草稿，送审批' }).click();
      await office.getByText('待审批').waitFor();

      const approver = await open('/console/messages/texts', { as: 'approver' });
      await approver.getByRole('button', { name: '预览并审批' }).click();
      await approver.getByLabel('审批意见').fill('同意');
      await approver.getByRole('button', { name: '批准', exact: true }).click();
      await approver.getByText('在用').waitFor();

      await office.goto(`${app.url}/console/messages/campaigns`);
      await office.getByRole('button', { name: '拟发批量通知' }).click();
      await office.getByLabel(/名称$/).fill('汛期提示（客运企业）');
      await office.getByRole('combobox', { name: /文本/ }).click();
      await office.getByTitle(/汛期提示/).click();
      await office.getByRole('combobox', { name: '检查对象' }).fill('宏运');
      await office.getByTitle(/宏运/).first().click();
      await office.keyboard.press('Escape');
      await office.getByRole('checkbox', { name: '短信' }).check();
      await office.getByRole('button', { name: '拟发，送审批' }).click();
      // The list says so as well, a moment before one is led to the page.
      await office.waitForURL(/\/campaigns\/[^/]+$/u);
      await office.getByText('待批准').waitFor();
      expect(await office.getByRole('button', { name: '批准发出' }).count()).toBe(0);

      await approver.goto(office.url());
      await approver.getByRole('button', { name: '批准发出' }).click();
      await approver.getByRole('button', { name: '批准发出' }).last().click();
      await approver.getByText('发送中').waitFor();
      await approver.getByText('缺漏').first().waitFor();
      await picture(approver, 'messages-campaign');
      await expectAccessible(approver);
      expectQuiet(approver);
    },
    LIMIT_MS,
  );

  it(
    'go to contacts whose addresses are verified by a code or in person, and who may decline reminders by SMS',
    async () => {
      const office = await open('/console/messages/contacts?of=unit&party=u2', { as: 'office' });
      await office.getByText('首选').first().waitFor();
      await office.getByRole('button', { name: '登记手机已当面核验' }).first().click();
      await office
        .getByText(/已核验 2021-03-01/)
        .first()
        .waitFor();
      await office.getByRole('button', { name: '登记谢绝短信提醒' }).first().click();
      await office.getByText(/已谢绝 2021-03-01/).waitFor();
      await office.getByRole('button', { name: '恢复短信提醒' }).waitFor();
      await picture(office, 'messages-contacts');
      await expectAccessible(office);
      const inspector = await open('/console/messages/contacts?of=unit&party=u2', {
        as: 'inspector',
        size: PHONE,
      });
      await inspector.getByText('首选').first().waitFor();
      expect(await inspector.getByRole('button', { name: /核验|谢绝|更改|添加/ }).count()).toBe(0);
      await expectNoSidewaysScroll(inspector);
    },
    LIMIT_MS,
  );
});
