/** The public pages as a citizen has them: with scripts and without, at a desk, on a phone, on paper. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { addBureau } from '../activities/support/bureau.ts';
import { bench, playToRunning } from '../activities/support/play.ts';
import { draftAmendment, publishAmendment } from '../api/support/amended-plan.ts';
import { HOME } from '../api/support/app.ts';
import { addFacts } from '../api/support/facts.ts';
import { addResult, DUE, SHOWN } from '../api/support/portal.ts';
import {
  type BrowserApp,
  DESKTOP,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
  startBrowserApp,
} from './support/browser.ts';

/** A bureau whose first draw is drawn and published; HOME has plans and results. */
const DRAWN = 'drawn';
const SIZES = [
  ['desktop', DESKTOP],
  ['phone', PHONE],
] as const;
/** A4 upright within its margins. */
const PAPER = { width: 718, height: 1047 } as const;
const home = (path: string): string => `/public/${HOME}${path}`;

/** Name for its pictures, address, heading, and words that only this page has. */
const PAGES = [
  ['home', home(''), '双随机、一公开 信息公开', '最近公示的结果'],
  ['plan', home('/plan'), '年度抽查工作计划', '本版改动'],
  ['draws', `/public/${DRAWN}/draws`, '抽取', '2021-001'],
  ['draw', `/public/${DRAWN}/draws/2021-001`, '抽取', '自行核验'],
  ['results', home('/results'), '抽查结果', '发现问题已责令改正'],
  ['result', home(`/results/${SHOWN}`), '抽查结果', '公示经过'],
  ['orders', home('/orders?year=2021'), '责令改正和整改', '责改〔2021〕1号'],
  ['items', home('/items'), '事项和人员', '执法检查人员'],
  ['verify', '/public/verify.html', '双随机抽取结果核验', '不联网'],
] as const;

const addPublicFacts = async (db: Kysely<Database>): Promise<void> => {
  await addFacts(db, HOME);
  await addResult(db, HOME, SHOWN, 1, ['1']);
  await addResult(db, HOME, DUE, 1, ['5']);
  await db
    .updateTable('publication')
    .set({ state: 'confirmed', confirmedOn: '2021-02-12' })
    .where('authorityId', '=', HOME)
    .where('id', '=', DUE)
    .execute();
  await db.updateTable('item').set({ published: true }).where('authorityId', '=', HOME).execute();
  await draftAmendment(db, HOME);
  await publishAmendment(db, HOME);
  await addBureau(db, { id: DRAWN, units: 120 });
  await playToRunning(await bench(db), DRAWN);
};

let app: BrowserApp;

describeInBrowser('the public portal in a browser', () => {
  beforeAll(async () => {
    app = await startBrowserApp({}, 'rehearsal');
    await addPublicFacts(app.test.db);
  });
  afterAll(() => app?.close());

  it.each(PAGES)(
    '%s is whole where no script runs, at a desk and on a phone',
    async (_name, path, heading, words) => {
      for (const [, size] of SIZES) {
        const page = await app.open(path, { size, scripts: false });
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(heading);
        await page.getByText(words).first().waitFor();
        await expectNoSidewaysScroll(page);
        await page.context().close();
      }
    },
  );

  it.each(PAGES)('%s shuts nobody out, at a desk and on a phone', async (name, path, _heading, words) => {
    for (const [width, size] of SIZES) {
      const page = await app.open(path, { size });
      await page.getByText(words).first().waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await picture(page, `portal-${name}-${width}`);
      expectQuiet(page);
      await page.context().close();
    }
  });

  it('finds a result by a part of the name with the keyboard alone, and opens it', async () => {
    const page = await app.open(home('/results'));
    const tabTo = async (selector: string): Promise<void> => {
      for (let presses = 0; presses < 30; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await page.locator(`${selector}:focus`).count()) > 0) return;
      }
      throw new Error(`the keyboard does not come to ${selector}`);
    };
    await tabTo('#q');
    await page.keyboard.insertText('测试>4');
    await page.keyboard.press('Enter');
    await page.waitForURL(/q=/);
    await page.getByRole('link', { name: /测试>4$/ }).waitFor();
    expect(await page.getByRole('link', { name: /测试>5$/ }).count()).toBe(0);
    expect(await page.locator('#q').inputValue()).toBe('测试>4');
    await tabTo('tbody a');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /测试>4$/ }).waitFor();
    expectQuiet(page);
  });

  it.each(PAGES.filter(([name]) => name !== 'verify'))(
    '%s is printed without its navigation and search, with what it says',
    async (name, path, heading, words) => {
      const page = await app.open(path, { size: PAPER });
      await page.getByRole('navigation').first().waitFor();
      await page.emulateMedia({ media: 'print' });
      for (const role of ['navigation', 'search'] as const)
        expect(await page.getByRole(role).count()).toBe(0);
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.getByText(words).first().waitFor();
      await expectNoSidewaysScroll(page);
      await picture(page, `portal-${name}-print`);
    },
  );
});
