/** The forms of commands in the browser: from the order, the publication and the cycle; each with its own words. */
import { taskOf } from '../support/cases/case.ts';
import { approval, finding, resultWith, visit } from '../support/cases/contents.ts';
import { describeInBrowser, expectAccessible, expectQuiet, PHONE, picture } from './support/browser.ts';
import { confirm, opened } from './support/dialogs.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';

let on: EngineApp;
let orderId: string;
/** A button of two characters is set with a space between them. */
const REASSIGN = /^改\s?派$/;
const caseOf = (n: number): string => `/console/tasks/${taskOf(on.made, n).id}`;

describeInBrowser('forms of commands', () => {
  beforeAll(async () => {
    on = await startEngineApp();
    const task = taskOf(on.made, 0);
    await on.stage.send('recordVisit', task.id, visit(task, await on.stage.now()));
    const wrong = finding({ measure: 'correct-by-date', dueOn: '2021-02-01' });
    await on.stage.send('enterResult', task.id, resultWith(task, [wrong]));
    await on.stage.send('reviewResult', task.id, approval);
    const order = await on.stage.db.selectFrom('rectificationOrder').select('id').executeTakeFirstOrThrow();
    orderId = order.id;
  });
  afterAll(() => on.close());

  it('extends a deadline with a preview that grows with what is filled in', async () => {
    const page = await on.openAs('approver', caseOf(1));
    const dialog = await opened(page, '延长期限');
    await dialog.getByText('的……延长至 ……').waitFor();
    await dialog.getByLabel('实地检查期限').check();
    await dialog.getByLabel('延长至').fill('2021-01-10');
    await dialog.getByLabel('理由').fill('检查对象停产检修');
    await dialog.getByText('“单位2”的实地检查期限延长至 2021-01-10').waitFor();
    await dialog.getByRole('button', { name: '批准延期' }).click();
    // Earlier than the deadline: the server's words at the field, and what was typed is still there.
    await dialog.locator('.wrong').first().waitFor();
    expect(await dialog.getByLabel('理由').inputValue()).toBe('检查对象停产检修');
    await dialog.getByLabel('延长至').fill('2021-03-31');
    await confirm(dialog, '批准延期');
    await page.getByText('2021-03-31').first().waitFor();
    expectQuiet(page, /422|409/);
  });

  it('draws a seat of the team anew when a person must withdraw (回避)', async () => {
    const page = await on.openAs('approver', caseOf(2));
    const dialog = await opened(page, '人员回避');
    await dialog.getByLabel(/人员i5/).check();
    await dialog.getByText('人员i5回避对“单位3”的检查').waitFor();
    await dialog.getByLabel('理由').fill('与检查对象负责人有近亲属关系');
    await confirm(dialog, '决定回避');
    await page.getByText('已回避：与检查对象负责人有近亲属关系').waitFor();
    expectQuiet(page);
  });

  it('gives the seat of who cannot come to the next by the draw, decided by the office, offered to no reviewer', async () => {
    const reviewer = await on.openAs('reviewer', caseOf(1));
    await reviewer.getByRole('heading', { name: '概况' }).waitFor();
    expect(await reviewer.getByRole('button', { name: '改派人员' }).count()).toBe(0);
    const page = await on.openAs('office', caseOf(1));
    const dialog = await opened(page, '改派人员');
    await dialog.getByLabel(/人员i4/).check();
    await dialog.getByText('人员i4不再参加对“单位2”的检查').waitFor();
    await dialog.getByRole('button', { name: REASSIGN }).click();
    await dialog.getByText('还有 1 项没有填写。').waitFor();
    await dialog.getByLabel('理由').fill('住院治疗');
    await confirm(dialog, REASSIGN);
    await page.getByText('已改派：住院治疗').waitFor();
    const team = await on.stage.db
      .selectFrom('teamMember')
      .select(['officerId', 'state'])
      .where('taskId', '=', taskOf(on.made, 1).id)
      .orderBy('slot')
      .orderBy('revision')
      .execute();
    expect(team).toEqual([
      { officerId: 'i3', state: 'assigned' },
      { officerId: 'i4', state: 'replaced' },
      { officerId: expect.stringMatching(/^i(?![34]$)\d+$/), state: 'assigned' },
    ]);
    expectQuiet(page);
  });

  it('replaces a unit that closed down, and cancels a visit, with what cannot be taken back said first', async () => {
    const page = await on.openAs('approver', caseOf(3));
    const dialog = await opened(page, '更换检查对象');
    await dialog.getByText('不能撤回').waitFor();
    await dialog.getByLabel('停业').check();
    await dialog.getByLabel('理由').fill('现场已关闭');
    await dialog.getByLabel('证明材料').fill('市监登记查询第 12 号');
    await expectAccessible(page);
    await picture(page, 'command-replace');
    await confirm(dialog, '更换检查对象');
    await page.getByText('已更换对象').first().waitFor();

    const other = await on.openAs('approver', caseOf(4));
    const cancel = await opened(other, '取消任务');
    await cancel.getByLabel('理由').fill('计划调整');
    await confirm(cancel, '取消任务');
    await other.getByText('已取消').first().waitFor();
    expectQuiet(other);
  });

  it('proves a channel by its address, and refuses what is none', async () => {
    const page = await on.openAs('publisher', caseOf(0));
    const dialog = await opened(page, '登记公示凭证');
    await dialog.getByLabel('政府政务公开平台').check();
    await dialog.getByLabel('公示日期').fill('2021-01-04');
    await dialog.getByLabel('公示网址').check();
    await dialog.getByLabel('网址', { exact: true }).fill('zwgk.example.org/1');
    await dialog.getByRole('button', { name: '登记凭证' }).click();
    await dialog.getByText('公示网址应以 http:// 或 https:// 开头').first().waitFor();
    await dialog.getByLabel('网址', { exact: true }).fill('https://zwgk.example.org/1');
    await confirm(dialog, '登记凭证');
    await page.getByText('https://zwgk.example.org/1').waitFor();
    expectQuiet(page, /422/);
  });

  it('computes the hash of a picture in the browser', async () => {
    const page = await on.openAs('publisher', caseOf(0));
    const dialog = await opened(page, '登记公示凭证');
    await dialog.getByLabel('页面截图').check();
    const file = { name: '公示截图.png', mimeType: 'image/png', buffer: Buffer.from('abc') };
    await dialog.getByLabel('选择截图文件').setInputFiles(file);
    const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    await dialog.locator(`input[value="${sha256}"]`).waitFor();
    expectQuiet(page);
  });

  it('asks for an extension as the team, decides it as the approver, and re-inspects finding by finding', async () => {
    const path = `/console/orders/${orderId}`;
    const team = await on.openAs('i1', path);
    const ask = await opened(team, '申请延期');
    await ask.getByLabel('2021-02-01').check();
    await ask.getByLabel('申请延至').fill('2021-03-01');
    await ask.getByLabel('理由').fill('备件未到');
    await confirm(ask, '提交申请');

    const work = await on.openAs('approver', '/console/work');
    await work
      .locator('li', { hasText: '备件未到' })
      .getByRole('button', { name: /^办\s?理$/ })
      .click();
    const decide = work.getByRole('dialog');
    await decide.getByLabel(/2021-02-01 延至 2021-03-01/).check();
    await decide.getByLabel('准予延期').check();
    await decide.getByText('“单位1” 2021-02-01 到期的问题延至 2021-03-01').waitFor();
    await decide.getByLabel('理由').fill('情况属实');
    await confirm(decide, '作出决定');

    await team.reload();
    const report = await opened(team, '报告整改完成');
    await report.getByLabel(/未按规定建立车辆技术档案/).check();
    await report.getByLabel('整改情况').fill('档案已补齐');
    await confirm(report, '报告整改完成');
    const again = await opened(team, '登记复查结果');
    await again.getByLabel('复查日期').fill('2021-01-04');
    expect(await again.locator('input:checked').count()).toBe(0);
    await again.getByLabel('已改正').check();
    await again.getByText('1 项已改正，0 项未改正').waitFor();
    await picture(team, 'command-reinspect');
    await confirm(again, '登记复查结果');
    const { state } = await on.stage.db.selectFrom('finding').select('state').executeTakeFirstOrThrow();
    expect(state).toBe('rectified');
    expectQuiet(team);
  });

  it('fits a phone', async () => {
    const page = await on.openAs('reviewer', caseOf(0), { size: PHONE });
    const dialog = await opened(page, '更正公示');
    const box = await dialog.boundingBox();
    expect(box?.width ?? 999).toBeLessThanOrEqual(PHONE.width);
    await expectAccessible(page);
    await picture(page, 'command-phone');
    expectQuiet(page);
  });

  it('corrects as the reviewer what is published, and withdraws it as the approver: each is a version of its own', async () => {
    const page = await on.openAs('reviewer', caseOf(0));
    const dialog = await opened(page, '更正公示');
    await dialog.getByLabel('1　未发现问题').check();
    await dialog.getByLabel('人员i1').check();
    await dialog.getByLabel('理由').fill('检查结果录入有误');
    await dialog.getByRole('button', { name: '更正并重新公示' }).click();
    // A correction changes the codes, never what was found.
    await dialog
      .getByText(/检查结果不能为“未发现问题”/)
      .first()
      .waitFor();
    await dialog.getByLabel('1　未发现问题').uncheck();
    await dialog.getByLabel('8　发现问题待后续处理').check();
    await confirm(dialog, '更正并重新公示');
    await page.getByText('更正公示（第 2 版）').first().waitFor();
    expectQuiet(page, /422/);

    const approver = await on.openAs('approver', caseOf(0));
    const withdrawal = await opened(approver, '撤回公示');
    await withdrawal.getByLabel('理由').fill('涉及商业秘密');
    await confirm(withdrawal, '撤回公示');
    await approver.getByText('撤回公示（第 3 版）').first().waitFor();
    const versions = await on.stage.db
      .selectFrom('publication')
      .select(['revision', 'kind', 'state'])
      .where('taskId', '=', taskOf(on.made, 0).id)
      .orderBy('revision')
      .execute();
    expect(versions).toEqual([
      { revision: 1, kind: 'result', state: 'superseded' },
      { revision: 2, kind: 'correction', state: 'superseded' },
      { revision: 3, kind: 'withdrawal', state: 'due' },
    ]);
    expectQuiet(approver);
  });
});
