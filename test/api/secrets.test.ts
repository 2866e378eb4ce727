import { generateSync } from 'otplib';
import { systemDoing } from '../../db/actor.ts';
import { makeLink } from '../../db/unit-link/links.ts';
import { linkIdOf, linkToken } from '../../domain/unit-link/link-token.ts';
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
import { addFacts, taskId } from './support/facts.ts';
import { tablesWith } from './support/table-digests.ts';

const SESSION_SECRET = 'k'.repeat(40);
let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ config: { publicBaseUrl: BASE_URL, sessionSecret: SESSION_SECRET } }, 'live');
  await addFacts(test.db, HOME);
});
afterAll(() => test.close());

/** An administrator who signs in, sets up his second factor and gives somebody a first password. */
const ofPeople = async (): Promise<string[]> => {
  const payload = { username: `admin@${HOME}`, password: PASSWORD };
  const signedIn = await test.app.inject({ method: 'POST', url: '/api/sign-in', payload });
  const before = clientOf(test.app, sessionCookie(signedIn));
  const { secret } = (await before.post('/api/me/second-factor/enrol', { password: PASSWORD })).json();
  const code = generateSync({ secret, epoch: Math.floor(test.clock.now() / 1000) });
  const confirmed = await before.post('/api/me/second-factor/confirm', { code });
  const after = clientOf(test.app, sessionCookie(confirmed));
  const { password } = (await after.post('/api/officers/inspector/password')).json();
  const sessions = [sessionCookie(signedIn), sessionCookie(confirmed)];
  return [PASSWORD, password, secret, ...sessions, ...confirmed.json().recoveryCodes];
};

/** A unit that opens its link. */
const ofUnit = async (): Promise<string[]> => {
  const link = { id: linkIdOf(new Uint8Array(12).fill(1)), taskId: taskId(HOME, 2) };
  await test.db.transaction().execute((trx) => makeLink(trx, HOME, link, systemDoing('test', START)));
  const token = linkToken(SESSION_SECRET, link.id);
  const headers = { accept: 'text/html', origin: BASE_URL, host: 'localhost' };
  const opened = await test.app.inject({ method: 'POST', url: `/u/${token}`, headers });
  return [token, opened.cookies.find(({ name }) => name === 'unit')?.value ?? ''];
};

describe('passwords, sessions, codes, links and keys', () => {
  it('stand in no table, neither as they are nor as bytes', async () => {
    const secrets = [SESSION_SECRET, ...(await ofPeople()), ...(await ofUnit())];
    expect(secrets.filter((secret) => typeof secret !== 'string' || secret.length < 8)).toEqual([]);
    expect(secrets.length).toBeGreaterThan(10);
    // What is no secret is found: the search sees what it looks for.
    expect(await tablesWith(test.db, `admin@${HOME}`)).toContain('officer');
    for (const secret of secrets) expect(await tablesWith(test.db, secret)).toEqual([]);
  });
});
