import reader from 'jsqr';
import { extractText, getDocumentProxy } from 'unpdf';
import { printDraw } from '../../documents/print-draw.ts';
import { qrModules } from '../../documents/qr.ts';
import { codeContent } from '../../domain/documents/integrity.ts';
import { named, papersOf, VERIFY_AT } from './support/papers.ts';

const pagesOf = async (pdf: Buffer): Promise<string[]> => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text.map((page) => page.replace(/\s+/g, ''));
};

const SQUARE = 4;

/** Draws modules as a camera would see them, black on white. */
const pictureOf = (modules: readonly (readonly boolean[])[]) => {
  const side = modules.length * SQUARE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at += 1) {
    const [x, y] = [at % side, Math.floor(at / side)];
    if (modules[Math.floor(y / SQUARE)]?.[Math.floor(x / SQUARE)]) pixels.fill(0, at * 4, at * 4 + 3);
  }
  return { pixels, side };
};

describe('a record as PDF', () => {
  const real = named(papersOf({ units: 400 }), (index) => `平鲁区第${index}运输有限公司`);

  it('holds its facts as text, numbers its pages and repeats the heads of long tables [R266]', async () => {
    const pages = await pagesOf(await printDraw(real, 'record', 'pdf'));
    const whole = pages.join('');
    for (const fact of [
      real.record?.record_hash ?? '-',
      '郑抽取',
      '平鲁区第0运输有限公司',
      '实施主体（盖章）',
    ])
      expect(whole).toContain(fact);
    expect(pages.length).toBeGreaterThan(5);
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`第${index + 1}页共${pages.length}页`);
      expect(page).toContain(`记录摘要${real.record?.record_hash.slice(0, 16)}`);
    }
    const isVisits = (page: string): boolean => /执法检查人员/.test(page) && /检查员/.test(page);
    const visitPages = pages.filter((page) => /检查员.（检\d\d）/.test(page));
    expect(visitPages.length).toBeGreaterThan(1);
    expect(visitPages.every(isVisits)).toBe(true);
  });

  it('marks every page of a rehearsal and none of a real draw', async () => {
    const rehearsed = await pagesOf(await printDraw(papersOf({ randomness: 'rehearsal' }), 'record', 'pdf'));
    expect(rehearsed.length).toBeGreaterThan(2);
    for (const page of rehearsed) expect(page).toMatch(/^演练/);
    for (const page of await pagesOf(await printDraw(real, 'record', 'pdf')))
      expect(page).not.toMatch(/^演练/);
  });

  it('prints rare characters of names, and codes of those that no font has', async () => {
    const names = ['㵟龘鱻运输公司', '𬭩䶮㐂𠮷运输公司', '𬭎达𬒈运输公司'];
    const rare = named(papersOf(), (index) => names[index] ?? '𪛖达运输公司');
    const whole = (await pagesOf(await printDraw(rare, 'record', 'pdf'))).join('');
    for (const name of names) expect(whole).toContain(name);
    expect(whole).toContain('“〓达运输公司”中的〓为U+2A6D6');
  }, 60_000);

  it('is the same file for the same facts', async () => {
    const [one, other] = [await printDraw(real, 'record', 'pdf'), await printDraw(real, 'record', 'pdf')];
    expect(one.equals(other)).toBe(true);
  });

  it('embeds its fonts and stays small', async () => {
    const pdf = await printDraw(real, 'record', 'pdf');
    expect(pdf.length).toBeLessThan(1_000_000);
    expect(pdf.toString('latin1').match(/\/FontFile2/g)).toHaveLength(2);
  });
});

describe('the QR code', () => {
  it('reads back as address, draw and hash', () => {
    const papers = papersOf();
    const hash = papers.record?.record_hash ?? '';
    const { pixels, side } = pictureOf(qrModules(codeContent(papers, 'record', hash)));
    expect(reader.default(pixels, side, side)?.data).toBe(`${VERIFY_AT}#dr-1/record/pinglu/2023-007/${hash}`);
  });
});

describe('a record as HTML', () => {
  it('needs nothing from elsewhere, and a name cannot break out of its cell', async () => {
    const papers = named(papersOf({ randomness: 'rehearsal' }), () => '<script>x</script>&"');
    const page = (await printDraw(papers, 'record', 'html')).toString('utf8');
    expect(page).toContain('&lt;script&gt;x&lt;/script&gt;&amp;&quot;');
    expect(/<script|<link|src=|@import|url\((?!"data:)/.exec(page)).toBeNull();
    expect(page).toContain('aria-label="演练"');
    expect(page).toContain(papers.record?.record_hash);
  });
});
