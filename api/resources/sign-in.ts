import { z } from 'zod';
import { getAuthority } from '../../db/authority.ts';
import { installationMode } from '../../db/installation.ts';
import { rolesOf } from '../../db/officers.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { doingOf } from '../http/doing.ts';
import { SESSION_COOKIE, sessionOf, today } from '../http/guard.ts';
import { TAGS } from '../http/openapi.ts';
import { changeOwnPassword } from '../services/accounts.ts';
import { revokeSession, SESSION_HOURS } from '../services/sessions.ts';
import { signIn } from '../services/sign-in.ts';

const LONGEST = 200;
export const credentials = z.object({
  username: z.string().trim().min(1).max(LONGEST),
  password: z.string().min(1).max(LONGEST),
});

/** Tries of one address; the lockout of an account is counted apart, in the facts. */
export const SIGN_IN_RATE = { max: 20, timeWindow: '1 minute' } as const;

export const cookieOptions = (baseUrl: string) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: baseUrl.startsWith('https:'),
  maxAge: SESSION_HOURS * 3_600,
});

const me = z.object({
  authorityId: z.string(),
  authorityName: z.string(),
  mode: z.enum(['live', 'rehearsal']),
  officerId: z.string(),
  name: z.string(),
  username: z.string(),
  /** Today's, those held as a deputy included. */
  roles: z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]])),
});

export const signInRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, now } = deps;
  const cookie = cookieOptions(deps.config.publicBaseUrl);

  app.post('/api/sign-in', {
    config: { public: true, rateLimit: SIGN_IN_RATE },
    schema: {
      operationId: 'signIn',
      summary: '登录',
      tags: [TAGS.signIn],
      body: credentials,
      response: { 204: z.null().describe('已登录，会话写入 Cookie') },
    },
    handler: async (request, reply) => {
      const token = await signIn(db, request.body, now());
      return reply.setCookie(SESSION_COOKIE, token, cookie).code(204).send(null);
    },
  });

  app.post('/api/sign-out', {
    config: { public: true },
    schema: {
      operationId: 'signOut',
      summary: '退出登录',
      tags: [TAGS.signIn],
      response: { 204: z.null().describe('会话已作废') },
    },
    handler: async (request, reply) => {
      const token = request.cookies[SESSION_COOKIE];
      if (token !== undefined) await revokeSession(db, token, now());
      return reply.clearCookie(SESSION_COOKIE, cookie).code(204).send(null);
    },
  });

  app.get('/api/me', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getMe',
      summary: '当前人员及今日角色',
      tags: [TAGS.signIn],
      response: { 200: me },
    },
    handler: async (request) => {
      const { authorityId, officerId, name, username } = sessionOf(request);
      const authority = await getAuthority(db, authorityId);
      const roles = await rolesOf(db, authorityId, officerId, today(deps));
      const mode = await installationMode(db);
      return { authorityId, authorityName: authority.name, mode, officerId, name, username, roles };
    },
  });

  app.post('/api/me/password', {
    config: { right: 'officer', rateLimit: SIGN_IN_RATE },
    schema: {
      operationId: 'changeOwnPassword',
      summary: '修改本人密码（所有会话随之作废）',
      tags: [TAGS.signIn],
      body: z.object({ current: credentials.shape.password, next: credentials.shape.password }),
      response: { 204: z.null().describe('已修改，请重新登录') },
    },
    handler: async (request, reply) => {
      const { authorityId, officerId } = sessionOf(request);
      await changeOwnPassword(db, authorityId, officerId, request.body, doingOf(deps, request));
      return reply.code(204).send(null);
    },
  });
};
