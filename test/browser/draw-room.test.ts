/** The draw room: a live draw on the production workers, shown to a hall while its people take their parts. */
import type { Page } from 'playwright-core';
import { DRAW_ID } from '../api/support/live-draw.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithDraw, DRAW_PAGE, DRAW_TEST_MS } from './support/draw-app.ts';
import { expectNothingCutOff, HALL, pictureOfHall } from './support/hall.ts';
import { PASSPHRASE, signWith } from './support/sign-with-key.ts';

const DIGITS = '271828182845904523536028747135266249775724';

describeInBrowser('the draw room', () => {
  const app = appWithDraw();
  /** Opened once, by whoever runs the projector: it must find every phase by itself. */
  let hall: Page;

  it(
    'waits for two signatures, made in the signers’ browsers with keys that stay there',
    async () => {
      hall = await app.open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByRole('heading', { name: /公告待签名/ }).waitFor();
      await pictureOfHall(hall, 'signing');
      await expectAccessible(hall);

      const drawer = await app.open(DRAW_PAGE, { as: 'drawer' });
      const bodies: string[] = [];
      drawer.on('request', (request) => bodies.push(request.postData() ?? ''));
      await drawer.getByText('抽取公告等待抽取人、监督人签名').waitFor();
      await picture(drawer, 'draw-signing');
      await drawer.getByRole('button', { name: '核对并签名' }).click();
      await signWith(drawer, 'operator', '不是这个密码呀呀呀');
      await drawer.getByText('密码不对').waitFor();
      await picture(drawer, 'draw-sign-dialog');
      await expectAccessible(drawer);
      await signWith(drawer, 'supervisor');
      await drawer.getByText('不在您名下').waitFor();
      await signWith(drawer, 'operator');
      await drawer.getByText('抽取公告等待监督人签名').waitFor();
      expect(bodies.join()).not.toMatch(/dr-1-key|scrypt/);
      expect(bodies.join()).not.toContain(PASSPHRASE);
      await hall
        .getByText(/已签名 2021年1月7日/)
        .first()
        .waitFor();

      const supervisor = await app.open(DRAW_PAGE, { as: 'supervisor', size: PHONE });
      await supervisor.getByRole('button', { name: '核对并签名' }).click();
      await signWith(supervisor, 'supervisor');
      await supervisor.getByText('已公告').first().waitFor();
      await expectNoSidewaysScroll(supervisor);
      await picture(supervisor, 'draw-phone');
      await hall.getByText('距现场投骰').waitFor();
      expectQuiet(drawer, /403|409/);
      expectQuiet(supervisor);
    },
    DRAW_TEST_MS,
  );

  it(
    'counts down, takes the dice from two people who do not see each other’s, and says plainly where they differ',
    async () => {
      await pictureOfHall(hall, 'notice');
      await hall.keyboard.press('ArrowRight');
      await hall.getByRole('img', { name: /公开页面的二维码/ }).waitFor();
      await pictureOfHall(hall, 'announcement');
      await hall.keyboard.press('PageDown');
      await hall.getByText('18/60').waitFor();
      await pictureOfHall(hall, 'strata');

      const { ceremony } = await app.scene.hours();
      await app.scene.until(ceremony, 1);
      hall = await app.open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByRole('heading', { name: /现场投骰/ }).waitFor();
      const drawer = await app.open(`${DRAW_PAGE}/dice`, { as: 'drawer' });
      const office = await app.open(`${DRAW_PAGE}/dice`, { as: 'office', size: PHONE });
      const type = async (page: Page, digits: string): Promise<void> => {
        await page.getByRole('combobox', { name: '宣读人' }).click();
        await page.getByTitle('人员i1', { exact: true }).last().click();
        await page.getByLabel(/按投掷顺序录入/).fill(digits);
        await page.getByRole('button', { name: '提交录入' }).click();
      };
      await type(drawer, DIGITS);
      await drawer.getByText('第一人已录入').waitFor();
      expect(await drawer.getByLabel(/按投掷顺序录入/).inputValue()).toBe('');
      await hall.getByText('第一人已录入').waitFor();
      await office.getByText('人员drawer已录入，请您独立录入').waitFor();
      await type(office, `7${DIGITS.slice(1)}`);
      await office.getByText('第 1 次投掷不同').waitFor();
      await expectAccessible(office);
      await expectNoSidewaysScroll(office);
      await picture(office, 'draw-dice-phone');
      await hall.getByText('两人录入不一致').waitFor();
      await pictureOfHall(hall, 'dice');
      await type(drawer, DIGITS);
      await office.getByText('人员drawer已录入，请您独立录入').waitFor();
      await type(office, DIGITS);
      await office.getByText('两人录入一致，共 42 次投掷').waitFor();
      await hall.getByText(/距公共信标第 \d+ 轮/).waitFor();
      await pictureOfHall(hall, 'round');
      expectQuiet(drawer);
      expectQuiet(office);

      const witness = await app.open(`${DRAW_PAGE}/dice`, { as: 'witness' });
      await witness.getByText('两人录入一致').waitFor();
      expect(await witness.getByRole('button', { name: '提交录入' }).count()).toBe(0);
    },
    DRAW_TEST_MS,
  );

  it(
    'lets the real tickets fall into order, turns the list by itself and by keys, and leads to the witness and the check',
    async () => {
      const { round } = await app.scene.hours();
      await app.scene.until(round, 2);
      hall = await app.open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByText('抽中检查对象').waitFor();
      await pictureOfHall(hall, 'summary');
      await hall.getByText('以上抽中').waitFor();
      await hall.waitForTimeout(1_500);
      await hall.keyboard.press(' ');
      await pictureOfHall(hall, 'tickets');
      await hall.keyboard.press('ArrowRight');
      await hall.getByText('抽中 18 家，第 1/2 页').waitFor();
      await hall.getByText('单位').first().waitFor();
      expect(await hall.locator('main').textContent()).not.toMatch(/人员i\d/);
      await pictureOfHall(hall, 'visits');
      await expectAccessible(hall);
      await hall.keyboard.press('End');
      await hall.getByText('等待见证人').waitFor();
      await hall.keyboard.press('ArrowLeft');
      await hall.getByText('结果待签名').waitFor();
      await app.scene.sign('receipt');
      await hall.getByText('结果已签名').waitFor();
      await pictureOfHall(hall, 'receipt');
      await app.scene.until(round, 5);

      const witness = await app.open(DRAW_PAGE, { as: 'witness' });
      await witness.getByRole('button', { name: '提出异议' }).waitFor();
      await picture(witness, 'draw-witness');
      await expectAccessible(witness);
      await witness.getByRole('button', { name: '确认并用密钥签名' }).click();
      await signWith(witness, 'witness');
      await witness.getByText('人员witness已确认').waitFor();
      hall = await app.open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByText('见证与核验').waitFor();
      await hall.keyboard.press('End');
      await hall.getByText('请自行核验').waitFor();
      await pictureOfHall(hall, 'verify');
      await hall.keyboard.press('ArrowLeft');
      await hall.getByText('见证人已确认').waitFor();
      expectQuiet(hall);

      const office = await app.open(DRAW_PAGE, { as: 'office' });
      await office.getByText('自第 1 项起 1 项尚待').waitFor();
      expect(await office.getByRole('button', { name: '核对并签名' }).count()).toBe(0);
      expect(await office.getByRole('button', { name: '见证人确认' }).count()).toBe(0);
      await picture(office, 'draw-published');
      const evidence = await office.request.get(
        `${app.url}${(await office.getByRole('link', { name: '本次抽取的证据' }).getAttribute('href')) ?? ''}`,
      );
      expect([evidence.status(), evidence.headers()['content-type']]).toEqual([200, 'application/zip']);
      const supervisor = await app.open(DRAW_PAGE, { as: 'supervisor' });
      await supervisor.getByRole('button', { name: '核对并签名' }).click();
      await signWith(supervisor, 'supervisor');
      await supervisor.getByText('已签名（含此前各项）').waitFor();
    },
    DRAW_TEST_MS,
  );

  it('shows counts alone of a list that is secret, and marks what is not real', async () => {
    const page = await app.open('/console/account', { as: 'office', size: HALL });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.route('**/room', async (route) => {
      const facts = await (await route.fetch()).json();
      const changed = {
        secret: true,
        rehearsal: true,
        synthetic: true,
        revealAt: '2021-02-01T01:00:00.000Z',
      };
      await route.fulfill({ json: { ...facts, ...changed } });
    });
    await page.goto(`${app.url}/console/hall/${DRAW_ID}`);
    await page.getByText('18 家').waitFor();
    await page.getByText('演练', { exact: true }).waitFor();
    await page.getByText('合成数据', { exact: true }).waitFor();
    await page.getByText('不是真实抽取结果').waitFor();
    await expectNothingCutOff(page);
    await picture(page, 'hall-secret');
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
    expect(await page.locator('main').textContent()).not.toMatch(/单位\d/);
    expect(asked.filter((url) => /tickets|visits/.test(url))).toEqual([]);
  });

  it('lists every draw, at a desk and on a phone', async () => {
    const office = await app.open('/console/draws', { as: 'office' });
    await office.getByRole('link', { name: DRAW_ID }).waitFor();
    await picture(office, 'draws');
    await expectAccessible(office);
    const phone = await app.open('/console/draws', { as: 'office', size: PHONE });
    await phone.getByRole('link', { name: DRAW_ID }).waitFor();
    await expectNoSidewaysScroll(phone);
    await phone.goto(`${app.url}${DRAW_PAGE}`);
    await phone.getByText('抽取结果', { exact: true }).waitFor();
    await expectNoSidewaysScroll(phone);
    await expectAccessible(phone);
    await picture(phone, 'draw-published-phone');
  });
});
