/** What a unit asks for or reports through its link, and what the authority then does about it, both in the browser. */
import type { Page } from 'playwright-core';
import { systemDoing } from '../../db/actor.ts';
import { makeLink } from '../../db/unit-link/links.ts';
import { linkIdOf, linkToken } from '../../domain/unit-link/link-token.ts';
import { type CaseTask, taskOf } from '../support/cases/case.ts';
import { approval, finding, resultWith, visit } from '../support/cases/contents.ts';
import { png } from '../support/pictures.ts';
import {
  DESKTOP,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { confirm, opened } from './support/dialogs.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';

const SECRET = 'a secret of at least thirty-two characters';
const HOUR_MS = 3_600_000;
/** A visit through an engine and three people’s pages. */
const LIMIT_MS = 120_000;

describeInBrowser('a unit that acts through its link', () => {
  let on: EngineApp;
  let made = 0;
  beforeAll(async () => {
    const config = { publicBaseUrl: 'http://localhost', sessionSecret: SECRET };
    on = await startEngineApp(undefined, { config });
  });
  afterAll(() => on?.close());

  /** As if it had been sent an hour ago. */
  const linkTo = async ({ id }: CaseTask): Promise<string> => {
    made += 1;
    const linkId = linkIdOf(new Uint8Array(12).fill(made));
    const at = new Date((await on.stage.now()) - HOUR_MS).toISOString();
    const { authorityId } = on.made;
    await on.stage.db
      .transaction()
      .execute((trx) => makeLink(trx, authorityId, { id: linkId, taskId: id }, systemDoing('test', at)));
    return `/u/${linkToken(SECRET, linkId)}`;
  };
  const newestLinkTo = async ({ id }: CaseTask): Promise<string> => {
    const link = await on.stage.db
      .selectFrom('unitLink')
      .select('id')
      .where('taskId', '=', id)
      .orderBy('businessAt', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return `/u/${linkToken(SECRET, link.id)}`;
  };
  const enter = async (path: string, size: typeof DESKTOP | typeof PHONE): Promise<Page> => {
    const page = await on.app.open(path, { size });
    await page.getByRole('button', { name: '打开' }).click();
    await page.getByRole('heading', { name: '检查通知' }).waitFor();
    return page;
  };
  const look = async (page: Page, name: string): Promise<void> => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, name);
  };

  it(
    'asks that an inspector withdraw: the approver decides it, another comes, and the unit reads both',
    async () => {
      const task = taskOf(on.made, 1);
      const [asked = ''] = task.team;
      const unit = await enter(await linkTo(task), PHONE);
      await unit.getByLabel('申请检查人员回避').check();
      await unit.getByLabel('申请回避的，请选择检查人员').selectOption(`人员${asked}`);
      await unit.getByLabel('内容和理由').fill('该人员的配偶在本公司任职。');
      await unit.getByLabel('提交人姓名').fill('孙某');
      await unit.getByRole('button', { name: '提交', exact: true }).click();
      await unit.getByRole('heading', { name: '收件回执' }).waitFor();
      await unit.getByText('申请检查人员回避').first().waitFor();
      await look(unit, 'unit-recusal-receipt-phone');
      expectQuiet(unit);

      // Who would go hears of it before he goes.
      const phone = await on.openAs(asked, '/field', { size: PHONE });
      await phone.getByText(`检查对象申请人员${asked}回避，尚未决定，暂不要前往`).waitFor();
      await look(phone, 'field-recusal-list-phone');
      await phone.locator('article', { hasText: '尚未决定' }).getByRole('link').first().click();
      await phone.getByText('检查对象申请人员').first().waitFor();
      await phone.getByText(/应在 2021-01-0\d 前决定。决定或者更换人员之前不要前往检查/).waitFor();
      await look(phone, 'field-recusal-phone');
      await phone.close();

      const approver = await on.openAs('approver', `/console/tasks/${task.id}`);
      await approver.getByText('待决定').first().waitFor();
      await picture(approver, 'case-recusal-undecided');
      const said = approver.getByRole('list', { name: '提交的材料' }).getByRole('listitem');
      await said.getByText(`申请检查人员回避（人员${asked}）`).waitFor();
      await said.getByText('该人员的配偶在本公司任职。').waitFor();
      const dialog = await opened(approver, '人员回避');
      await dialog.getByLabel(`人员${asked}`).check();
      await dialog.getByLabel('理由').fill('检查对象申请，情况属实');
      await confirm(dialog, '决定回避');
      await approver.getByText('已回避：检查对象申请，情况属实').waitFor();
      await said.getByRole('textbox').fill('回避申请成立，已另派人员。');
      await said.getByRole('button', { name: /^答\s?复$/ }).click();
      await said.getByText(/人员approver，.* 答复/).waitFor();
      expectQuiet(approver);

      const team = await on.stage.db
        .selectFrom('teamMember')
        .select('officerId')
        .where('taskId', '=', task.id)
        .where('state', '=', 'assigned')
        .execute();
      expect(team).toHaveLength(task.team.length);
      // The answer brought a link of its own; the first is used up.
      const again = await enter(await newestLinkTo(task), DESKTOP);
      const notice = again.locator('.facts').first();
      expect(await notice.textContent()).not.toContain(`人员${asked}（`);
      for (const { officerId } of team) await notice.getByText(`人员${officerId}（执法证号`).waitFor();
      await again.getByText('已答复').waitFor();
      await again.getByRole('link', { name: /收〔2021〕0001号/ }).click();
      await again.getByText('回避申请成立，已另派人员。').waitFor();
      await look(again, 'unit-recusal-answered');
    },
    LIMIT_MS,
  );

  it(
    'reports with a photo that it has put right what was found; the team reads it and finds it so on the spot',
    async () => {
      const task = taskOf(on.made, 0);
      await on.stage.send('recordVisit', task.id, visit(task, await on.stage.now()));
      const wrong = finding({ measure: 'correct-by-date', dueOn: '2021-02-01' });
      await on.stage.send('enterResult', task.id, resultWith(task, [wrong]));
      await on.stage.send('reviewResult', task.id, approval);

      const unit = await enter(await linkTo(task), PHONE);
      await unit.getByRole('button', { name: '报告整改' }).waitFor();
      await unit.getByLabel(wrong.text).check();
      await unit.getByLabel('整改情况').fill('技术档案已逐车补建。');
      await unit.locator('form[action$="/report"]').getByLabel('提交人姓名').fill('孙某');
      await unit
        .locator('form[action$="/report"] input[type=file]')
        .setInputFiles({ name: '档案柜.png', mimeType: 'image/png', buffer: png(40, 30) });
      await look(unit, 'unit-report-phone');
      await unit.getByRole('button', { name: '报告整改' }).click();
      await unit.getByRole('heading', { name: '已报告整改' }).waitFor();
      // Proof for the unit: number, words and the photo, which it may look at again.
      await unit.getByText(/收〔2021〕\d{4}号/).waitFor();
      await unit.getByText('技术档案已逐车补建。（提交人：孙某）').waitFor();
      await unit.getByText(/SHA-256 [0-9a-f]{64}/).waitFor();
      expect(await unit.getByRole('link', { name: '档案柜.png' }).getAttribute('href')).toMatch(
        /^\/u\/files\//,
      );
      await look(unit, 'unit-report-receipt-phone');
      await unit.getByRole('link', { name: '返回' }).click();
      await unit.getByText('已报告整改（2021-01-04），待复查').waitFor();
      // What was reported cannot be reported a second time.
      expect(await unit.getByRole('button', { name: '报告整改' }).count()).toBe(0);
      expectQuiet(unit);

      const { id } = await on.stage.db
        .selectFrom('rectificationOrder')
        .select('id')
        .executeTakeFirstOrThrow();
      const team = await on.openAs(task.team[0] ?? '', `/console/orders/${id}`);
      await team
        .getByText(/技术档案已逐车补建。/)
        .first()
        .waitFor();
      const sent = (page: Page, part: string) =>
        page.getByRole('region', { name: part }).getByRole('listitem').filter({ hasText: '档案柜.png' });
      await sent(team, '照片与材料').getByText('检查对象提交').waitFor();
      await picture(team, 'order-unit-report');
      const dialog = await opened(team, '登记复查结果');
      await dialog.getByLabel('复查日期').fill('2021-01-04');
      await dialog.getByLabel('已改正').check();
      await confirm(dialog, '登记复查结果');
      const office = await on.openAs('office', `/console/tasks/${task.id}`);
      await sent(office, '照片与附件').getByText('检查对象提交').waitFor();
      await unit.reload();
      await unit.locator('table').getByText('已整改', { exact: true }).waitFor();
    },
    LIMIT_MS,
  );

  it(
    'whose number in the register is wrong has it put right by the office, and sends itself the next link there',
    async () => {
      const task = taskOf(on.made, 2);
      const used = await linkTo(task);
      await enter(used, PHONE);
      const unit = await on.app.open(used, { size: PHONE });
      await unit.getByText('已经使用过').waitFor();
      await unit.getByText(/139\*\*\*\*0000/).waitFor();

      const office = await on.openAs('office', `/console/registers/units/${task.unitId}`);
      await office.getByRole('button', { name: '更改登记' }).click();
      const dialog = office.getByRole('dialog');
      await dialog.getByLabel('联系电话').fill('13700007788');
      await dialog.getByLabel('理由').fill('检查对象来电更正');
      await dialog.getByRole('button', { name: /^保\s?存$/ }).click();
      await dialog.waitFor({ state: 'detached' });
      expectQuiet(office);

      await unit.reload();
      await unit.getByText(/137\*\*\*\*7788/).waitFor();
      await unit.getByRole('button', { name: '发送新的链接' }).click();
      await unit.getByRole('heading', { name: '已发送' }).waitFor();
      await unit.getByText(/137\*\*\*\*7788/).waitFor();
      expect(await unit.locator('body').textContent()).not.toContain('13700007788');
      await look(unit, 'unit-link-sent-again');
      await enter(await newestLinkTo(task), PHONE);
    },
    LIMIT_MS,
  );
});
