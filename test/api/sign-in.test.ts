import { giveTemporaryPassword } from '../../api/services/accounts.ts';
import { createFirstAccount } from '../../api/services/first-account.ts';
import { LOCKOUT_MINUTES, MAXIMUM_FAILURES } from '../../api/services/lockout.ts';
import { SESSION_HOURS } from '../../api/services/sessions.ts';
import { systemDoing } from '../../db/actor.ts';
import { nameDeputy } from '../../db/name-deputy.ts';
import {
  BASE_URL,
  clientOf,
  HOME,
  PASSWORD,
  START,
  sessionCookie,
  startTestApp,
  type TestApp,
} from './support/app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startTestApp();
});
afterEach(() => test.close());

const tryToSignIn = (password: string, username = `admin@${HOME}`) =>
  test.app.inject({ method: 'POST', url: '/api/sign-in', payload: { username, password } });

describe('signing in', () => {
  it('opens a session in a cookie that scripts cannot read and the database cannot give away', async () => {
    const response = await tryToSignIn(PASSWORD);
    expect(response.statusCode).toBe(204);
    expect(response.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/);
    const token = sessionCookie(response);
    const stored = await test.db.selectFrom('signIn').select('tokenHash').executeTakeFirstOrThrow();
    expect(stored.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(stored.tokenHash).not.toContain(token);
    const me = await clientOf(test.app, token).get('/api/me');
    expect(me.json()).toMatchObject({
      authorityId: HOME,
      officerId: 'admin',
      roles: ['admin'],
      mode: 'rehearsal',
    });
  });

  it('marks the cookie Secure where people come over HTTPS', async () => {
    const secure = await startTestApp({ config: { publicBaseUrl: 'https://inspection.example.gov.cn' } });
    const payload = { username: `admin@${HOME}`, password: PASSWORD };
    const response = await secure.app.inject({ method: 'POST', url: '/api/sign-in', payload });
    expect(response.headers['set-cookie']).toContain('Secure');
    expect(response.headers['strict-transport-security']).toBeDefined();
    await secure.close();
  });

  it('says the same of a wrong password and of nobody', async () => {
    const wrong = await tryToSignIn('wrong');
    const nobody = await tryToSignIn('wrong', 'nobody');
    expect([wrong.statusCode, nobody.statusCode]).toEqual([401, 401]);
    const said = ({ detail, code }: { detail: string; code: string }) => ({ detail, code });
    expect(said(wrong.json())).toEqual(said(nobody.json()));
  });

  it('locks the account after too many failures, even for the right password, and only for a while', async () => {
    for (let tries = 1; tries < MAXIMUM_FAILURES; tries += 1) {
      expect((await tryToSignIn('wrong')).statusCode).toBe(401);
    }
    expect((await tryToSignIn('wrong')).json()).toMatchObject({ code: 'LockedOut', status: 429 });
    expect((await tryToSignIn(PASSWORD)).json()).toMatchObject({ code: 'LockedOut' });
    test.clock.set(Date.parse(START) + LOCKOUT_MINUTES * 60_000);
    expect((await tryToSignIn(PASSWORD)).statusCode).toBe(204);
    const { failedSignIns } = await test.db
      .selectFrom('officer')
      .select('failedSignIns')
      .where('username', '=', `admin@${HOME}`)
      .executeTakeFirstOrThrow();
    expect(failedSignIns).toBe(0);
  });

  it('counts guesses that are sent side by side', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => tryToSignIn('wrong')));
    expect(answers.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThan(
      12 - MAXIMUM_FAILURES,
    );
    expect((await tryToSignIn(PASSWORD)).statusCode).toBe(429);
  });

  it('limits the tries of one address', async () => {
    const answers = [];
    for (let tries = 0; tries < 21; tries += 1) answers.push(await tryToSignIn('wrong', `nobody-${tries}`));
    expect(answers.at(-1)?.json()).toMatchObject({ code: 'TooManyRequests', status: 429 });
  });
});

