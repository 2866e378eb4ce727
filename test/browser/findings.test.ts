/** What becomes of a result and its findings in the browser: returned and corrected, transferred, waived, referred. */
import { type CaseTask, taskOf } from '../support/cases/case.ts';
import { finding, resultWith, returned, visit } from '../support/cases/contents.ts';
import { reach } from '../support/cases/reach.ts';
import { describeInBrowser, expectAccessible, expectQuiet, picture } from './support/browser.ts';
import { confirm, opened } from './support/dialogs.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';
import { ask } from './support/year-steps.ts';

const [NO_FILES, NO_SIGN, NO_TABLE] = ['未按规定建立车辆技术档案', '未悬挂标志牌', '未公示收费标准'];

let on: EngineApp;
let wrong: CaseTask;
let elsewhere: CaseTask;
let ordered: CaseTask;
const pageOf = ({ id }: CaseTask): string => `/console/tasks/${id}`;

const findingsOf = ({ id }: CaseTask) =>
  on.stage.db
    .selectFrom('finding')
    .select(['text', 'state', 'disposalReason'])
    .where('taskId', '=', id)
    .orderBy('resultRevision')
    .orderBy('findingNo')
    .execute();

describeInBrowser('results and findings', () => {
  beforeAll(async () => {
    on = await startEngineApp();
    [wrong, elsewhere, ordered] = [taskOf(on.made, 0), taskOf(on.made, 1), taskOf(on.made, 2)];
    await on.stage.send('recordVisit', wrong.id, visit(wrong, await on.stage.now()));
    const byDate = finding({ text: NO_FILES, measure: 'correct-by-date', dueOn: '2021-02-01' });
    await on.stage.send('enterResult', wrong.id, resultWith(wrong, [byDate]));
    await on.stage.send('reviewResult', wrong.id, returned);
    await reach(on.stage, elsewhere, 'reviewed', [finding({ text: NO_TABLE, measure: 'transfer' })]);
    await reach(on.stage, ordered, 'reviewed', [finding({ text: NO_FILES }), finding({ text: NO_SIGN })]);
  });
  afterAll(() => on.close());

  it('lets the team correct what was returned, from what it had entered, and keeps both revisions', async () => {
    const page = await on.openAs(wrong.team[0] ?? '', pageOf(wrong));
    const dialog = await opened(page, '更正检查结果');
    await dialog.getByText('检查表已填 2 项，发现问题 1 个').waitFor();
    expect(await dialog.getByLabel('5　发现问题已责令改正').isChecked()).toBe(true);
    expect(await dialog.getByLabel('事实').inputValue()).toBe(NO_FILES);
    await dialog.getByLabel('事实').fill(NO_SIGN);
    await dialog.getByLabel('改正期限').fill('2021-01-03');
    await dialog.getByRole('button', { name: '提交更正' }).click();
    await dialog.getByText('改正期限应晚于检查日').first().waitFor();
    expect(await dialog.getByLabel('事实').inputValue()).toBe(NO_SIGN);
    await expectAccessible(page);
    await picture(page, 'command-correct-result');
    await dialog.getByLabel('改正期限').fill('2021-02-01');
    await confirm(dialog, '提交更正');
    await page.getByText('第 1 版（已被更正）').waitFor();
    const results = await on.stage.db
      .selectFrom('result')
      .select(['revision', 'state', 'codes'])
      .where('taskId', '=', wrong.id)
      .orderBy('revision')
      .execute();
    expect(results).toEqual([
      { revision: 1, state: 'returned', codes: ['5'] },
      { revision: 2, state: 'entered', codes: ['5'] },
    ]);
    expect((await findingsOf(wrong)).at(-1)).toMatchObject({ text: NO_SIGN, state: 'open' });
    expectQuiet(page, /422/);
  });

  it('lets the approver hand a finding to whom it belongs, once', async () => {
    const late = await on.openAs('approver', pageOf(elsewhere));
    const second = await opened(late, '移送问题线索');
    const page = await on.openAs('approver', pageOf(elsewhere));
    const dialog = await opened(page, '移送问题线索');
    await dialog.getByLabel(new RegExp(NO_TABLE)).check();
    await dialog.getByLabel('接收机关').fill('区市场监督管理局');
    await dialog.getByText('将“单位2”的 1 个问题移送区市场监督管理局，不能撤回。').waitFor();
    await dialog.getByRole('button', { name: '移送' }).click();
    await dialog.getByText('还有 1 项没有填写。').waitFor();
    await dialog.getByLabel('理由').fill('不属于本局管辖');
    await confirm(dialog, '移送');
    await page
      .getByText(/移送区市场监督管理局：不属于本局管辖/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: '移送问题线索' }).waitFor({ state: 'detached' });
    expectQuiet(page);

    await second.getByLabel(new RegExp(NO_TABLE)).check();
    await second.getByLabel('接收机关').fill('县市场监督管理局');
    await second.getByLabel('理由').fill('不属于本局管辖');
    await second.getByRole('button', { name: '移送' }).click();
    await second.getByText(/该事项已办结|没有.*待移送的问题/).waitFor();
    const referrals = await on.stage.db
      .selectFrom('referral')
      .select(['receiver', 'reason', 'referredBy'])
      .where('taskId', '=', elsewhere.id)
      .execute();
    expect(referrals).toEqual([
      { receiver: '区市场监督管理局', reason: '不属于本局管辖', referredBy: 'approver' },
    ]);
    expect(await findingsOf(elsewhere)).toMatchObject([{ state: 'referred' }]);
  });

  it('lets the approver waive one finding of an order and refer the other, which ends it', async () => {
    const order = () =>
      on.stage.db
        .selectFrom('rectificationOrder')
        .select(['number', 'state'])
        .where('taskId', '=', ordered.id)
        .executeTakeFirstOrThrow();
    const { number } = await order();
    const page = await on.openAs('approver', `/console/orders/${ordered.id}-R1`);
    const waiver = await opened(page, '免予整改');
    await waiver.getByLabel(new RegExp(NO_SIGN)).check();
    await waiver.getByText(`${number}所列 1 个问题免予整改，不能撤回。`).waitFor();
    await waiver.getByLabel('理由').fill('已停止经营');
    await expectAccessible(page);
    await picture(page, 'command-waive');
    await confirm(waiver, '免予整改');
    await page.getByText('已停止经营').first().waitFor();
    expect(await order()).toMatchObject({ state: 'issued' });

    const referral = await opened(page, '移送或抄告');
    expect(await referral.getByLabel(new RegExp(NO_SIGN)).count()).toBe(0);
    await referral.getByLabel(new RegExp(NO_FILES)).check();
    await referral.getByLabel('接收机关').fill('交通运输综合行政执法队');
    await referral.getByLabel('理由').fill('拒不改正');
    await confirm(referral, '移送');
    await page.getByRole('button', { name: '移送或抄告' }).waitFor({ state: 'detached' });
    expect(await findingsOf(ordered)).toMatchObject([
      { text: NO_FILES, state: 'referred', disposalReason: '已移送交通运输综合行政执法队：拒不改正' },
      { text: NO_SIGN, state: 'waived', disposalReason: '已停止经营' },
    ]);
    expect(await order()).toMatchObject({ state: 'referred' });
    expectQuiet(page);
  });

  it('lets nobody of the team do what is the approver’s', async () => {
    const page = await on.openAs(ordered.team[0] ?? '', `/console/orders/${ordered.id}-R1`);
    await page.getByRole('heading', { name: '问题' }).waitFor();
    expect(await page.getByRole('button', { name: /免予整改|移送/ }).count()).toBe(0);
    const waive = { findingIds: [`${ordered.id}-F1.1`], reason: '已停止经营' };
    await expect(ask(page, `/api/orders/${ordered.id}-R1/commands/waiveFindings`, waive)).rejects.toThrow(
      /403 .*只能由审批人办理/,
    );
  });
});
