/** An application on a database of the test file's own, with two authorities and an officer for each role. */
import type { LightMyRequestResponse } from 'fastify';
import type { Kysely } from 'kysely';
import { buildApp } from '../../../api/app.ts';
import type { ApiDeps } from '../../../api/deps.ts';
import type { ApiApp } from '../../../api/http/api-app.ts';
import { hashPassword } from '../../../api/services/passwords.ts';
import { systemDoing } from '../../../db/actor.ts';
import { createAuthority } from '../../../db/authority.ts';
import type { Database } from '../../../db/connect.ts';
import { setInstallationMode } from '../../../db/installation.ts';
import { saveOfficers, saveSections, setRoles } from '../../../db/save-officers.ts';
import { ROLES, type Role } from '../../../domain/rights/rights.ts';
import { settableClock } from '../../../runtime/clock.ts';
import { createLog } from '../../../runtime/log.ts';
import { createTestDatabase } from '../../support/database.ts';

export const HOME = 'pinglu';
export const ELSEWHERE = 'shuocheng';
export const PASSWORD = 'correct horse battery';
export const BASE_URL = 'http://localhost';
/** A Monday morning in Beijing. */
export const START = '2021-03-01T01:00:00.000Z';

export interface Client {
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, payload?: object, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  put(url: string, payload: object): Promise<LightMyRequestResponse>;
  patch(url: string, payload: object): Promise<LightMyRequestResponse>;
}

export interface TestApp {
  readonly app: ApiApp;
  readonly db: Kysely<Database>;
  /** Of the database, with user and password. */
  readonly url: string;
  readonly clock: ReturnType<typeof settableClock>;
  readonly logLines: string[];
  /** Signs in as the officer who holds just this role; of the other authority on demand. */
  as(role: Role, authorityId?: string): Promise<Client>;
  close(): Promise<void>;
}

const ALL_ROLES = Object.keys(ROLES) as Role[];
const officerOf = (authorityId: string, role: Role) => ({
  id: role,
  name: `${ROLES[role]}甲`,
  sectionId: 'transport',
  username: `${role}@${authorityId}`,
  email: `${role}@example.invalid`,
  phone: '13800001234',
  active: true,
});

/** An authority with an officer for each role, who signs in with `PASSWORD`. */
export const addPeople = async (
  db: Kysely<Database>,
  authorityId: string,
  passwordHash: string,
): Promise<void> => {
  const doing = systemDoing('test', START);
  await db.transaction().execute(async (trx) => {
    await createAuthority(
      trx,
      { id: authorityId, name: `${authorityId}交通运输局`, shortName: authorityId, regionCode: '140603' },
      doing,
    );
    await saveSections(trx, authorityId, [{ id: 'transport', name: '运输股' }], doing);
    await saveOfficers(
      trx,
      authorityId,
      ALL_ROLES.map((role) => officerOf(authorityId, role)),
      doing,
    );
    for (const role of ALL_ROLES) await setRoles(trx, authorityId, role, [role], doing);
    await trx.updateTable('officer').set({ passwordHash }).where('authorityId', '=', authorityId).execute();
  });
};

export const sessionCookie = (response: LightMyRequestResponse): string =>
  response.cookies.find(({ name }) => name === 'sid')?.value ?? '';

export const clientOf = (app: ApiApp, sid: string): Client => {
  const cookies = { sid };
  const headers = { 'x-requested-by': 'test' };
  return {
    get: (url) => app.inject({ method: 'GET', url, cookies }),
    post: (url, payload = {}, more = {}) =>
      app.inject({ method: 'POST', url, payload, cookies, headers: { ...headers, ...more } }),
    put: (url, payload) => app.inject({ method: 'PUT', url, payload, cookies, headers }),
    patch: (url, payload) => app.inject({ method: 'PATCH', url, payload, cookies, headers }),
  };
};

export const startTestApp = async (
  more: Partial<ApiDeps> = {},
  mode: 'live' | 'rehearsal' = 'rehearsal',
): Promise<TestApp> => {
  const { db, url, drop } = await createTestDatabase();
  await setInstallationMode(db, mode);
  const passwordHash = await hashPassword(PASSWORD);
  await addPeople(db, HOME, passwordHash);
  await addPeople(db, ELSEWHERE, passwordHash);
  const clock = settableClock(Date.parse(START));
  const logLines: string[] = [];
  const app = await buildApp({
    db,
    temporal: null,
    config: { publicBaseUrl: BASE_URL },
    log: createLog({ process: 'api', destination: { write: (line) => logLines.push(line) } }),
    now: clock.now,
    ...more,
  });
  const as = async (role: Role, authorityId = HOME): Promise<Client> => {
    const payload = { username: `${role}@${authorityId}`, password: PASSWORD };
    const response = await app.inject({ method: 'POST', url: '/api/sign-in', payload });
    return clientOf(app, sessionCookie(response));
  };
  const close = async (): Promise<void> => {
    await app.close();
    await drop();
  };
  return { app, db, url, clock, logLines, as, close };
};
