import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownPath } from '../../api/http/own-path.ts';
import { MOST_NOTED, NOTED_ONCE_IN_MS } from '../../api/services/refusal-notes.ts';
import { HOME, PASSWORD, sessionCookie, startTestApp, type TestApp } from './support/app.ts';

const webDirectory = mkdtempSync(join(tmpdir(), 'pages-'));
let test: TestApp;
beforeAll(() => mkdirSync(join(webDirectory, 'assets')));
afterAll(() => rmSync(webDirectory, { recursive: true }));
const start = async (): Promise<void> => {
  test = await startTestApp({ webDirectory });
};

const post = (fields: Record<string, string>, role = 'office') =>
  test.app.inject({
    ...{ method: 'POST', url: '/sign-in' },
    payload: new URLSearchParams({ username: `${role}@${HOME}`, password: PASSWORD, ...fields }).toString(),
    headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
  });

describe('the sign-in page', () => {
  beforeAll(start);
  afterAll(() => test.close());

  it('leads back to the page that was asked for, else to where the person’s work is', async () => {
    expect((await test.app.inject('/sign-in?next=/console/tasks%3Fstate=due')).body).toContain(
      'name="next" value="/console/tasks?state=due"',
    );
    expect((await post({ next: '/console/tasks?state=due' })).headers.location).toBe(
      '/console/tasks?state=due',
    );
    expect((await post({})).headers.location).toBe('/console');
    expect((await post({}, 'inspector')).headers.location).toBe('/field');
  });

  it.each([
    ...[
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
    ],
    ...['/api/sign-out', '/sign-out', '/sign-in', ''],
  ])('is led by no link to %j', async (next) => {
    expect([ownPath(next), ownPath(`/${'x'.repeat(600)}`)]).toEqual([null, null]);
    expect((await post({ next })).headers.location).toBe('/console');
  });

  it('keeps the name that was typed, escaped, and never the password', async () => {
    const page = await post({ username: '"><script>alert(1)</script>', password: 'my password' });
    expect(page.statusCode).toBe(401);
    expect(page.body).not.toContain('<script>');
    expect(page.body).not.toContain('my password');
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'.*form-action 'self'/);
  });

  it('gives a fresh token at each sign-in, whatever cookie came along', async () => {
    const first = sessionCookie(await post({}));
    const again = await test.app.inject({
      ...{ method: 'POST', url: '/api/sign-in', cookies: { sid: first } },
      payload: { username: `office@${HOME}`, password: PASSWORD },
      headers: { 'x-requested-by': 'test' },
    });
    expect(sessionCookie(again)).toMatch(/^[\w-]{43}$/);
    expect(sessionCookie(again)).not.toBe(first);
  });
});

describe('a refusal', () => {
  beforeEach(start);
  afterEach(() => test.close());

  const refusals = async () =>
    (
      await test.db
        .selectFrom('auditEvent')
        .select(['subjectId', 'data'])
        .where('action', '=', 'access.refused')
        .where('authorityId', '=', HOME)
        .execute()
    ).map(({ subjectId, data }) => ({ subjectId, ...(data as object) }));

  it('is on record with who, and which route, before the answer goes out', async () => {
    const office = await test.as('office');
    expect((await office.get('/api/accounts')).statusCode).toBe(403);
    expect(await refusals()).toEqual([{ subjectId: 'office', method: 'GET', route: '/api/accounts' }]);
  });

  it('fills the record no faster than once in a while for each route, and with no more than so many', async () => {
    const office = await test.as('office');
    for (let tries = 0; tries < 5; tries += 1) await office.get('/api/accounts');
    expect(await refusals()).toHaveLength(1);
    test.clock.set(test.clock.now() + NOTED_ONCE_IN_MS);
    await office.get('/api/accounts');
    expect(await refusals()).toHaveLength(2);
    const own = test.app.declaredRoutes.filter(
      ({ right }) =>
        right !== null && typeof right === 'object' && 'roles' in right && !right.roles.includes('office'),
    );
    for (const { method, url } of own) if (method === 'POST') await office.post(url.replace(/:\w+/gu, '1'));
    expect((await refusals()).length).toBeLessThanOrEqual(1 + MOST_NOTED);
  });

  it('of a sign-in is on record where the account exists', async () => {
    await post({ password: 'wrong' });
    await post({ username: 'nobody', password: 'wrong' });
    const events = await test.db
      .selectFrom('auditEvent')
      .select(['subjectId', 'data'])
      .where('action', '=', 'officer.sign-in-failed')
      .execute();
    expect(events).toEqual([{ subjectId: 'office', data: { at: 'password' } }]);
  });
});
