import { ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';

const SCRIPT = '<script>alert(1)</script>';
const BROKEN_OUT = `"><img src=x onerror=alert(1)>`;
const BROWSER = { accept: 'text/html' };

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({}, 'live');
  await addFacts(test.db, HOME);
});
afterAll(() => test.close());

const nameUnits = (name: string) =>
  test.db.updateTable('unit').set({ name }).where('authorityId', '=', HOME).execute();

describe('what people write', () => {
  it.each([SCRIPT, BROKEN_OUT])(
    'shows a name with markup as text on every page of ours: %s',
    async (name) => {
      await nameUnits(name);
      await test.db.updateTable('authority').set({ name }).where('id', '=', HOME).execute();
      await test.db.updateTable('officer').set({ name }).where('authorityId', '=', HOME).execute();
      await test.db.updateTable('item').set({ name }).where('authorityId', '=', HOME).execute();
      const pages = test.app.declaredRoutes.filter(
        ({ method, url, right }) =>
          method === 'GET' &&
          right === null &&
          !url.startsWith('/api/') &&
          url !== '/readyz' &&
          !/\.(pdf|zip|csv|json|html|atom)$/u.test(url),
      );
      const texts: string[] = [];
      for (const { url } of pages) {
        const filled = url
          .replace(':authority', HOME)
          .replace(/:(year)/u, '2021')
          .replace(/:\w+/gu, `${HOME}-2021-1-4`);
        const { body, headers, statusCode } = await test.app.inject({ url: filled, headers: BROWSER });
        expect(`${url} ${statusCode < 500}`).toBe(`${url} true`);
        if (!String(headers['content-type']).startsWith('text/html')) continue;
        texts.push(body);
        expect(`${url} ${body.includes(name)}`).toBe(`${url} false`);
      }
      // It does stand there: escaped.
      const escaped = name
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
      expect(texts.filter((text) => text.includes(escaped)).length).toBeGreaterThan(3);
    },
  );

  it('finds by a text that looks like SQL nothing, and breaks nothing', async () => {
    const office = await test.as('office', ELSEWHERE);
    for (const text of [
      "' or 1=1 --",
      "'; drop table unit; --",
      '%',
      '_',
      '\\',
      '\u0000'.replace('\u0000', '%00'),
    ]) {
      const answer = await office.get(`/api/units?text=${encodeURIComponent(text)}`);
      expect([text, answer.statusCode, answer.json().items]).toEqual([text, 200, []]);
    }
    expect((await (await test.as('office')).get('/api/units')).json().items.length).toBeGreaterThan(0);
  });
});