describe('a session', () => {
  it('ends with sign-out, with its time, with a new password, and with the officer', async () => {
    const tokens = [];
    for (let n = 0; n < 2; n += 1) tokens.push(sessionCookie(await tryToSignIn(PASSWORD)));
    const [first, second] = tokens.map((token) => clientOf(test.app, token));
    expect((await first?.post('/api/sign-out'))?.statusCode).toBe(204);
    expect((await first?.get('/api/me'))?.json()).toMatchObject({ code: 'Unauthenticated', status: 401 });
    expect((await second?.get('/api/me'))?.statusCode).toBe(200);

    test.clock.set(Date.parse(START) + SESSION_HOURS * 3_600_000);
    expect((await second?.get('/api/me'))?.statusCode).toBe(401);

    const third = await test.as('admin');
    const doing = systemDoing('test', new Date(test.clock.now()).toISOString());
    await giveTemporaryPassword(test.db, { authorityId: HOME, officerId: 'admin' }, doing);
    expect((await third.get('/api/me'))?.statusCode).toBe(401);

    const reviewer = await test.as('reviewer');
    await test.db.updateTable('officer').set({ active: false }).where('id', '=', 'reviewer').execute();
    expect((await reviewer.get('/api/me')).statusCode).toBe(401);
  });

  it('gives the roles of today, those of a deputy included [R281]', async () => {
    const deputy = { officerId: 'approver', role: 'approver' as const, deputyId: 'office' };
    await test.db
      .transaction()
      .execute((trx) =>
        nameDeputy(
          trx,
          HOME,
          { ...deputy, fromOn: '2021-03-01', toOn: '2021-03-01' },
          systemDoing('test', START),
        ),
      );
    const office = await test.as('office');
    expect((await office.get('/api/me')).json().roles).toEqual(['approver', 'office']);
    test.clock.set(Date.parse('2021-03-02T00:00:00Z'));
    const nextDay = await test.as('office');
    expect((await nextDay.get('/api/me')).json().roles).toEqual(['office']);
  });
});

describe('a changing request with a cookie', () => {
  const send = (cookies: Record<string, string>, headers: Record<string, string>) =>
    test.app.inject({ method: 'POST', url: '/api/sign-out', cookies, headers });

  it('must come from our own pages, or name itself', async () => {
    const sid = sessionCookie(await tryToSignIn(PASSWORD));
    expect((await send({ sid }, {})).json()).toMatchObject({ code: 'Forbidden' });
    expect((await send({ sid }, { origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await send({ sid }, { origin: 'null' })).statusCode).toBe(403);
    expect((await send({}, { origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await clientOf(test.app, sid).get('/api/me')).statusCode).toBe(200);
    expect((await send({ sid }, { origin: BASE_URL })).statusCode).toBe(204);
  });
});

describe('the first account', () => {
  it('is made once, for the administrator, and asks for a password of his own', async () => {
    expect(await createFirstAccount(test.db, HOME)).toBeNull();
    await test.db
      .updateTable('officer')
      .set({ passwordHash: null })
      .where('authorityId', '=', HOME)
      .execute();
    const account = await createFirstAccount(test.db, HOME);
    expect(account?.username).toBe(`admin@${HOME}`);
    const first = await tryToSignIn(account?.password ?? '', account?.username);
    expect(first.json()).toEqual({ stage: 'password' });
    await test.db
      .updateTable('officer')
      .set({ passwordTemporaryUntil: null })
      .where('authorityId', '=', HOME)
      .where('passwordHash', 'is not', null)
      .execute();
    expect(await createFirstAccount(test.db, HOME)).toBeNull();
  });

  it('is given anew as long as nobody made its password his own: a start that was broken off showed none', async () => {
    await test.db
      .updateTable('officer')
      .set({ passwordHash: null })
      .where('authorityId', '=', HOME)
      .execute();
    const firstAtMs = Date.parse(START);
    const first = await createFirstAccount(test.db, HOME, firstAtMs);
    for (const hours of [1, 72]) {
      const again = await createFirstAccount(test.db, HOME, firstAtMs + hours * 3_600_000);
      expect(again?.username).toBe(first?.username);
      expect(again?.password).not.toBe(first?.password);
      expect((await tryToSignIn(again?.password ?? '', again?.username)).statusCode).toBe(200);
    }
  });
});
