import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDER_ANSWER_PATH } from '../../api/services/identity-provider/provider-sign-in.ts';
import type { IdentityProvider } from '../../db/security-settings.ts';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type TestProvider } from '../support/identity/provider.ts';
import {
  BASE_URL,
  type Client,
  clientOf,
  ELSEWHERE,
  HOME,
  sessionCookie,
  startTestApp,
  type TestApp,
} from './support/app.ts';

const directory = mkdtempSync(join(tmpdir(), 'identity-'));
const identitySecretsFile = join(directory, 'secrets.json');
let provider: TestProvider;
let test: TestApp;
let admin: Client;
beforeAll(async () => {
  provider = await startProvider(BASE_URL + PROVIDER_ANSWER_PATH);
  const allowed = { issuer: provider.issuer, clientSecret: CLIENT_SECRET };
  writeFileSync(identitySecretsFile, JSON.stringify({ [HOME]: allowed }));
});
afterAll(async () => {
  await provider.close();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => {
  test = await startTestApp({ config: { publicBaseUrl: BASE_URL, identitySecretsFile } });
  admin = await test.as('admin');
});
afterEach(() => test.close());

const settingsOf = (change: Partial<IdentityProvider> = {}, secondFactorRoles: string[] = []) => ({
  ...{ secondFactorRoles, idleMinutes: 30 },
  identityProvider: {
    ...{ name: '政务统一认证', issuer: provider.issuer, clientId: CLIENT_ID, claim: 'preferred_username' },
    ...{ matchBy: 'username', checksSecondFactor: false },
    ...change,
  },
});
const configure = (client: Client, ...given: Parameters<typeof settingsOf>) =>
  client.put('/api/authorities/me/security', { expectedVersion: 1, settings: settingsOf(...given) });

const begin = (next = '') => test.app.inject(`/sign-in/provider?authority=${HOME}${next}`);
const stateOf = (response: Awaited<ReturnType<typeof begin>>) =>
  response.cookies.find(({ name }) => name === 'sign-in-state')?.value ?? '';
const comeBack = (back: URL, state: string) =>
  test.app.inject({ url: back.pathname + back.search, cookies: { 'sign-in-state': state } });
const throughProvider = async (next = '') => {
  const first = await begin(next);
  return comeBack(await provider.visit(String(first.headers.location)), stateOf(first));
};

describe('an authority’s own identity provider', () => {
  it('signs an officer in whom its answer names, and leads to the page that was asked for', async () => {
    expect((await configure(admin)).statusCode).toBe(204);
    expect((await test.app.inject('/sign-in')).body).toContain('政务统一认证');
    provider.signInAs({ preferred_username: `OFFICE@${HOME}` });
    const back = await throughProvider('&next=/console/tasks');
    expect([back.statusCode, back.headers.location]).toEqual([303, '/console/tasks']);
    const me = await clientOf(test.app, sessionCookie(back)).get('/api/me');
    expect(me.json()).toMatchObject({ authorityId: HOME, officerId: 'office' });
    const stored = await test.db.selectFrom('authoritySecurity').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(CLIENT_SECRET);
  });

  it('asks with PKCE, state and nonce of its own each time', async () => {
    await configure(admin);
    const addresses = [await begin(), await begin()].map(({ headers }) => new URL(String(headers.location)));
    const values = addresses.flatMap(({ searchParams }) =>
      ['state', 'nonce', 'code_challenge'].map((name) => searchParams.get(name) ?? ''),
    );
    expect(new Set(values.filter((value) => value.length >= 43)).size).toBe(6);
    expect(addresses[0]?.searchParams.get('code_challenge_method')).toBe('S256');
  });

  it('makes no account for whom nobody knows here, and signs nobody in of another authority', async () => {
    await configure(admin);
    for (const name of ['stranger', `office@${ELSEWHERE}`]) {
      provider.signInAs({ preferred_username: name });
      expect((await throughProvider()).statusCode).toBe(401);
    }
    const events = await test.db
      .selectFrom('auditEvent')
      .select('id')
      .where('action', '=', 'authority.sign-in-refused')
      .execute();
    expect(events).toHaveLength(2);
  });

  it('is not believed in another browser, a second time, or for an address that it has not checked', async () => {
    await configure(admin, { matchBy: 'email', claim: 'email' });
    provider.signInAs({ email: 'office@example.invalid', email_verified: true });
    const first = await begin();
    const back = await provider.visit(String(first.headers.location));
    expect((await comeBack(back, 'of another browser')).statusCode).toBe(401);
    expect((await comeBack(back, stateOf(first))).statusCode).toBe(303);
    expect((await comeBack(back, stateOf(first))).statusCode).toBe(401);
    provider.signInAs({ email: 'office@example.invalid', email_verified: false });
    expect((await throughProvider()).statusCode).toBe(401);
  });

  it('leaves the second factor to us unless it asks for one itself', async () => {
    await configure(admin, {}, ['office']);
    provider.signInAs({ preferred_username: `office@${HOME}` });
    expect((await throughProvider()).headers.location).toBe('/sign-in/step');
    const again = { expectedVersion: 2, settings: settingsOf({ checksSecondFactor: true }, ['office']) };
    expect((await admin.put('/api/authorities/me/security', again)).statusCode).toBe(204);
    expect((await throughProvider()).headers.location).toBe('/');
  });

  it('must be the one that the operator has allowed, and cannot be listened to', async () => {
    const foreign = await configure(admin, { issuer: 'https://evil.example' });
    expect(foreign.json()).toMatchObject({ code: 'NotReady' });
    expect((await configure(admin, { issuer: 'http://idp.example' })).json()).toMatchObject({
      code: 'InvalidInput',
    });
    expect((await configure(await test.as('admin', ELSEWHERE))).json()).toMatchObject({ code: 'NotReady' });
    expect((await configure(await test.as('office'))).statusCode).toBe(403);
  });
});
