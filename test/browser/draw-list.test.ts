/** The list of a draw by names, looked through by a citizen. */
import { playTwoLists, SECOND_DRAW } from '../api/support/two-lists.ts';
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

const BUREAU = 'listed';

let app: BrowserApp;

describeInBrowser('the list of a draw', () => {
  beforeAll(async () => {
    app = await startBrowserApp({}, 'rehearsal');
    await playTwoLists(app.test.db, BUREAU);
  }, 240_000);
  afterAll(() => app.close());

  it.each([
    ['desk', undefined],
    ['phone', PHONE],
  ] as const)('is searched by name, and so is who was left out of it (%s)', async (name, size) => {
    const page = await app.open(`/public/${BUREAU}/draws/${SECOND_DRAW}`, size === undefined ? {} : { size });
    await picture(page, `draw-of-list-${name}`);
    await page.getByRole('link', { name: '列入名单的对象', exact: true }).click();
    await page.getByText('列入抽取名单的共 275 户。').waitFor();
    await picture(page, `draw-list-${name}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: '下一页' }).click();
    await page.getByLabel('名称的一部分，或者代码').fill('单位77');
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('与“单位77”相符的有 1 户').waitFor();
    await page.getByText('c00077').waitFor();
    await page.getByLabel('名称的一部分，或者代码').fill('');
    await page.getByLabel('在', { exact: true }).selectOption({ label: '不列入名单的对象' });
    await page.getByRole('button', { name: '查询' }).click();
    await page.getByText('不在正常经营状态').first().waitFor();
    await picture(page, `draw-list-excluded-${name}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: `返回抽取 ${SECOND_DRAW}` }).click();
    expectQuiet(page);
  });
});
