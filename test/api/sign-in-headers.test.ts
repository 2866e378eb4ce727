import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp } from './support/app.ts';

const webDirectory = mkdtempSync(join(tmpdir(), 'pages-'));
let test: TestApp;
beforeAll(async () => {
  for (const place of ['assets', 'console', 'field']) mkdirSync(join(webDirectory, place));
  const page =
    '<!doctype html><meta name="csp-nonce" content="__NONCE__"><script type="module" src="/static/assets/x.js"></script>';
  for (const place of ['console', 'field']) writeFileSync(join(webDirectory, place, 'index.html'), page);
  test = await startTestApp({ webDirectory });
});
afterAll(async () => {
  await test.close();
  rmSync(webDirectory, { recursive: true });
});

describe('what a browser is told', () => {
  it.each(['/console', '/console/account', '/field'])(
    '%s: names a fresh nonce for each answer with scripts of ours alone',
    async (url) => {
      const [one, other] = [await test.app.inject(url), await test.app.inject(url)];
      const [first, second] = [one, other].map(({ headers }) => String(headers['content-security-policy']));
      const nonce = /'nonce-([\w+/=]{24})'/u.exec(first ?? '')?.[1] ?? '';
      expect(nonce).not.toBe('');
      expect(one.body).toContain(`content="${nonce}"`);
      expect(second).not.toBe(first);
      expect(first).toContain("default-src 'none'");
      expect(first).toMatch(/script-src 'self'(;|$)/u);
      expect(first).toContain("frame-ancestors 'none'");
      expect(first).not.toContain('unsafe');
    },
  );

  it('forbids caches on every answer that could hold facts', async () => {
    const office = await test.as('office');
    for (const url of ['/', '/sign-in', '/console', '/api/me', '/api/tasks', '/api/nowhere'])
      expect([url, (await office.get(url)).headers['cache-control']]).toEqual([url, 'no-store']);
  });
});
