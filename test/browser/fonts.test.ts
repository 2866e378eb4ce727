/** The machine that draws the pages has a Chinese font: without one every 汉字 is the same empty box. */
import { type BrowserApp, describeInBrowser, startBrowserApp } from './support/browser.ts';

/** No character has this number: what is drawn for it stands for all that no font has. */
const UNASSIGNED = '\u{378}';

let on: BrowserApp;

describeInBrowser('the pages’ fonts', () => {
  beforeAll(async () => {
    on = await startBrowserApp();
  });
  afterAll(() => on.close());

  it.each(['/sign-in', '/public/pinglu'])('draw each 汉字 as itself, on %s', async (path) => {
    const page = await on.open(path);
    const drawn = (character: string): Promise<string> =>
      page.evaluate(`(() => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 80 });
        const pen = canvas.getContext('2d');
        pen.font = '40px ' + getComputedStyle(document.body).fontFamily;
        pen.fillText(${JSON.stringify(character)}, 10, 60);
        return canvas.toDataURL();
      })()`);
    const pictures = await Promise.all([UNASSIGNED, '抽', '查', '监', '罚'].map(drawn));
    expect(new Set(pictures).size).toBe(pictures.length);
  });
});
