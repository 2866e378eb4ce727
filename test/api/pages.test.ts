import { readFileSync } from 'node:fs';
import { startTestApp, type TestApp } from './support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('what is refused', () => {
  it('is a page for a browser, marked as everything of a rehearsal, and a problem for a program', async () => {
    const page = await test.app.inject({ url: '/nowhere', headers: BROWSER });
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.body).toMatch(/演练.*没有这个地址/su);
    const program = await test.app.inject('/nowhere');
    expect(program.json()).toMatchObject({ status: 404, code: 'NotFound' });
    const both = await test.app.inject({
      url: '/nowhere',
      headers: { accept: 'application/json, text/html' },
    });
    expect(both.headers['content-type']).toContain('application/problem+json');
  });

  it('in the machine is a page with the request id, and nothing of the machine', async () => {
    const broken = await startTestApp();
    await broken.db.schema.dropTable('cycle').cascade().execute();
    const page = await broken.app.inject({ url: '/', headers: BROWSER });
    expect(page.statusCode).toBe(500);
    expect(page.body).toContain(String(page.headers['x-request-id']));
    expect(page.body).not.toMatch(/cycle|relation|at .*\.ts/);
    await broken.close();
  });
});

describe('the document of errors', () => {
  it('shows an answer as it is given', async () => {
    const [, example = '{}'] = /```json\n(.*?)```/su.exec(readFileSync('docs/errors.md', 'utf8')) ?? [];
    const { type, requestId, ...given } = (
      await (await test.as('office')).get('/api/units?limit=500')
    ).json();
    const { type: shownType, requestId: shownId, ...shown } = JSON.parse(example);
    expect(given).toEqual(shown);
    expect(new URL(type).hash).toBe(new URL(shownType).hash);
    expect([requestId.length, shownId.length]).toEqual([36, 36]);
  });
});

describe('the icon', () => {
  it('is there under both names that browsers ask for', async () => {
    for (const url of ['/favicon.ico', '/favicon.svg']) {
      const { statusCode, headers } = await test.app.inject(url);
      expect([statusCode, headers['content-type']]).toEqual([200, 'image/svg+xml']);
    }
  });
});

describe('a condition that there is not', () => {
  it('is refused by name, with those that there are, on every list', async () => {
    const office = await test.as('office');
    const answer = await office.get('/api/units?satus=operating');
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ field: 'satus' }] });
    expect(answer.json().errors[0].remedy).toContain('status');
    expect((await office.get('/api/inspectors?limit=5')).json()).toMatchObject({
      errors: [{ field: 'limit' }],
    });
    expect((await office.get('/api/units?status=operating')).statusCode).toBe(200);
  });
});
