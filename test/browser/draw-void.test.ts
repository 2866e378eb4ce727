/** An announced draw that is given up by an order, signed in the browser. */
import { DRAW_ID } from '../api/support/live-draw.ts';
import { describeInBrowser, expectAccessible, expectQuiet, picture } from './support/browser.ts';
import { appWithDraw, DRAW_PAGE, DRAW_TEST_MS } from './support/draw-app.ts';
import { HALL } from './support/hall.ts';
import { signWith } from './support/sign-with-key.ts';

describeInBrowser('an announced draw', () => {
  const app = appWithDraw({ units: 10, begin: (scene) => scene.sign('announcement') });

  it(
    'is voided by the leader in charge with an order that he signs in his browser, and by nobody else',
    async () => {
      const drawer = await app.open(DRAW_PAGE, { as: 'drawer' });
      await drawer.getByText('等待随机数').first().waitFor();
      expect(await drawer.getByRole('button', { name: '决定作废本次抽取' }).count()).toBe(0);
      const leader = await app.open(DRAW_PAGE, { as: 'supervisor' });
      await leader.getByRole('button', { name: '决定作废本次抽取' }).click();
      await leader.getByLabel(/作废原因/).fill('名录有重大错误');
      await leader.getByLabel(/决定文号/).fill('平交〔2021〕3号');
      await leader.getByRole('button', { name: '下一步：核对并签名' }).click();
      await picture(leader, 'draw-void');
      await expectAccessible(leader);
      await signWith(leader, 'supervisor');
      await leader.getByText('本次抽取作废：名录有重大错误（平交〔2021〕3号）').waitFor();
      const hall = await app.open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByRole('heading', { name: /本次抽取作废/ }).waitFor();
      await picture(hall, 'hall-void');
      expectQuiet(leader);
    },
    DRAW_TEST_MS,
  );
});
