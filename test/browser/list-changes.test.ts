/** How a list differs from the last cycle's, for the public and for the office. */
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

const BUREAU = 'changes';
const PUBLIC_DRAW = `/public/${BUREAU}/draws/${SECOND_DRAW}`;

let app: BrowserApp;

describeInBrowser('the changes of a list', () => {
  beforeAll(async () => {
    app = await startBrowserApp({}, 'rehearsal');
    await playTwoLists(app.test.db, BUREAU);
  }, 240_000);
  afterAll(() => app.close());

  it.each([
    ['desk', undefined],
    ['phone', PHONE],
  ] as const)('are read by the public beside the draw, page by page (%s)', async (name, size) => {
    const page = await app.open(PUBLIC_DRAW, size === undefined ? {} : { size });
    await page.getByRole('heading', { name: '抽取名单的变化' }).waitFor();
    await picture(page, `list-changes-${name}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: '130', exact: true }).click();
    await page.getByRole('heading', { name: '新列入名单的对象' }).waitFor();
    await picture(page, `list-changes-came-${name}`);
    await page.getByRole('link', { name: '下一页' }).click();
    await page.getByText('c00630').waitFor();
    await page.getByRole('link', { name: `返回抽取 ${SECOND_DRAW}` }).click();
    await page.getByRole('link', { name: '5', exact: true }).click();
    await page.getByText('不在正常经营状态').first().waitFor();
    await picture(page, `list-changes-gone-${name}`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expectQuiet(page);
  });

  it('are opened by the office on the page of the draw, with the name of a person', async () => {
    const page = await app.open(`/console/draws/${SECOND_DRAW}`, { as: 'office', authorityId: BUREAU });
    await page.getByText('名单与上一周期相比').waitFor();
    await page.getByRole('button', { name: /不再列入名单的对象 5 户/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('欧阳建国（140603199001011234）').waitFor();
    await dialog.getByText('不在名录库中本事项的抽取范围内').first().waitFor();
    await picture(page, 'list-changes-console');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Close' }).or(dialog.getByLabel('关闭')).first().click();
    await page.getByRole('button', { name: /新列入名单的对象 130 户/ }).click();
    await dialog.getByText('c00501').waitFor();
    await dialog.getByRole('button', { name: '下一页' }).click();
    await dialog.getByText('c00551').waitFor();
    expectQuiet(page);
  });
});
