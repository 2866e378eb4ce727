/** Further units of a row (扩大抽查) in the browser: asked for by one, decided by another, drawn, shown to everybody. */
import { engineOver } from '../../api/services/engine.ts';
import { CYCLE_ID, LATEST_DRAW_ON, openScene, type Scene } from '../support/cycles/scene.ts';
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
import { confirm, opened } from './support/dialogs.ts';
import { type OpenAs, pagesOf } from './support/pages-of.ts';

const PAGE = `/console/cycles/${CYCLE_ID}`;
const REASON = '前期检查发现问题比例较高';
const FURTHER = '2021-002';

let scene: Scene;
let temporal: ReturnType<typeof engineOver>;
let app: BrowserApp;
let openAs: OpenAs;

describeInBrowser('an enlarged draw', () => {
  beforeAll(async () => {
    scene = await openScene();
    await scene.draw();
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

  it('is asked for by a drawer, with a preview that grows, and only of so many as are left', async () => {
    const page = await openAs('drawer', PAGE);
    const dialog = await opened(page, '申请扩大抽查');
    await dialog.getByText('增抽 …… 个').waitFor();
    await dialog.getByLabel(/202101.*未抽取 9 个/).check();
    await dialog.getByLabel('增抽数量').fill('10');
    await dialog.getByLabel('理由').fill(REASON);
    await dialog.getByText('计划行 202101 尚未抽中的对象中增抽 10 个').waitFor();
    await dialog.getByRole('button', { name: '申请扩大抽查' }).click();
    await dialog.getByText('尚未抽取的对象只有 9 个').first().waitFor();
    await dialog.getByLabel('增抽数量').fill('2');
    await expectAccessible(page);
    await picture(page, 'command-enlarge');
    await confirm(dialog, '申请扩大抽查');
    await page.getByText('待审批').waitFor();
    // Who asked does not decide.
    expect(await page.getByRole('button', { name: '审批扩大抽查' }).count()).toBe(0);
    expectQuiet(page, /422/);
  });

  it('is granted by an approver from his work, and takes a number of its own', async () => {
    const work = await openAs('approver', '/console/work');
    await work.getByText(REASON).first().waitFor();
    await picture(work, 'work-enlargement');
    const page = await openAs('approver', PAGE);
    const dialog = await opened(page, '审批扩大抽查');
    await dialog.getByLabel('同意扩大抽查').check();
    await dialog.getByLabel('理由').fill('同意');
    await dialog.getByText('立即取得抽取编号').waitFor();
    await confirm(dialog, '作出决定');
    await page.getByRole('link', { name: `抽取 ${FURTHER}` }).waitFor();
    await expectAccessible(page);
    await picture(page, 'cycle-enlarged');
    await page.setViewportSize(PHONE);
    await expectNoSidewaysScroll(page);
    await picture(page, 'cycle-enlarged-phone');
    expectQuiet(page);
  });

  it('is shown as one, with its reason, on its page, in the hall and to the public', async () => {
    await scene.until(LATEST_DRAW_ON, '10:30');
    const page = await openAs('office', `/console/draws/${FURTHER}`);
    await page.getByText(`计划行 202101 增抽 2 个对象，理由：${REASON}`).waitFor();
    await expectAccessible(page);
    await picture(page, 'draw-enlarged');
    const hall = await openAs('office', `/console/hall/${FURTHER}`);
    await hall.getByRole('heading', { level: 1, name: /扩大抽查/ }).waitFor();
    await hall.getByText(`增抽 2 个对象，理由：${REASON}`).waitFor();
    await picture(hall, 'hall-enlarged');
    const all = await openAs('office', '/console/draws');
    await all.getByText('扩大抽查').waitFor();
    const publicPage = await app.open(`/public/${scene.authorityId}/draws/${FURTHER}`);
    await publicPage.getByText(`扩大抽查：计划行 202101 增抽 2 个对象，理由：${REASON}`).waitFor();
    await picture(publicPage, 'portal-enlarged');
    await publicPage.goto(`${app.url}/public/${scene.authorityId}/draws`);
    await publicPage.setViewportSize(PHONE);
    await publicPage.getByText(REASON).waitFor();
    await expectNoSidewaysScroll(publicPage);
    await picture(publicPage, 'portal-draws-enlarged-phone');
    for (const each of [page, hall, all]) expectQuiet(each);
  });
});
