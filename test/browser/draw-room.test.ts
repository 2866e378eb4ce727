/** The draw room: a live draw on the production workers, shown to a hall while its people take their parts. */
import type { Page } from 'playwright-core';
import { keyFileOf } from '../../cli/keys/key-file.ts';
import { seedOf } from '../activities/support/keys.ts';
import { DRAW_ID, type LiveDrawScene, startLiveDraw } from '../api/support/live-draw.ts';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  type OpenOptions,
  PHONE,
  picture,
  startBrowserApp,
} from './support/browser.ts';

const HALL = { width: 1920, height: 1080 } as const;
const SMALL_HALL = { width: 1280, height: 720 } as const;
const DIGITS = '271828182845904523536028747135266249775724';
const PASSPHRASE = '一句足够长的密钥密码';
const LIMIT_MS = 600_000;
/** The room asks every other second; opening a key takes its time, on a crowded machine more. */
const SOON = { timeout: 40_000 } as const;

let scene: LiveDrawScene;
let app: BrowserApp;
/** Opened once, by whoever runs the projector: it must find every phase by itself. */
let hall: Page;

const open = async (path: string, options: OpenOptions): Promise<Page> => {
  const page = await app.open(path, options);
  page.setDefaultTimeout(SOON.timeout);
  return page;
};
const drawPage = (path = ''): string => `/console/draws/${DRAW_ID}${path}`;

