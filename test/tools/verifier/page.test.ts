/** verify.html as a citizen opens it: from `file://`, in a real browser, without a network. */
import { ENDS, makeEnd } from '../../support/bundle/ended.ts';
import { makeBundle } from '../../support/bundle.ts';
import { findChromium, type Page } from '../../support/chromium.ts';
import { type BundleFiles, inDirectories, type VerifierResult } from '../../support/second-verifiers.ts';
import { edited } from '../../support/tamper.ts';
import { askOf, textOf, VERDICT_SECONDS, verdictOf, withVerifier } from '../../support/verifier-page.ts';

const chromium = findChromium();
if (chromium === undefined)
  process.stdout.write('no Chromium on PATH or in CHROMIUM_PATH: verify.html was NOT opened in a browser\n');

const PATIENCE_MS = 2 * VERDICT_SECONDS * 1000;
const whole = makeBundle({ units: 60 });

/** Opens the page, gives it a bundle's files, waits for the verdict. */
const withVerdict = <T>(
  files: BundleFiles,
  use: (page: Page, result: VerifierResult) => Promise<T>,
  before = 'true',
): Promise<T> =>
  inDirectories([files], ([directory = '']) =>
    withVerifier(chromium ?? '', async (page) => {
      await page.evaluate(before);
      return use(page, await verdictOf(page, directory));
    }),
  );

const inBrowser = chromium === undefined ? it.skip : it;

