/** The two files that citizens get are what their sources give, and hold nothing that could reach out. */
import { readFileSync } from 'node:fs';
import { readCatalogue } from '../../../tools/verifier/catalogue.ts';
import { buildHtml } from '../../../tools/verifier/html-verifier.ts';
import { withCatalogue } from '../../../tools/verifier/python-verifier.ts';

const shipped = (name: string): string =>
  readFileSync(new URL(`../../../tools/verifier/${name}`, import.meta.url), 'utf8');

const AGAIN = 'run: npm run build:verifiers';

describe('what is shipped', () => {
  it(`is the page that its sources give, byte for byte (${AGAIN})`, () => {
    expect(buildHtml(readCatalogue()) === shipped('verify.html')).toBe(true);
  });

  it(`is a Python program with the present catalogue of checks (${AGAIN})`, () => {
    const python = shipped('verify.py');
    expect(withCatalogue(python, readCatalogue()) === python).toBe(true);
  });

  it('forbids the page every connection, and runs only the scripts that stand in it', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(shipped('verify.html')) ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'sha256-[^ ]+' 'sha256-[^ ]+' blob:;/);
    expect(policy).not.toContain('connect-src');
    expect(policy.split('; ').filter((rule) => rule.includes('http') || rule.includes('*'))).toEqual([]);
  });

  it('says without scripts that it needs them, and what to do', () => {
    const [, said = ''] = /<body>\s*<noscript>([\s\S]*?)<\/noscript>/.exec(shipped('verify.html')) ?? [];
    expect(said).toMatch(/需要允许运行 JavaScript。.+允许后重新打开.+verify\.py/);
    expect(said).toContain('needs JavaScript');
  });

  it('uses of Python nothing but the standard library', () => {
    const imports = [...shipped('verify.py').matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name);
    const standard = 'argparse base64 datetime hashlib hmac json os re sys unicodedata'.split(' ');
    expect(imports.filter((name) => !standard.includes(name ?? ''))).toEqual([]);
    expect(imports.length).toBeGreaterThan(0);
  });

  it('shares no module with the first verifier', () => {
    const sources = [...shipped('verify.html').matchAll(/^import .*$/gm)];
    expect(sources).toEqual([]);
  });
});
