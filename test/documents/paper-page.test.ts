/** The papers of a draw as web pages: on a phone nothing runs over the edge, and they say how to check the draw. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Paper, printDraw } from '../../documents/print-draw.ts';
import { findChromium, withPage } from '../support/chromium.ts';
import { named, papersOf } from './support/papers.ts';

const chromium = findChromium();
if (chromium === undefined)
  process.stdout.write('no Chromium on PATH or in CHROMIUM_PATH: no paper was opened on a phone\n');
const inBrowser = chromium === undefined ? it.skip : it;
const PATIENCE_MS = 120_000;
const PHONE_PX = 390;

const FINGERPRINT = '5e'.repeat(32);
const drawn = papersOf();
const announced = { ...drawn, announcement: { ...drawn.announcement, verifier_sha256: FINGERPRINT } };
const papers = named(announced, (index) => `朔州市平鲁区鑫达道路货物运输有限公司${index}`);
const BACK = { address: '/public/b/draws/2023-007', words: '返回抽取 2023-007' };

const pageOf = async (paper: Paper): Promise<string> =>
  (await printDraw(papers, paper, 'html', BACK)).toString('utf8');

interface Seen {
  readonly over: number;
  readonly brokenNumbers: readonly string[];
  readonly back: string | null;
}

/** What stands over the edge, and figures of a table (not the long random numbers) that break over two lines. */
const LOOK = `(() => {
  return {
    over: document.documentElement.scrollWidth - innerWidth,
    brokenNumbers: [...document.querySelectorAll('.wide td')]
      .filter((cell) => /^[0-9.,%]{1,12}$/.test(cell.innerText))
      .filter((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length > 1;
      })
      .map((cell) => cell.innerText),
    back: document.querySelector('nav a')?.getAttribute('href') ?? null,
  };
})()`;

describe('a paper of a draw on a phone', () => {
  inBrowser.each(['announcement', 'record'] as const)(
    'stays within the screen, breaks no number and leads back: %s',
    async (paper) => {
      const root = mkdtempSync(join(tmpdir(), 'paper-'));
      try {
        const file = join(root, 'paper.html');
        writeFileSync(file, await pageOf(paper));
        const seen = await withPage(chromium ?? '', pathToFileURL(file).href, async (page) => {
          await page.picture(PHONE_PX);
          return page.evaluate<Seen>(LOOK);
        });
        expect(seen).toEqual({ over: 0, brokenNumbers: [], back: BACK.address });
      } finally {
        rmSync(root, { recursive: true });
      }
    },
    PATIENCE_MS,
  );
});

describe('a paper of a draw', () => {
  it.each(['announcement', 'record'] as const)(
    'carries the fingerprint of the verifier, and says that the evidence is public: %s',
    async (paper) => {
      const page = await pageOf(paper);
      expect(page).toContain(FINGERPRINT);
      expect(page).toContain('下载证据包（公开，不必申请）');
      expect(page).not.toContain('索取');
    },
  );
});
