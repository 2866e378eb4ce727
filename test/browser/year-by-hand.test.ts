/** A year by hand in the browser alone: from the plan's file to the referral and the close of its cycle. */
import type { Locator, Page } from 'playwright-core';
import { PEOPLE, SMALL_PLAN } from '../support/rehearsal/small-plan.ts';
import { describeInBrowser, expectQuiet, PHONE, picture } from './support/browser.ts';
import { atTheDoor, chooseResult, nextStep, noteFinding, openStep, signBoth } from './support/field-visit.ts';
import { type RoomBrowser, startRoomBrowser } from './support/room-browser.ts';
import { actAs, ask, command, goTo, nextEvent, toDate } from './support/year-steps.ts';

/** Half a minute for most steps on a free machine; a crowded one takes its time. */
const LIMIT_MS = 240_000;
const VISITED_ON = '2021-01-12';
const TERM_DAYS = 18;
/** So many working days after the visit. */
const DUE_ON = '2021-02-05';
const EXTENDED_TO = '2021-02-22';
const FINDING = '备案事项与实际业务不一致';

let at: RoomBrowser;
let page: Page;
let task: { readonly id: string; readonly unitName: string; readonly member: string };
let orderId = '';

const LINK_MS = 30_000;
const A_MOMENT_MS = 3_000;
const shows = (element: Locator): Promise<boolean> =>
  element.waitFor({ timeout: A_MOMENT_MS }).then(
    () => true,
    () => false,
  );

/** The unit's page, opened by its one-time link in the mail that lies in the inbox, and looked at on a phone. */
const openedFromMail = async (): Promise<Page> => {
  const mail = page
    .getByRole('article')
    .filter({ has: page.locator('summary'), hasText: /\/u\/[\w-]+/ })
    .first();
  const end = Date.now() + LINK_MS;
  for (;;) {
    await page.getByRole('link', { name: '收件箱' }).click();
    await page.getByLabel('按收件人、标题或正文查找').fill(task.unitName);
    if (await shows(mail)) break;
    if (Date.now() > end) throw new Error(`no link for ${task.unitName} in the inbox`);
    // The inbox is read once: a mail that comes later is there when it is opened again.
    await page.reload();
  }
  await mail.locator('summary').click();
  const opened = page.waitForEvent('popup');
  await mail.getByRole('link', { name: /\/u\/[\w-]+/ }).click();
  const unit = await opened;
  await unit.setViewportSize(PHONE);
  return unit;
};

