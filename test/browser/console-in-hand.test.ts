/** The console on an inspector’s phone: its ways lead to the field view, and each page begins at its head. */
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';
import { dressFacts, taskAt } from './support/field-visit.ts';

const LOW = { width: 390, height: 320 };

describeInBrowser('the console in the hand of an inspector', () => {
  let engine: EngineApp;
  beforeAll(async () => {
    engine = await startEngineApp();
    await dressFacts(engine);
  });
  afterAll(() => engine?.close());

  it('does a visit of my work in the field view', async () => {
    const { id, team } = taskAt(engine, 0);
    const page = await engine.openAs(team[0] ?? '', '/console/work', { size: PHONE });
    await page.getByRole('button', { name: /^办\s?理$/ }).click();
    await page.waitForURL(`**/field/visits/${id}`);
    await page.getByRole('heading', { level: 1, name: '平鲁区宏远货运有限公司' }).waitFor();
    expectQuiet(page);
  });

  it('leads there from the menu and from the case', async () => {
    const { id, team } = taskAt(engine, 1);
    const page = await engine.openAs(team[0] ?? '', `/console/tasks/${id}`, { size: PHONE });
    const way = page.getByRole('link', { name: '现场检查（手机）' });
    await way.waitFor();
    expect(await way.getAttribute('href')).toBe(`/field/visits/${id}`);
    await expectNoSidewaysScroll(page);
    await picture(page, 'case-in-hand');
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('link', { name: '现场检查', exact: true }).waitFor();
    await expectAccessible(page);
    await picture(page, 'menu-in-hand');
    await page.getByRole('link', { name: '现场检查', exact: true }).click();
    await page.getByRole('heading', { name: '我的现场检查' }).waitFor();
  });

  it('offers it to nobody who is not of the team', async () => {
    const page = await engine.openAs('reviewer', `/console/tasks/${taskAt(engine, 1).id}`, { size: PHONE });
    await page.getByRole('button', { name: '打印本页' }).waitFor();
    expect(await page.getByRole('link', { name: /现场检查/ }).count()).toBe(0);
    await page.getByRole('button', { name: '菜单' }).click();
    await page.getByRole('link', { name: '检查任务', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: '现场检查', exact: true }).count()).toBe(0);
  });

  it('begins each page at its head, and leaves going back to the browser', async () => {
    const { team } = taskAt(engine, 2);
    const page = await engine.openAs(team[0] ?? '', '/console/work', { size: LOW });
    const down = () => page.evaluate('window.scrollY');
    const unit = page.getByRole('list', { name: '应办事项' }).getByRole('link').first();
    await unit.waitFor();
    await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
    const before = await down();
    expect(before).toBeGreaterThan(0);
    await unit.dispatchEvent('click');
    await page.getByRole('button', { name: '打印本页' }).waitFor();
    expect(await down()).toBe(0);
    await page.goBack();
    await unit.waitFor();
    await page.waitForFunction(`window.scrollY === ${before}`);
  });
});
