/** A draw whose relays are silent and whose witness objects, in the browser: what people bring in and say by hand. */
import { DRAW_ID } from '../api/support/live-draw.ts';
import { eventually } from '../support/cases/stage.ts';
import { describeInBrowser, expectAccessible, expectQuiet, picture } from './support/browser.ts';
import { confirm, opened } from './support/dialogs.ts';
import { appWithDraw, DRAW_PAGE, DRAW_TEST_MS } from './support/draw-app.ts';
import { ask } from './support/year-steps.ts';

describeInBrowser('a draw by the beacon', () => {
  const app = appWithDraw({
    units: 10,
    randomness: { mode: 'beacon' },
    begin: async (scene) => {
      await scene.sign('announcement');
      scene.relay.fail('drops');
      await scene.until((await scene.hours()).round, 1);
    },
  });
  const stateOfDraw = async (): Promise<string> =>
    (
      await app.scene.db
        .selectFrom('draw')
        .select('state')
        .where('id', '=', DRAW_ID)
        .executeTakeFirstOrThrow()
    ).state;

  it(
    'takes the announced round, and no other, from who brings it in where no relay can be reached',
    async () => {
      const publisher = await app.open(DRAW_PAGE, { as: 'publisher' });
      await publisher.getByText('已到公告的时刻').waitFor();
      expect(await publisher.getByRole('button', { name: '人工录入信标签名' }).count()).toBe(0);

      const round = await app.scene.round();
      const page = await app.open(DRAW_PAGE, { as: 'office' });
      const dialog = await opened(page, '人工录入信标签名');
      await dialog.getByLabel('公共信标的签名').fill(app.scene.signatureOf(round + 1));
      await dialog.getByRole('button', { name: '提交' }).click();
      await dialog.getByText(`不是公共信标第${round}轮的签名`).first().waitFor();
      expect(await dialog.getByLabel('公共信标的签名').inputValue()).toBe(app.scene.signatureOf(round + 1));
      await expectAccessible(page);
      await picture(page, 'command-enter-beacon');
      await dialog.getByLabel('公共信标的签名').fill(app.scene.signatureOf(round).toUpperCase());
      await confirm(dialog, '提交');
      await page.getByText('抽取结果', { exact: true }).waitFor();
      const proofs = await app.scene.db
        .selectFrom('drawSourceProof')
        .select(['kind', 'proof'])
        .where('drawId', '=', DRAW_ID)
        .execute();
      expect(proofs).toMatchObject([
        { kind: 'drand', proof: { round, signature: app.scene.signatureOf(round) } },
      ]);
      expectQuiet(page, /422/);
    },
    DRAW_TEST_MS,
  );

  it(
    'is objected to by its witness once it is published, in public and once',
    async () => {
      await eventually(async () => (await stateOfDraw()) === 'sealed');
      const early = await app.open(DRAW_PAGE, { as: 'witness' });
      await early.getByText('结果签名公布后，由见证人确认或提出异议').waitFor();
      expect(await early.getByRole('button', { name: '提出异议' }).count()).toBe(0);
      await app.scene.sign('receipt');
      await app.scene.until((await app.scene.hours()).round, 5);
      await eventually(async () => (await stateOfDraw()) === 'published');

      const page = await app.open(DRAW_PAGE, { as: 'witness' });
      const dialog = await opened(page, '提出异议');
      await dialog.getByRole('button', { name: '提出异议' }).click();
      await dialog.getByText('请填写理由').waitFor();
      await dialog.getByLabel('理由').fill('公告前名录又有改动');
      await expectAccessible(page);
      await picture(page, 'command-object');
      await confirm(dialog, '提出异议');
      await page.getByText('人员witness提出异议').first().waitFor();
      await page.getByText('公告前名录又有改动').first().waitFor();
      expect(await page.getByRole('button', { name: /异议|确认/ }).count()).toBe(0);
      const words = await app.scene.db
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
    DRAW_TEST_MS,
  );
});
