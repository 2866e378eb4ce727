import { generateSync } from 'otplib';
import { MAXIMUM_FAILURES } from '../../api/services/lockout.ts';
import { RECOVERY_CODES } from '../../api/services/second-factor/recovery-codes.ts';
import { systemDoing } from '../../db/actor.ts';
import { changeSecurity, DEFAULT_SECURITY } from '../../db/security-settings.ts';
import type { Role } from '../../domain/rights/rights.ts';
import {
  type Client,
  clientOf,
  HOME,
  PASSWORD,
  START,
  sessionCookie,
  startTestApp,
  type TestApp,
} from './support/app.ts';

const STEP_MS = 30_000;
let test: TestApp;
beforeEach(async () => {
  test = await startTestApp({ config: { publicBaseUrl: 'http://localhost', sessionSecret: 'k'.repeat(40) } });
});
afterEach(() => test.close());

const codeAt = (secret: string, ms = test.clock.now()): string =>
  generateSync({ secret, epoch: Math.floor(ms / 1000) });
const later = (ms: number): void => test.clock.set(test.clock.now() + ms);
const cookiesOf = (response: { cookies: { name: string; value: string }[] }) =>
  Object.fromEntries(response.cookies.map(({ name, value }) => [name, value]));

/** The second factor of the officer of a role, put in force through the API. */
const enrol = async (role: Role) => {
  const client = await test.as(role);
  const { secret, uri } = (await client.post('/api/me/second-factor/enrol', { password: PASSWORD })).json();
  const confirmed = await client.post('/api/me/second-factor/confirm', { code: codeAt(secret) });
  later(STEP_MS * 3);
  return { secret, uri, confirmed, before: client, after: clientOf(test.app, sessionCookie(confirmed)) };
};
const withPassword = (role: Role, password = PASSWORD) =>
  test.app.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { username: `${role}@${HOME}`, password },
  });
const withCode = (code: string, cookies: Record<string, string>) =>
  test.app.inject({
    method: 'POST',
    url: '/api/sign-in/second-factor',
    payload: { code },
    cookies,
    headers: { 'x-requested-by': 'test' },
  });
const demand = (...secondFactorRoles: Role[]) =>
  test.db
    .transaction()
    .execute((trx) =>
      changeSecurity(
        trx,
        HOME,
        { expectedVersion: 1, settings: { ...DEFAULT_SECURITY, secondFactorRoles } },
        systemDoing('test', START),
      ),
    );
const actions = async (action: string) =>
  (await test.db.selectFrom('auditEvent').select('data').where('action', '=', action).execute()).map(
    ({ data }) => data,
  );