describe('verify.html in a browser', () => {
  inBrowser(
    'says that a whole bundle holds, what was drawn, and what a bundle cannot prove',
    () =>
      withVerdict(whole.files, async (page, { ok }) => {
        expect(ok).toBe(true);
        expect(await textOf(page, '#verdict')).toContain('核验通过');
        expect(await textOf(page, '#facts')).toContain('朔州市平鲁区交通运输局');
        expect(await textOf(page, '#remarks')).toContain('密钥取自证据文件本身');
        expect(
          await page.evaluate<number>('document.querySelectorAll("#checks .held").length'),
        ).toBeGreaterThan(20);
      }),
    PATIENCE_MS,
  );

  inBrowser(
    'tells a drawn unit, one in reserve, one that was not drawn, an excluded one and a stranger apart',
    () =>
      withVerdict(whole.files, async (page) => {
        const stratum = whole.documents['record.json'].strata[1];
        const drawn = stratum?.order[0]?.unit ?? '';
        const reserve = stratum?.order[stratum.quota]?.unit ?? '';
        const listed = new Set(stratum?.order.map(({ unit }) => unit));
        const passed =
          whole.roster.find((entry) => entry.stratum === stratum?.id && !listed.has(entry.code))?.code ?? '';
        const bare = (unit: string): string => unit.slice(unit.indexOf(':') + 1);
        expect(await askOf(page, bare(drawn))).toMatch(/“1\/乙类”层：抽中[\s\S]*第 1 位/);
        expect(await askOf(page, bare(drawn))).toContain(stratum?.order[0]?.ticket);
        expect(await askOf(page, bare(reserve).toLowerCase())).toMatch(/“1\/乙类”层：未抽中，列为递补/);
        expect(await askOf(page, passed)).toMatch(/“1\/乙类”层：未抽中/);
        expect(await askOf(page, '91140603MA9999999X')).toContain('本年度已达到检查频次上限');
        expect(await askOf(page, '91140603MA0000000X')).toContain('不在抽取名单内');
      }),
    PATIENCE_MS,
  );

  inBrowser(
    'names the first wrong thing, in both languages',
    () => {
      const roster = new TextDecoder().decode(whole.files.get('roster.jsonl'));
      const shorter = new TextEncoder().encode(roster.slice(roster.indexOf('\n') + 1));
      return withVerdict(
        new Map([...whole.files, ['roster.jsonl', shorter]]),
        async (page, { first_wrong }) => {
          expect(first_wrong).toMatchObject({ code: 'roster', case: 'hash' });
          const said = await textOf(page, '#verdict');
          expect(said).toContain('核验未通过');
          expect(said).toContain('抽取名单不是公告时封存的名单');
          expect(said).toContain('The roster is not the one that was announced');
          expect(await page.evaluate<number>('document.querySelectorAll("#checks .broken").length')).toBe(1);
        },
      );
    },
    PATIENCE_MS,
  );

  inBrowser(
    'ticks nothing that was not proved, and explains no unit, where a later check is wrong',
    () => {
      const { files, documents } = makeBundle({ units: 40, countersigned: false });
      const bent = edited(files, 'record.json', (record) => {
        record.strata[0].order.reverse();
      });
      return withVerdict(bent, async (page, { first_wrong }) => {
        expect(first_wrong?.code).toBe('tickets');
        const checks = await textOf(page, '#checks');
        expect(checks).not.toContain('公告时间有他人证明');
        expect(checks).toMatch(/!\s*发布时间未获证明/);
        expect(await textOf(page, '#remarks')).toContain('发布时间未获证明');
        const drawn = documents['record.json'].strata[0]?.order[0]?.unit ?? '';
        const answer = await askOf(page, drawn);
        expect(answer).toContain(`证据核验不通过，不能据以说明：${first_wrong?.message}`);
        expect(answer).not.toContain('抽取号 ');
      });
    },
    PATIENCE_MS,
  );

  inBrowser(
    'shows markup in a bundle as text, and cannot reach out',
    () => {
      const rogue = new TextEncoder().encode('<img src=x onerror="document.title=1">');
      const named = new Map([...whole.files, ['<b>.json', rogue]]);
      return withVerdict(named, async (page, { first_wrong }) => {
        expect(first_wrong).toMatchObject({ code: 'files', case: 'unknown' });
        expect(await textOf(page, '#verdict')).toContain('<b>.json');
        expect(
          await page.evaluate<number>('document.querySelectorAll("#verdict b, #verdict img").length'),
        ).toBe(0);
        const refused = 'fetch("https://api.drand.sh/").then(() => "reached", () => "refused")';
        expect(await page.evaluate<string>(refused)).toBe('refused');
      });
    },
    PATIENCE_MS,
  );

  inBrowser(
    'works where the browser allows no worker',
    () =>
      withVerdict(
        whole.files,
        async (page, { ok }) => {
          expect(ok).toBe(true);
          expect(await page.evaluate<number>('refusals')).toBe(1);
        },
        'globalThis.refusals = 0; globalThis.Worker = class { constructor() { refusals += 1; throw new Error(); } }; true',
      ),
    PATIENCE_MS,
  );

  inBrowser(
    'says of a rehearsal that it proves no fairness',
    () =>
      withVerdict(makeBundle({ randomness: 'rehearsal', units: 30 }).files, async (page) => {
        expect(await textOf(page, '#verdict')).toContain('演练数据：可以重算，不证明公平');
      }),
    PATIENCE_MS,
  );

  inBrowser(
    'says of a draw without a result that there is none, and why',
    () =>
      withVerdict(makeEnd(ENDS['the beacon stayed silent']), async (page, { ok }) => {
        expect(ok).toBe(true);
        expect(await textOf(page, '#verdict')).toContain('本编号没有抽取结果');
        expect(await textOf(page, '#facts')).toContain('按公告作废');
        expect(await textOf(page, '#remarks')).toContain('编号 2023-007 永久保留');
        expect(await textOf(page, '#checks')).not.toContain('重算全部抽取号');
        expect(await askOf(page, '91140603MA0000000X')).toContain('没有任何单位被抽中');
      }),
    PATIENCE_MS,
  );

  inBrowser(
    'says so of one that was never announced, too',
    () =>
      withVerdict(makeEnd(ENDS['a rehearsal, never announced']), async (page) => {
        expect(await textOf(page, '#verdict')).toContain('演练：本编号没有抽取结果');
        expect(await textOf(page, '#facts')).toContain('没有公告');
      }),
    PATIENCE_MS,
  );
});
