import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { doingOf } from '../../http/doing.ts';
import { sessionOf } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { signInCookies } from '../../http/session-cookie.ts';
import {
  beginOwn,
  confirmOwn,
  type OwnFactorDeps,
  ownFactorState,
  removeOwn,
  renewOwnCodes,
} from '../../services/second-factor/own-factor.ts';
import { secretBox } from '../../services/second-factor/secret-box.ts';
import { totpUri } from '../../services/second-factor/totp.ts';
import { recoveryCodes, secondFactor } from './account-schema.ts';
import { code, credentials } from './sign-in.ts';
import { SIGN_IN_RATE } from './sign-in-rates.ts';

const GUARDED = { right: 'officer', rateLimit: SIGN_IN_RATE } as const;
const { password } = credentials.shape;

/** An officer's own second factor; every change asks again who it is. */
export const ownSecondFactorRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const cookies = signInCookies(deps);
  const own: OwnFactorDeps = { db: deps.db, box: secretBox(deps.config.sessionSecret) };
  /** What a session may has grown or shrunk: it goes on under another token, and all others end. */
  const renewed = (reply: FastifyReply, token: string) => cookies.give(reply, { token, stage: 'open' });
  const asking = (request: FastifyRequest) => [sessionOf(request), doingOf(deps, request)] as const;

  app.get('/api/me/second-factor', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getOwnSecondFactor',
      summary: '本人的第二因素',
      tags: [TAGS.signIn],
      response: { 200: secondFactor },
    },
    handler: (request) => ownFactorState(own, sessionOf(request), deps.now()),
  });

  app.post('/api/me/second-factor/enrol', {
    config: GUARDED,
    schema: {
      operationId: 'enrolSecondFactor',
      summary: '开始启用第二因素（须再次输入密码）',
      tags: [TAGS.signIn],
      body: z.object({ password }),
      response: { 200: z.object({ secret: z.string(), uri: z.string() }) },
    },
    handler: async (request) => {
      const secret = await beginOwn(own, ...asking(request), request.body.password);
      return { secret, uri: totpUri(secret, sessionOf(request).username) };
    },
  });

  app.post('/api/me/second-factor/confirm', {
    config: GUARDED,
    schema: {
      operationId: 'confirmSecondFactor',
      summary: '用动态验证码启用第二因素，取得恢复码（只显示一次）',
      tags: [TAGS.signIn],
      body: z.object({ code }),
      response: { 200: recoveryCodes },
    },
    handler: async (request, reply) => {
      const { codes, token } = await confirmOwn(own, ...asking(request), request.body.code);
      renewed(reply, token);
      return { recoveryCodes: codes };
    },
  });

  app.post('/api/me/second-factor/recovery-codes', {
    config: GUARDED,
    schema: {
      operationId: 'renewRecoveryCodes',
      summary: '重新生成恢复码（原有的全部作废）',
      tags: [TAGS.signIn],
      body: z.object({ code }),
      response: { 200: recoveryCodes },
    },
    handler: async (request) => ({
      recoveryCodes: await renewOwnCodes(own, ...asking(request), request.body.code),
    }),
  });

  app.post('/api/me/second-factor/remove', {
    config: GUARDED,
    schema: {
      operationId: 'removeSecondFactor',
      summary: '停用第二因素（岗位要求的不能停用）',
      tags: [TAGS.signIn],
      body: z.object({ password, code }),
      response: { 204: z.null().describe('已停用，其余会话已作废') },
    },
    handler: async (request, reply) => {
      const token = await removeOwn(own, ...asking(request), request.body);
      return renewed(reply, token).code(204).send(null);
    },
  });
};