describe('a second factor', () => {
  it('is put in force with password and code, gives recovery codes once, and rotates the session', async () => {
    const { uri, confirmed, before, after, secret } = await enrol('office');
    expect(uri).toContain(`secret=${secret}`);
    expect(confirmed.json().recoveryCodes).toHaveLength(RECOVERY_CODES);
    expect((await before.get('/api/me')).statusCode).toBe(401);
    expect((await after.get('/api/me/second-factor')).json()).toMatchObject({
      ...{ enrolled: true, required: false, recoveryCodesLeft: RECOVERY_CODES, encrypted: true },
    });
    const stored = await test.db.selectFrom('secondFactor').select('secret').executeTakeFirstOrThrow();
    expect(stored.secret).not.toContain(secret);
    const codes = await test.db.selectFrom('recoveryCode').select('codeHash').execute();
    expect(JSON.stringify(codes)).not.toContain(confirmed.json().recoveryCodes[0]);
    expect(await actions('officer.second-factor')).toEqual([{ change: 'enrolled' }]);
  });

  it('is asked for after the password, and the password alone opens nothing', async () => {
    const { secret } = await enrol('office');
    const first = await withPassword('office');
    expect([first.statusCode, first.json()]).toEqual([200, { stage: 'second-factor' }]);
    const cookies = cookiesOf(first);
    expect(sessionCookie(first)).toBe('');
    const step = cookies['sign-in'] ?? '';
    expect((await clientOf(test.app, step).get('/api/me')).statusCode).toBe(401);
    const second = await withCode(codeAt(secret), cookies);
    expect(second.statusCode).toBe(204);
    expect((await clientOf(test.app, sessionCookie(second)).get('/api/me')).statusCode).toBe(200);
    expect((await withCode(codeAt(secret), cookies)).statusCode).toBe(401);
  });

  it('takes a code once, and one of the step before or after, no older', async () => {
    const { secret } = await enrol('office');
    const code = codeAt(secret);
    expect((await withCode(code, cookiesOf(await withPassword('office')))).statusCode).toBe(204);
    expect((await withCode(code, cookiesOf(await withPassword('office')))).statusCode).toBe(401);
    later(STEP_MS * 10);
    const tooOld = codeAt(secret, test.clock.now() - 2 * STEP_MS);
    expect((await withCode(tooOld, cookiesOf(await withPassword('office')))).statusCode).toBe(401);
    const justOver = codeAt(secret, test.clock.now() - STEP_MS);
    expect((await withCode(justOver, cookiesOf(await withPassword('office')))).statusCode).toBe(204);
  });

  it('can be shown by a recovery code, each once', async () => {
    const { confirmed } = await enrol('office');
    const [code] = confirmed.json().recoveryCodes;
    expect((await withCode(code.toUpperCase(), cookiesOf(await withPassword('office')))).statusCode).toBe(
      204,
    );
    expect((await withCode(code, cookiesOf(await withPassword('office')))).statusCode).toBe(401);
    expect(await actions('officer.second-factor')).toContainEqual({ change: 'recovery-code-used' });
  });

  it('counts into the lockout with the passwords, and a right password takes nothing back', async () => {
    await enrol('office');
    for (let tries = 1; tries < MAXIMUM_FAILURES; tries += 1)
      expect((await withCode('000000', cookiesOf(await withPassword('office')))).statusCode).toBe(401);
    const last = await withCode('000000', cookiesOf(await withPassword('office')));
    expect(last.json()).toMatchObject({ code: 'LockedOut' });
    expect((await withPassword('office')).json()).toMatchObject({ code: 'LockedOut' });
    expect(await actions('officer.sign-in-failed')).toHaveLength(MAXIMUM_FAILURES);
  });

  it('is demanded of a role by setting: who has none sets it up before anything else', async () => {
    await demand('office');
    const first = await withPassword('office');
    expect(first.json()).toEqual({ stage: 'enrol' });
    expect((await withPassword('reviewer')).statusCode).toBe(204);
    const cookies = cookiesOf(first);
    const page = await test.app.inject({ url: '/sign-in/step', cookies });
    const secret = (/class="secret">([A-Z2-7 ]+)</u.exec(page.body)?.[1] ?? '').replaceAll(' ', '');
    const done = await test.app.inject({
      ...{ method: 'POST', url: '/sign-in/step', cookies, payload: `code=${codeAt(secret)}` },
      headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(done.body).toContain('恢复码');
    const client = clientOf(test.app, sessionCookie(done));
    expect((await client.get('/api/me/second-factor')).json()).toMatchObject({
      enrolled: true,
      required: true,
    });
    later(STEP_MS * 3);
    const refused = await client.post('/api/me/second-factor/remove', {
      password: PASSWORD,
      code: codeAt(secret),
    });
    expect(refused.json()).toMatchObject({ code: 'WrongState' });
  });

  it('can be given up with password and code, where no role demands it', async () => {
    const { secret, after } = await enrol('office');
    const wrong = await after.post('/api/me/second-factor/remove', { password: 'no', code: codeAt(secret) });
    expect(wrong.statusCode).toBe(422);
    const done = await after.post('/api/me/second-factor/remove', {
      password: PASSWORD,
      code: codeAt(secret),
    });
    expect(done.statusCode).toBe(204);
    expect((await withPassword('office')).statusCode).toBe(204);
  });

  it('is reset by an administrator, on record, and every session of its owner ends', async () => {
    const { after } = await enrol('office');
    const admin = await test.as('admin');
    expect((await admin.post('/api/officers/office/second-factor/reset')).statusCode).toBe(204);
    expect((await after.get('/api/me')).statusCode).toBe(401);
    expect((await withPassword('office')).statusCode).toBe(204);
    expect(await actions('officer.second-factor')).toContainEqual({ change: 'reset' });
    const own = await admin.post('/api/officers/admin/second-factor/reset');
    expect(own.json()).toMatchObject({ code: 'SamePerson' });
  });

  it('says so where the installation cannot encrypt, and does not open under another key', async () => {
    const bare = await startTestApp();
    const client: Client = await bare.as('office');
    expect((await client.get('/api/me/second-factor')).json()).toMatchObject({ encrypted: false });
    await bare.close();
    const { secret } = await enrol('office');
    await test.db.updateTable('secondFactor').set({ officerId: 'reviewer' }).execute();
    const first = await withPassword('reviewer');
    expect((await withCode(codeAt(secret), cookiesOf(first))).json()).toMatchObject({ code: 'NotReady' });
  });
});
