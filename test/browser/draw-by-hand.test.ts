/** A draw whose relays are silent and whose witness objects, in the browser: what people bring in and say by hand. */
import { DRAW_ID, type LiveDrawScene, startLiveDraw } from '../api/support/live-draw.ts';
import { eventually } from '../support/cases/stage.ts';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectQuiet,
  picture,
  startBrowserApp,
} from './support/browser.ts';
import { confirm, opened } from './support/dialogs.ts';
import { ask } from './support/year-steps.ts';

/** The room asks every other second; a draw on a crowded machine takes its time. */
const SOON = { timeout: 40_000 } as const;
const LIMIT_MS = 240_000;
const PAGE = `/console/draws/${DRAW_ID}`;

let scene: LiveDrawScene;
let app: BrowserApp;

const stateOfDraw = async (): Promise<string> =>
  (await scene.db.selectFrom('draw').select('state').where('id', '=', DRAW_ID).executeTakeFirstOrThrow())
    .state;

describeInBrowser('a draw by the beacon', () => {
  beforeAll(async () => {
    scene = await startLiveDraw({ units: 10, randomness: { mode: 'beacon' } });
    await scene.sign('announcement');
    scene.relay.fail('drops');
    await scene.until((await scene.hours()).round, 1);
    app = await startBrowserApp(scene.deps);
  }, LIMIT_MS);
  afterAll(async () => {
    await app?.close();
    await scene?.stop();
  });

  it(
    'takes the announced round, and no other, from who brings it in where no relay can be reached',
    async () => {
      const publisher = await app.open(PAGE, { as: 'publisher' });
      await publisher.getByText('已到公告的时刻').waitFor();
      expect(await publisher.getByRole('button', { name: '人工录入信标签名' }).count()).toBe(0);

      const round = await scene.round();
      const page = await app.open(PAGE, { as: 'office' });
      const dialog = await opened(page, '人工录入信标签名');
      await dialog.getByLabel('公共信标的签名').fill(scene.signatureOf(round + 1));
      await dialog.getByRole('button', { name: '提交' }).click();
      await dialog.getByText(`不是公共信标第${round}轮的签名`).first().waitFor();
      expect(await dialog.getByLabel('公共信标的签名').inputValue()).toBe(scene.signatureOf(round + 1));
      await expectAccessible(page);
      await picture(page, 'command-enter-beacon');
      await dialog.getByLabel('公共信标的签名').fill(scene.signatureOf(round).toUpperCase());
      await confirm(dialog, '提交');
      await page.getByText('抽取结果', { exact: true }).waitFor(SOON);
      const proofs = await scene.db
        .selectFrom('drawSourceProof')
        .select(['kind', 'proof'])
        .where('drawId', '=', DRAW_ID)
        .execute();
      expect(proofs).toMatchObject([
        { kind: 'drand', proof: { round, signature: scene.signatureOf(round) } },
      ]);
      expectQuiet(page, /422/);
    },
    LIMIT_MS,
  );

  it(
    'is objected to by its witness once it is published, in public and once',
    async () => {
      await eventually(async () => (await stateOfDraw()) === 'sealed');
      const early = await app.open(PAGE, { as: 'witness' });
      await early.getByText('结果签名公布后，由见证人确认或提出异议').waitFor();
      expect(await early.getByRole('button', { name: '提出异议' }).count()).toBe(0);
      await scene.sign('receipt');
      await scene.until((await scene.hours()).round, 5);
      await eventually(async () => (await stateOfDraw()) === 'published');

      const page = await app.open(PAGE, { as: 'witness' });
      const dialog = await opened(page, '提出异议');
      await dialog.getByRole('button', { name: '提出异议' }).click();
      await dialog.getByText('请填写理由').waitFor();
      await dialog.getByLabel('理由').fill('公告前名录又有改动');
      await expectAccessible(page);
      await picture(page, 'command-object');
      await confirm(dialog, '提出异议');
      await page.getByText('人员witness提出异议').first().waitFor(SOON);
      await page.getByText('公告前名录又有改动').first().waitFor();
      expect(await page.getByRole('button', { name: /异议|确认/ }).count()).toBe(0);
      const words = await scene.db
        .selectFrom('drawWitness')
        .select(['decision', 'reason', 'officerId'])
        .where('drawId', '=', DRAW_ID)
        .execute();
      expect(words).toEqual([{ decision: 'objected', reason: '公告前名录又有改动', officerId: 'witness' }]);
      await expect(ask(page, `/api/draws/${DRAW_ID}/commands/signOffDraw`, {})).rejects.toThrow(
        /409 .*(该事项已办结|已由见证人表明意见)/,
      );
      expectQuiet(page);
    },
    LIMIT_MS,
  );
});
