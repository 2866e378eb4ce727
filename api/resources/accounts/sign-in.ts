import { z } from 'zod';
import { getAuthority, isSynthetic } from '../../../db/authority.ts';
import { installationMode } from '../../../db/installation.ts';
import { rolesOf } from '../../../db/officers.ts';
import { ROLES, type Role } from '../../../domain/rights/rights.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { doingOf } from '../../http/doing.ts';
import { fromWhere } from '../../http/from-where.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { signInCookies } from '../../http/session-cookie.ts';
import { changeOwnPassword } from '../../services/accounts.ts';
import { secretBox } from '../../services/second-factor/secret-box.ts';
import { revokeSession } from '../../services/sessions.ts';
import { signIn } from '../../services/sign-in.ts';
import { findPending, giveCode } from '../../services/sign-in-steps.ts';
import { SIGN_IN_RATE } from './sign-in-rates.ts';

const LONGEST = 200;
export const credentials = z.object({
  username: z.string().trim().min(1).max(LONGEST),
  password: z.string().min(1).max(LONGEST),
});

/** Apps show a code with a space in it. */
export const code = z
  .string()
  .max(LONGEST)
  .transform((text) => text.replace(/\s/g, ''));

const me = z.object({
  authorityId: z.string(),
  authorityName: z.string(),
  mode: z.enum(['live', 'rehearsal']),
  /** The registers were made by the generator (合成数据): every page says so. */
  synthetic: z.boolean(),
  /** A rehearsal by hand: time is moved and people are played, see GET /api/rehearsal. */
  room: z.boolean(),
  officerId: z.string(),
  name: z.string(),
  username: z.string(),
  /** Today's, those held as a deputy included. */
  roles: z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]])),
});

const signedIn = {
  204: z.null().describe('已登录，会话写入 Cookie'),
  200: z
    .object({ stage: z.enum(['second-factor', 'password', 'enrol']) })
    .describe('密码正确，还须完成此步骤（second-factor 在此办理，其余在登录页办理）'),
};

export const signInRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, now } = deps;
  const cookies = signInCookies(deps);
  const box = secretBox(deps.config.sessionSecret);

  app.post('/api/sign-in', {
    config: { public: true, rateLimit: SIGN_IN_RATE },
    schema: {
      operationId: 'signIn',
      summary: '登录',
      tags: [TAGS.signIn],
      body: credentials,
      response: signedIn,
    },
    handler: async (request, reply) => {
      const step = await signIn(db, request.body, now(), { from: fromWhere(request) });
      cookies.give(reply, step);
      return step.stage === 'open' ? reply.code(204).send(null) : reply.code(200).send({ stage: step.stage });
    },
  });

  app.post('/api/sign-in/second-factor', {
    config: { public: true, rateLimit: SIGN_IN_RATE },
    schema: {
      operationId: 'signInWithCode',
      summary: '登录的第二步：动态验证码或恢复码',
      tags: [TAGS.signIn],
      body: z.object({ code }),
      response: signedIn,
    },
    handler: async (request, reply) => {
      const pending = await findPending(deps, cookies.stepTokenOf(request));
      const step = await giveCode({ db, box, now }, pending, request.body.code);
      cookies.give(reply, step);
      return step.stage === 'open' ? reply.code(204).send(null) : reply.code(200).send({ stage: step.stage });
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
      const token = cookies.tokenOf(request);
      if (token !== undefined) await revokeSession(db, token, now());
      return cookies.clear(reply).code(204).send(null);
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
      const room = deps.rehearsal !== undefined;
      const synthetic = await isSynthetic(db, authorityId);
      const authorityName = authority.name;
      return { authorityId, authorityName, mode, synthetic, room, officerId, name, username, roles };
    },
  });

  app.post('/api/me/password', {
    config: { right: 'officer', rateLimit: SIGN_IN_RATE },
    schema: {
      operationId: 'changeOwnPassword',
      summary: '修改本人密码（其余会话随之作废）',
      tags: [TAGS.signIn],
      body: z.object({ current: credentials.shape.password, next: credentials.shape.password }),
      response: { 204: z.null().describe('已修改，其余会话已作废') },
    },
    handler: async (request, reply) => {
      await changeOwnPassword(db, sessionOf(request), request.body, doingOf(deps, request));
      return reply.code(204).send(null);
    },
  });
};
