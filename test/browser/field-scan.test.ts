/** At the door: the way to it, and the code that the phone's camera reads. */
import type { Page } from 'playwright-core';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE,
  picture,
} from './support/browser.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';
import { dressFacts, openStep, taskAt } from './support/field-visit.ts';

/**
 * A reader of codes as phones have it and this machine has not: it sees one code in whatever the camera shows. Camera,
 * permission, stream and page are Chromium's own.
 */
const readerOf = (code: string): string => `
  globalThis.BarcodeDetector = class {
    async detect(video) { return video.videoWidth > 0 ? [{ rawValue: ${JSON.stringify(code)} }] : []; }
  };`;

describeInBrowser('an inspector at the door', () => {
  let engine: EngineApp;
  beforeAll(async () => {
    engine = await startEngineApp();
    await dressFacts(engine);
  });
  afterAll(() => engine?.close());

  const task = (index: number) => taskAt(engine, index);
  const atEntry = async (index: number, reader?: string): Promise<Page> => {
    const { id, team } = task(index);
    const page = await engine.openAs(team[0] ?? '', '/field', { size: PHONE });
    if (reader !== undefined) await page.addInitScript(reader);
    await page.goto(`${engine.app.url}/field/visits/${id}`);
    await openStep(page, '到场与亮证');
    return page;
  };
  const look = async (page: Page, name: string): Promise<void> => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, name);
  };

  it('is led there by the maps of the phone, and rings the unit up', async () => {
    const { id, team } = task(0);
    const page = await engine.openAs(team[0] ?? '', `/field/visits/${id}`, { size: PHONE });
    const address = encodeURIComponent('朔州市平鲁区井坪镇北坪路 18 号');
    const href = (name: string) => page.getByRole('link', { name, exact: true }).getAttribute('href');
    expect(await href('手机地图')).toBe(`geo:0,0?q=${address}`);
    expect(await href('高德地图')).toContain(`keyword=${address}&`);
    expect(await href('电话')).toBe('tel:13900000000');
  });

  it('scans the code with the camera, which is let go at once; the record says that it was scanned', async () => {
    const page = await atEntry(0, readerOf('https://example.invalid/?uscc=C0001&x=1'));
    await page.evaluate(`{
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wanted) => (globalThis.cameraStream = await ask(wanted));
    }`);
    await page.getByRole('button', { name: '扫描营业执照或企业码' }).click();
    await page.getByText('与本任务的检查对象一致').waitFor();
    expect(await page.locator('video').count()).toBe(0);
    expect(await page.evaluate('cameraStream.getTracks().map(({ readyState }) => readyState)')).toEqual([
      'ended',
    ]);
    await look(page, 'field-scanned');
    await page.reload();
    await page.getByText('uscc=C0001').waitFor();
    expect(
      await page.evaluate(`(async () => {
        const done = (request) => new Promise((settle, fail) => {
          request.onsuccess = () => settle(request.result);
          request.onerror = () => fail(request.error);
        });
        const [{ name }] = (await indexedDB.databases()).filter((each) => each.name.startsWith('field-'));
        const db = await done(indexedDB.open(name));
        const [draft] = await done(db.transaction('drafts').objectStore('drafts').getAll());
        return [draft.entry.way, draft.entry.matches];
      })()`),
    ).toEqual(['scanned', true]);
  });

  it('is told that a scanned code is another unit’s, and asked why before it goes on', async () => {
    const page = await atEntry(1, readerOf('C0007'));
    await page.getByRole('button', { name: '扫描营业执照或企业码' }).click();
    await page.getByText('编码不一致，不是本任务检查对象的编码').waitFor();
    await page.getByText('扫到的编码：C0007').waitFor();
    await page.getByLabel('编码不一致的原因').waitFor();
    expect(await page.getByText('未核对').count()).toBe(0);
    await look(page, 'field-mismatch');
    await page.getByRole('button', { name: '重新登记' }).waitFor();
  });

  it('is told apart whether a typed code is wrong, too short, or none was there', async () => {
    const page = await atEntry(3);
    const type = async (code: string) => {
      await page.getByLabel(/输入统一社会信用代码/).fill(code);
      await page.getByRole('button', { name: '登记入企' }).click();
    };
    const again = () => page.getByRole('button', { name: '重新登记' }).click();
    await type('c0040');
    await page.getByText('编码不一致，不是本任务检查对象的编码').waitFor();
    await page.getByText('名录登记的编码：c0004').waitFor();
    await again();
    await type('04');
    await page.getByText('输入少于六位，不能核对').waitFor();
    await page.getByLabel('编码没有核对的原因').waitFor();
    await again();
    await page.getByRole('button', { name: '现场无码' }).click();
    await page.getByText('现场无码，没有核对编码').waitFor();
    await page.getByLabel('现场无码的原因').waitFor();
    expect(await page.getByText('不一致').count()).toBe(0);
    await page.getByRole('link', { name: /^‹/ }).click();
    await page.getByRole('button', { name: /^提交/ }).click();
    await page.getByRole('link', { name: '到场与亮证：现场无码，没有核对，请写明原因' }).waitFor();
  });

  it('types it where the phone reads none, or where the camera is refused', async () => {
    const bare = await atEntry(2);
    await bare.getByText('本机不支持扫码，请输入编码').waitFor();
    const page = await atEntry(2, readerOf('C0003'));
    await page.evaluate(`navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('refused', 'NotAllowedError');
    }`);
    await page.getByRole('button', { name: '扫描营业执照或企业码' }).click();
    await page.getByRole('alert').getByText('不能使用相机').waitFor();
    await page.getByRole('button', { name: '停止扫码' }).click();
    await page.getByLabel(/输入统一社会信用代码/).fill('c0003');
    await page.getByRole('button', { name: '登记入企' }).click();
    await page.getByText('与本任务的检查对象一致').waitFor();
  });
});