describeInBrowser('a year by hand', () => {
  beforeAll(async () => {
    at = await startRoomBrowser();
    page = await at.enter();
  }, LIMIT_MS);
  afterAll(() => at.close());

  it(
    'imports a plan with its doubt answered; others review, approve and publish it',
    async () => {
      await actAs(page, PEOPLE.drafter);
      await goTo(page, '/year');
      await page.getByRole('button', { name: '导入计划文件' }).click();
      await page.getByLabel(/^计划文件/).setInputFiles(SMALL_PLAN);
      await page.getByRole('button', { name: '上传并读取' }).click();
      const doubt = page.getByRole('region', { name: /^疑点：/ });
      await doubt.getByText('不定向', { exact: true }).click();
      await page.getByText('已答复 1 个，还剩 0 个').waitFor();
      await page.getByRole('button', { name: '形成计划草案' }).click();
      await page.getByRole('button', { name: '形成草案', exact: true }).click();
      await page.waitForURL(/\/console\/year\/2021\?version=1/);
      await actAs(page, PEOPLE.reviewer);
      await command(page, '审核通过', async () => undefined, '审核通过');
      await actAs(page, PEOPLE.approver);
      await command(
        page,
        '批准',
        (dialog) => dialog.getByLabel('批准机构及其决定').fill('经局党组同意'),
        /^批\s?准$/,
      );
      await actAs(page, PEOPLE.publisher);
      await command(page, '公布', async () => undefined, /^公\s?布$/);
      await page.getByText('已公布，现行有效').first().waitFor();
    },
    LIMIT_MS,
  );

  it(
    'opens its cycle, draws and tells the teams',
    async () => {
      await nextEvent(page);
      await nextEvent(page);
      await actAs(page, PEOPLE.office);
      await goTo(page, '/tasks');
      const { items } = await ask(page, '/api/tasks');
      expect(items.length).toBeGreaterThanOrEqual(4);
      expect(items.length).toBeLessThanOrEqual(10);
      const { id, unitName } = items[0];
      await page.getByRole('link', { name: unitName }).first().waitFor();
      const { team } = await ask(page, `/api/tasks/${id}`);
      task = { id, unitName, member: team[0].officerId };
    },
    LIMIT_MS,
  );

  it(
    'is visited by the team with a phone, signed by both sides, and approved by another',
    async () => {
      await toDate(page, VISITED_ON);
      const phone = await at.enter();
      await actAs(phone, task.member);
      await phone.setViewportSize(PHONE);
      const { unit, team } = await ask(phone, `/api/tasks/${task.id}`);
      await phone.goto(new URL('/field', phone.url()).href);
      await phone.getByRole('link', { name: task.unitName }).click();
      await openStep(phone, '到场与亮证');
      await atTheDoor(phone, unit.code);
      await nextStep(phone);
      const lines = phone.getByRole('group', { name: /^\d+\. / });
      await lines.first().waitFor();
      for (const [index, line] of (await lines.all()).entries())
        await line.getByRole('radio', { name: index === 0 ? '否' : '是', exact: true }).check();
      await noteFinding(phone, 1, FINDING);
      await phone.getByLabel('工作日数').fill(String(TERM_DAYS));
      await phone.getByText('2月5日').first().waitFor();
      await nextStep(phone);
      await nextStep(phone);
      await chooseResult(phone);
      await nextStep(phone);
      await signBoth(
        phone,
        team.map(({ name }: { name: string }) => name),
      );
      await phone.getByRole('link', { name: '返回，准备提交' }).click();
      await phone.getByRole('button', { name: /^提交/ }).click();
      await phone.getByText('本机提交的内容已全部送达').waitFor();
      await picture(phone, 'year-field-phone');
      expectQuiet(phone);
      await phone.context().close();

      await actAs(page, PEOPLE.chief);
      await goTo(page, `/tasks/${task.id}`);
      await command(
        page,
        '审核检查结果',
        async (dialog) => {
          await dialog.getByText('同意', { exact: true }).click();
          await dialog.getByLabel('意见内容').fill('记录完整，同意');
        },
        '提交审核意见',
      );
      const { findings } = await ask(page, `/api/tasks/${task.id}`);
      expect(findings).toMatchObject([{ text: FINDING, dueOn: DUE_ON }]);
    },
    LIMIT_MS,
  );

  it(
    'lets the unit ask for more time through the link in the mail that it was sent',
    async () => {
      const unit = await openedFromMail();
      await unit.getByRole('button', { name: '打开' }).click();
      await unit.getByText(FINDING).first().waitFor();
      await unit.getByText('演练', { exact: true }).first().waitFor();
      await picture(unit, 'year-unit-phone');
      await unit.getByLabel(/申请延长至$/).fill(EXTENDED_TO);
      await unit.getByLabel('理由', { exact: true }).fill('备案变更需要时间');
      await unit.locator('form[action$="/extension"]').getByLabel('提交人姓名').fill('孙某');
      await unit.getByRole('button', { name: '申请延期' }).click();
      await unit.getByText('已提交延期申请').first().waitFor();
      await unit.close();
      await actAs(page, PEOPLE.approver);
      await goTo(page, '/orders');
      await page.getByRole('link', { name: /责改/ }).first().click();
      await page.getByRole('button', { name: '审批延期' }).waitFor();
      orderId = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
      await command(
        page,
        '审批延期',
        async (dialog) => {
          await dialog.getByText('准予延期').click();
          await dialog.getByLabel('理由').fill('情况属实，同意延期');
        },
        '作出决定',
      );
      await page.getByText('准予延期').first().waitFor();
    },
    LIMIT_MS,
  );

  it(
    'is found not put right twice, and referred',
    async () => {
      for (const date of ['2021-02-24', '2021-03-02']) {
        await toDate(page, date, true);
        await actAs(page, task.member);
        await goTo(page, `/orders/${encodeURIComponent(orderId)}`);
        await command(
          page,
          '登记复查结果',
          async (dialog) => {
            await dialog.getByLabel('复查日期').fill(date);
            await dialog.getByText('未改正', { exact: true }).click();
            await dialog.getByLabel('复查情况').fill('现场复查，仍未改正');
          },
          '登记复查结果',
        );
      }
      await actAs(page, PEOPLE.approver);
      await command(
        page,
        '移送或抄告',
        async (dialog) => {
          await dialog.getByText(FINDING).first().click();
          await dialog.getByLabel('接收机关').fill('交通运输综合行政执法队');
          await dialog.getByLabel('理由').fill('经两次复查仍未改正');
        },
        /^移\s?送$/,
      );
      await page.getByText('已移送').first().waitFor();
      await picture(page, 'year-order');
    },
    LIMIT_MS,
  );

  it(
    'is shown on both channels with proofs, and the cycle closes with its report',
    async () => {
      await toDate(page, '2021-03-15', true);
      await actAs(page, PEOPLE.publisher);
      for (const channel of ['provincial-platform', 'government-site']) {
        await goTo(page, `/publications/${encodeURIComponent(task.id)}`);
        await command(
          page,
          '登记凭证',
          async (dialog) => {
            const places = dialog.getByRole('radio', { name: /平台$/ });
            if ((await places.count()) > 0) await places.first().check();
            await dialog.getByLabel('公示日期').fill('2021-03-15');
            await dialog.getByText('公示网址').click();
            await dialog.getByLabel('网址', { exact: true }).fill(`https://example.invalid/${channel}`);
          },
          '登记凭证',
        );
      }
      await toDate(page, '2021-04-01', true);
      await goTo(page, '/cycles/2021-1');
      await page.getByText('已结束').first().waitFor();
      await picture(page, 'year-cycle');
    },
    LIMIT_MS,
  );

  it(
    'told everybody, and says day by day what happened',
    async () => {
      await page.getByRole('link', { name: '收件箱' }).click();
      await page.getByLabel('按收件人、标题或正文查找').fill(task.unitName);
      await page.getByRole('article').first().waitFor();
      await goTo(page, '/rehearsal');
      await page.getByText('移送 1').waitFor();
      await page.getByText('周期办结 1').waitFor();
      await picture(page, 'year-by-hand');
      expectQuiet(page);
    },
    LIMIT_MS,
  );
});