/** Chooses the key file of a role and signs what the dialog shows. */
const signWith = async (page: Page, role: 'operator' | 'supervisor' | 'witness', passphrase = PASSPHRASE) => {
  const key = keyFileOf(role, Buffer.from(seedOf(role), 'hex'), PASSPHRASE);
  const file = { name: 'key.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(key)) };
  await page.getByLabel('密钥文件').setInputFiles(file);
  await page.getByLabel('密钥密码').fill(passphrase);
  await page.getByRole('button', { name: '签名并提交' }).click();
};

/** Everything on the screen lies within it. */
const expectNothingCutOff = async (page: Page): Promise<void> => {
  const cut = await page.evaluate(`
    [...document.querySelectorAll('.hall h2, .hall p, .hall li, .hall td, .hall svg, .hall-people > div')]
      .filter((each) => { const box = each.getBoundingClientRect();
        const foot = document.querySelector('.hall-foot').getBoundingClientRect();
        return !each.closest('.hall-foot') && (box.right > innerWidth + 1 || box.bottom > foot.top + 1); })
      .map((each) => each.textContent)`);
  expect(cut).toEqual([]);
};

const pictureOfHall = async (name: string): Promise<void> => {
  for (const [suffix, size] of [
    ['', HALL],
    ['-720', SMALL_HALL],
  ] as const) {
    await hall.setViewportSize(size);
    await expectNothingCutOff(hall);
    await picture(hall, `hall-${name}${suffix}`);
  }
};

describeInBrowser('the draw room', () => {
  beforeAll(async () => {
    scene = await startLiveDraw();
    app = await startBrowserApp(scene.deps);
  }, LIMIT_MS);
  afterAll(async () => {
    await app?.close();
    await scene?.stop();
  });

  it(
    'waits for two signatures, made in the signers’ browsers with keys that stay there',
    async () => {
      hall = await open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByRole('heading', { name: /公告待签名/ }).waitFor();
      await pictureOfHall('signing');
      await expectAccessible(hall);

      const drawer = await open(drawPage(), { as: 'drawer' });
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
      await drawer.getByText('抽取公告等待监督人签名').waitFor(SOON);
      expect(bodies.join()).not.toMatch(/dr-1-key|scrypt/);
      expect(bodies.join()).not.toContain(PASSPHRASE);
      await hall
        .getByText(/已签名 2021年1月7日/)
        .first()
        .waitFor(SOON);

      const supervisor = await open(drawPage(), { as: 'supervisor', size: PHONE });
      await supervisor.getByRole('button', { name: '核对并签名' }).click();
      await signWith(supervisor, 'supervisor');
      await supervisor.getByText('已公告').first().waitFor(SOON);
      await expectNoSidewaysScroll(supervisor);
      await picture(supervisor, 'draw-phone');
      await hall.getByText('距现场投骰').waitFor(SOON);
      expectQuiet(drawer, /403|409/);
      expectQuiet(supervisor);
    },
    LIMIT_MS,
  );

  it(
    'counts down, takes the dice from two people who do not see each other’s, and says plainly where they differ',
    async () => {
      await pictureOfHall('notice');
      await hall.keyboard.press('ArrowRight');
      await hall.getByRole('img', { name: /公开页面的二维码/ }).waitFor();
      await pictureOfHall('announcement');
      await hall.keyboard.press('PageDown');
      await hall.getByText('18/60').waitFor();
      await pictureOfHall('strata');

      const { ceremony } = await scene.hours();
      await scene.until(ceremony, 1);
      hall = await open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByRole('heading', { name: /现场投骰/ }).waitFor(SOON);
      const drawer = await open(drawPage('/dice'), { as: 'drawer' });
      const office = await open(drawPage('/dice'), { as: 'office', size: PHONE });
      const type = async (page: Page, digits: string): Promise<void> => {
        await page.getByRole('combobox', { name: '宣读人' }).click();
        await page.getByTitle('人员i1', { exact: true }).last().click();
        await page.getByLabel(/按投掷顺序录入/).fill(digits);
        await page.getByRole('button', { name: '提交录入' }).click();
      };
      await type(drawer, DIGITS);
      await drawer.getByText('第一人已录入').waitFor(SOON);
      expect(await drawer.getByLabel(/按投掷顺序录入/).inputValue()).toBe('');
      await hall.getByText('第一人已录入').waitFor(SOON);
      await office.getByText('人员drawer已录入，请您独立录入').waitFor(SOON);
      await type(office, `7${DIGITS.slice(1)}`);
      await office.getByText('第 1 次投掷不同').waitFor(SOON);
      await expectAccessible(office);
      await expectNoSidewaysScroll(office);
      await picture(office, 'draw-dice-phone');
      await hall.getByText('两人录入不一致').waitFor(SOON);
      await pictureOfHall('dice');
      await type(drawer, DIGITS);
      await office.getByText('人员drawer已录入，请您独立录入').waitFor(SOON);
      await type(office, DIGITS);
      await office.getByText('两人录入一致，共 42 次投掷').waitFor(SOON);
      await hall.getByText(/距公共信标第 \d+ 轮/).waitFor(SOON);
      await pictureOfHall('round');
      expectQuiet(drawer);
      expectQuiet(office);

      const witness = await open(drawPage('/dice'), { as: 'witness' });
      await witness.getByText('两人录入一致').waitFor();
      expect(await witness.getByRole('button', { name: '提交录入' }).count()).toBe(0);
    },
    LIMIT_MS,
  );

  it(
    'lets the real tickets fall into order, turns the list by itself and by keys, and leads to the witness and the check',
    async () => {
      const { round } = await scene.hours();
      await scene.until(round, 2);
      hall = await open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByText('抽中检查对象').waitFor(SOON);
      await pictureOfHall('summary');
      await hall.getByText('以上抽中').waitFor(SOON);
      await hall.waitForTimeout(1_500);
      await hall.keyboard.press(' ');
      await pictureOfHall('tickets');
      await hall.keyboard.press('ArrowRight');
      await hall.getByText('抽中 18 家，第 1/2 页').waitFor();
      await hall.getByText('单位').first().waitFor();
      expect(await hall.locator('main').textContent()).not.toMatch(/人员i\d/);
      await pictureOfHall('visits');
      await expectAccessible(hall);
      await hall.keyboard.press('End');
      await hall.getByText('等待见证人').waitFor();
      await hall.keyboard.press('ArrowLeft');
      await hall.getByText('结果待签名').waitFor();
      await scene.sign('receipt');
      await hall.getByText('结果已签名').waitFor(SOON);
      await pictureOfHall('receipt');
      await scene.until(round, 5);

      const witness = await open(drawPage(), { as: 'witness' });
      await witness.getByRole('button', { name: '提出异议' }).waitFor();
      await picture(witness, 'draw-witness');
      await expectAccessible(witness);
      await witness.getByRole('button', { name: '确认并用密钥签名' }).click();
      await signWith(witness, 'witness');
      await witness.getByText('人员witness已确认').waitFor(SOON);
      hall = await open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByText('见证与核验').waitFor();
      await hall.keyboard.press('End');
      await hall.getByText('请自行核验').waitFor();
      await pictureOfHall('verify');
      await hall.keyboard.press('ArrowLeft');
      await hall.getByText('见证人已确认').waitFor();
      expectQuiet(hall);

      const office = await open(drawPage(), { as: 'office' });
      await office.getByText('自第 1 项起 1 项尚待').waitFor();
      expect(await office.getByRole('button', { name: '核对并签名' }).count()).toBe(0);
      expect(await office.getByRole('button', { name: '见证人确认' }).count()).toBe(0);
      await picture(office, 'draw-published');
      const evidence = await office.request.get(
        `${app.url}${(await office.getByRole('link', { name: '本次抽取的证据' }).getAttribute('href')) ?? ''}`,
      );
      expect([evidence.status(), evidence.headers()['content-type']]).toEqual([200, 'application/zip']);
      const supervisor = await open(drawPage(), { as: 'supervisor' });
      await supervisor.getByRole('button', { name: '核对并签名' }).click();
      await signWith(supervisor, 'supervisor');
      await supervisor.getByText('已签名（含此前各项）').waitFor(SOON);
    },
    LIMIT_MS,
  );

  it('shows counts alone of a list that is secret, and marks what is not real', async () => {
    const page = await open('/console/account', { as: 'office', size: HALL });
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
    const office = await open('/console/draws', { as: 'office' });
    await office.getByRole('link', { name: DRAW_ID }).waitFor();
    await picture(office, 'draws');
    await expectAccessible(office);
    const phone = await open('/console/draws', { as: 'office', size: PHONE });
    await phone.getByRole('link', { name: DRAW_ID }).waitFor();
    await expectNoSidewaysScroll(phone);
    await phone.goto(`${app.url}${drawPage()}`);
    await phone.getByText('抽取结果', { exact: true }).waitFor();
    await expectNoSidewaysScroll(phone);
    await picture(phone, 'draw-published-phone');
  });

  it(
    'lets the approver pass a unit by for a time, on paper, and shows it to everybody else',
    async () => {
      const approver = await open('/console/draws/exemptions', { as: 'approver' });
      await approver.getByRole('button', { name: '登记免抽' }).click();
      await approver.getByRole('combobox', { name: /检查对象/ }).fill('单位12');
      await approver.getByTitle(/^单位12（/).click();
      await approver.getByRole('combobox', { name: /理由/ }).click();
      await approver.getByTitle('正在接受立案调查或者专项检查').click();
      await approver.getByLabel(/依据/).fill('平交执立〔2021〕5号');
      await approver.getByLabel(/自$/).fill('2021-01-04');
      await approver.getByLabel(/至$/).fill('2021-06-30');
      await picture(approver, 'exemption');
      await approver.getByRole('button', { name: '登记', exact: true }).click();
      await approver.getByText('有效', { exact: true }).waitFor();
      await expectAccessible(approver);
      const office = await open('/console/draws/exemptions', { as: 'office', size: PHONE });
      await office.getByText('平交执立〔2021〕5号').waitFor();
      expect(await office.getByRole('button', { name: /登记|终止/ }).count()).toBe(0);
      await expectNoSidewaysScroll(office);
      await approver.getByRole('button', { name: '提前终止' }).click();
      await approver.getByRole('button', { name: '确认终止' }).click();
      await approver.getByText('已终止', { exact: true }).first().waitFor();
    },
    LIMIT_MS,
  );
});

describeInBrowser('an announced draw', () => {
  let other: LiveDrawScene;
  let desk: BrowserApp;
  beforeAll(async () => {
    other = await startLiveDraw({ units: 10 });
    await other.sign('announcement');
    desk = await startBrowserApp(other.deps);
  }, LIMIT_MS);
  afterAll(async () => {
    await desk?.close();
    await other?.stop();
  });

  it(
    'is voided by the leader in charge with an order that he signs in his browser, and by nobody else',
    async () => {
      const drawer = await desk.open(drawPage(), { as: 'drawer' });
      await drawer.getByText('等待随机数').first().waitFor(SOON);
      expect(await drawer.getByRole('button', { name: '决定作废本次抽取' }).count()).toBe(0);
      const leader = await desk.open(drawPage(), { as: 'supervisor' });
      leader.setDefaultTimeout(SOON.timeout);
      await leader.getByRole('button', { name: '决定作废本次抽取' }).click();
      await leader.getByLabel(/作废原因/).fill('名录有重大错误');
      await leader.getByLabel(/决定文号/).fill('平交〔2021〕3号');
      await leader.getByRole('button', { name: '下一步：核对并签名' }).click();
      await picture(leader, 'draw-void');
      await expectAccessible(leader);
      await signWith(leader, 'supervisor');
      await leader.getByText('本次抽取作废：名录有重大错误（平交〔2021〕3号）').waitFor(SOON);
      const hall = await desk.open(`/console/hall/${DRAW_ID}`, { as: 'office', size: HALL });
      await hall.getByRole('heading', { name: /本次抽取作废/ }).waitFor(SOON);
      await picture(hall, 'hall-void');
      expectQuiet(leader);
    },
    LIMIT_MS,
  );
});
