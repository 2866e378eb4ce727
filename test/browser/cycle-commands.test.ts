/** What an approver decides about a whole cycle, in the browser: unannounced visits, pause and resumption, its end. */
import { engineOver } from '../../api/services/engine.ts';
import { CYCLE_ID, openScene, type Scene } from '../support/cycles/scene.ts';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectQuiet,
  picture,
  startBrowserApp,
} from './support/browser.ts';
import { confirm, opened } from './support/dialogs.ts';
import { type OpenAs, pagesOf } from './support/pages-of.ts';
import { ask } from './support/year-steps.ts';

const PAGE = `/console/cycles/${CYCLE_ID}`;

let scene: Scene;
let temporal: ReturnType<typeof engineOver>;
let app: BrowserApp;
let openAs: OpenAs;

const cycle = () =>
  scene.db.selectFrom('cycle').select(['state', 'pausedOn']).where('id', '=', CYCLE_ID).executeTakeFirst();

describeInBrowser('commands of a cycle', () => {
  beforeAll(async () => {
    scene = await openScene();
    await scene.openCycle();
    const nowMs = await scene.now();
    temporal = engineOver(scene.client);
    app = await startBrowserApp({ db: scene.db, temporal, now: () => nowMs }, 'rehearsal');
    openAs = pagesOf(app, { db: scene.db, authorityId: scene.authorityId, nowMs });
  });
  afterAll(async () => {
    await app?.close();
    await temporal?.close();
    await scene?.stop();
  });

  it('decide before the draw, on a legal basis, that a row is visited unannounced, and take it back', async () => {
    const page = await openAs('approver', PAGE);
    const decision = await opened(page, '决定不预先通知');
    await decision.getByLabel(/202101/).check();
    await decision.getByText('计划行 202101 的检查不预先通知检查对象').waitFor();
    await decision.getByRole('button', { name: '决定不预先通知' }).click();
    await decision.getByText('请填写法律依据').waitFor();
    await decision.getByLabel('法律依据').fill('安全生产法第六十五条');
    await confirm(decision, '决定不预先通知');
    const rows = page.getByRole('region', { name: '不预先通知检查对象的计划行' });
    await rows.getByText('安全生产法第六十五条').waitFor();
    const inForce = () =>
      scene.db.selectFrom('unannouncedNow').select(['rowNumber', 'basis', 'decidedBy']).execute();
    expect(await inForce()).toEqual([
      { rowNumber: '202101', basis: '安全生产法第六十五条', decidedBy: 'approver' },
    ]);
    const revocation = await opened(page, '撤销决定');
    await revocation.getByLabel('理由').fill('改为预先通知');
    await picture(page, 'command-announced');
    await confirm(revocation, '撤销决定');
    await rows.waitFor({ state: 'detached' });
    expect(await inForce()).toEqual([]);
    expectQuiet(page);
  });

  it('pause it once, with the reason, and let it go on', async () => {
    const late = await openAs('approver', PAGE);
    const second = await opened(late, '暂停周期');
    await second.getByLabel('理由').fill('机构改革');
    const page = await openAs('approver', PAGE);
    const pause = await opened(page, '暂停周期');
    await pause.getByText('暂停2021年第一周期').waitFor();
    await pause.getByLabel('理由').fill('防汛期间暂停');
    await expectAccessible(page);
    await confirm(pause, '暂停周期');
    await page.getByText('已暂停', { exact: true }).waitFor();
    expect(await cycle()).toMatchObject({ pausedOn: '2021-01-04' });
    const pauses = page.getByRole('region', { name: '周期的暂停与恢复' });
    await pauses.getByText('暂停中').waitFor();
    await page.getByText(/^2021-01-04，.+，防汛期间暂停$/).waitFor();

    await second.getByRole('button', { name: '暂停周期' }).click();
    await second.getByText(/已于 2021-01-04 暂停/).waitFor();
    expect(await second.getByLabel('理由').inputValue()).toBe('机构改革');

    await confirm(await opened(page, '恢复周期'), '恢复周期');
    await page.getByRole('button', { name: '暂停周期' }).waitFor();
    expect(await cycle()).toMatchObject({ pausedOn: null });
    // What is over stays on the page.
    await pauses.getByText('2021-01-04 恢复').waitFor();
    await pauses.getByText('防汛期间暂停').waitFor();
    await picture(page, 'cycle-pauses');
    expectQuiet(page);
  });

  it('end it for good; the office is shown no such button but who has it, and is refused', async () => {
    const office = await openAs('office', PAGE);
    await office.getByRole('heading', { name: '各计划行进展' }).waitFor();
    expect(await office.getByRole('button', { name: /周期$/ }).count()).toBe(0);
    await office.getByText('暂停周期、取消周期由审批人办理').waitFor();
    await picture(office, 'cycle-not-own');
    const command = `/api/cycles/${CYCLE_ID}/commands/cancelCycle`;
    await expect(ask(office, command, { reason: '计划调整' })).rejects.toThrow(/403 .*只能由审批人办理/);

    const page = await openAs('approver', PAGE);
    const dialog = await opened(page, '取消周期');
    await dialog.getByText('取消2021年第一周期，不能撤回。').waitFor();
    await dialog.getByLabel('理由').fill('年度计划调整');
    await picture(page, 'command-cancel-cycle');
    await confirm(dialog, '取消周期');
    await page.getByRole('button', { name: '取消周期' }).waitFor({ state: 'detached' });
    await page.getByText('已取消', { exact: true }).waitFor();
    expect(await cycle()).toMatchObject({ state: 'cancelled' });
    expectQuiet(page);
  });
});
