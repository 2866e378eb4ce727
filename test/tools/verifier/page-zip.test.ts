/** The evidence as it is downloaded, given to verify.html as it is: on a phone a zip is all that people have. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Zip, ZipDeflate, zipSync } from 'fflate';
import { makeBundle } from '../../support/bundle.ts';
import { findChromium, type Page } from '../../support/chromium.ts';
import type { VerifierResult } from '../../support/second-verifiers.ts';
import { textOf, VERDICT_SECONDS, withVerifier } from '../../support/verifier-page.ts';

const chromium = findChromium();
if (chromium === undefined)
  process.stdout.write('no Chromium on PATH or in CHROMIUM_PATH: verify.html was NOT given a zip\n');
const inBrowser = chromium === undefined ? it.skip : it;
const PATIENCE_MS = 2 * VERDICT_SECONDS * 1000;

const { files } = makeBundle({ units: 60 });

/** As the portal writes it: piece by piece, so that sizes stand only in the list at its end. */
const streamed = (): Uint8Array => {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_error, piece) => pieces.push(piece));
  for (const [name, bytes] of files) {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    file.push(bytes.slice(0, 20));
    file.push(bytes.slice(20), true);
  }
  zip.end();
  return Buffer.concat(pieces);
};

/** As somebody packs the unpacked folder again, without pressing it together. */
const packedAgain = (): Uint8Array =>
  zipSync(Object.fromEntries([...files].map(([name, bytes]) => [`evidence/${name}`, bytes])), { level: 0 });

/** Opens the page, chooses one file there, waits for what it says. */
const afterChoosing = <T>(
  name: string,
  bytes: Uint8Array,
  use: (page: Page) => Promise<T>,
  before = 'true',
): Promise<T> => {
  const root = mkdtempSync(join(tmpdir(), 'chosen-'));
  writeFileSync(join(root, name), bytes);
  return withVerifier(chromium ?? '', async (page) => {
    await page.evaluate(before);
    await page.choose('#files', [join(root, name)]);
    await page.until('!document.querySelector("#verdict").hidden', VERDICT_SECONDS);
    return use(page);
  }).finally(() => rmSync(root, { recursive: true, force: true }));
};

const resultOf = (page: Page): Promise<VerifierResult> =>
  page.evaluate<VerifierResult>('JSON.parse(document.documentElement.dataset.result)');

describe('verify.html, given one file', () => {
  inBrowser.each([
    ['as the portal writes it', streamed],
    ['packed again with its folder', packedAgain],
  ])(
    'verifies a zip without unpacking it first: %s',
    (_what, make) =>
      afterChoosing('evidence-2023-007.zip', make(), async (page) => {
        expect(await resultOf(page)).toMatchObject({ ok: true, first_wrong: null });
        expect(await textOf(page, '#verdict')).toContain('核验通过');
      }),
    PATIENCE_MS,
  );

  const short = streamed().slice(0, -3000);
  inBrowser.each([
    ['a zip that is cut off', 'evidence.zip', short, /还没有核验[\s\S]*没有下载完整[\s\S]*重新下载/],
    ['a picture', 'a.jpg', new Uint8Array(64), /还没有核验[\s\S]*选择的不是抽取证据[\s\S]*evidence-….zip/],
  ])(
    'says what to choose, and accuses nobody: %s',
    (_what, name, bytes, says) =>
      afterChoosing(name, bytes, async (page) => {
        const said = await textOf(page, '#verdict');
        expect(said).toMatch(says);
        expect(said).not.toMatch(/未通过|反映/);
      }),
    PATIENCE_MS,
  );

  inBrowser(
    'says how to unpack a zip where the browser cannot',
    () =>
      afterChoosing(
        'evidence.zip',
        streamed(),
        async (page) => {
          const said = await textOf(page, '#verdict');
          expect(said).toMatch(/还没有核验[\s\S]*请先解压/);
          expect(said).not.toMatch(/未通过|反映/);
        },
        'delete globalThis.DecompressionStream',
      ),
    PATIENCE_MS,
  );
});
