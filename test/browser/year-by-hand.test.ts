/** A year by hand in the browser alone: from the plan's file to the referral and the close of its cycle. */
import type { Page } from 'playwright-core';
import type { SentMessage } from '../../api/resources/rehearsal/rehearsal-schema.ts';
import { PEOPLE, SMALL_PLAN } from '../support/rehearsal/small-plan.ts';
import { describeInBrowser, expectQuiet, PHONE, picture } from './support/browser.ts';
import { type RoomBrowser, startRoomBrowser } from './support/room-browser.ts';
import { actAs, ask, command, goTo, nextEvent, toDate } from './support/year-steps.ts';

/** Half a minute for most steps on a free machine; a crowded one takes its time. */
const LIMIT_MS = 240_000;
const VISITED_ON = '2021-01-12';
const DUE_ON = '2021-02-05';
const EXTENDED_TO = '2021-02-22';
const FINDING = '备案事项与实际业务不一致';

let at: RoomBrowser;
let page: Page;
let task: { readonly id: string; readonly unitName: string; readonly member: string };
let orderId = '';

const LINK_MS = 20_000;

/** The one-time link that the unit was sent, as it stands in the inbox. */
const unitLink = async (): Promise<string> => {
  const end = Date.now() + LINK_MS;
  for (;;) {
    const sent: SentMessage[] = await ask(page, '/api/rehearsal/messages?contains=%2Fu%2F');
    const mine = sent.find(({ text }) => text.includes(task.unitName));
    const found = /https?:\/\/\S+\/u\/[\w-]+/.exec(mine?.text ?? '')?.[0];
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`no link for ${task.unitName} among ${sent.length} messages`);
    await page.waitForTimeout(500);
  }
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
    'is visited and entered by the team, and approved by another',
    async () => {
      await toDate(page, VISITED_ON);
      await actAs(page, task.member);
      await goTo(page, `/tasks/${task.id}`);
      await command(
        page,
        '登记实地检查',
        async (dialog) => {
          await dialog.getByLabel('检查开始时间').fill(`${VISITED_ON}T08:10`);
          await dialog.getByLabel('检查结束时间').fill(`${VISITED_ON}T08:50`);
          await dialog.getByLabel('检查地点').fill('井坪镇北环路1号');
        },
        '登记检查',
      );
      await command(
        page,
        '录入检查结果',
        async (dialog) => {
          await dialog.getByText('5　发现问题已责令改正').click();
          const lines = dialog.locator('.checklist > li');
          for (const [index, line] of (await lines.all()).entries())
            await line.getByText(index === 0 ? '否' : '是', { exact: true }).click();
          await dialog.getByRole('button', { name: '增加一个问题' }).click();
          const sheet = dialog.getByRole('region', { name: '第 1 个问题' });
          await sheet.getByLabel('事实').fill(FINDING);
          await sheet.getByLabel('依据的条款').fill('《机动车驾驶员培训管理规定》第十三条');
          await sheet.getByText('责令限期改正').click();
          await sheet.getByLabel('改正期限').fill(DUE_ON);
        },
        '提交检查结果',
      );
      await actAs(page, PEOPLE.chief);
      await command(
        page,
        '审核检查结果',
        async (dialog) => {
          await dialog.getByText('同意', { exact: true }).click();
          await dialog.getByLabel('意见内容').fill('记录完整，同意');
        },
        '提交审核意见',
      );
    },
    LIMIT_MS,
  );

  it(
    'lets the unit ask for more time through the link that it was sent',
    async () => {
      const unit = await at.enter(PHONE);
      await unit.goto(await unitLink());
      await unit.getByRole('button', { name: '打开' }).click();
      await unit.getByText(FINDING).first().waitFor();
      await unit.getByText('演练', { exact: true }).first().waitFor();
      await picture(unit, 'year-unit-phone');
      await unit.getByLabel(/申请延长至$/).fill(EXTENDED_TO);
      await unit.getByLabel('理由', { exact: true }).fill('备案变更需要时间');
      await unit.getByRole('button', { name: '申请延期' }).click();
      await unit.getByText('已提交延期申请').first().waitFor();
      await unit.context().close();
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
