import { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { doingOf } from '../../http/doing.ts';
import { sessionOf } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { ownSessions } from '../../reads/accounts/own-sessions.ts';
import { endOtherSessions, endSession } from '../../services/end-sessions.ts';
import { session, uuid } from './account-schema.ts';

export const ownSessionRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, now } = deps;

  app.get('/api/me/sessions', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listOwnSessions',
      summary: '本人的登录会话',
      tags: [TAGS.signIn],
      response: { 200: z.array(session) },
    },
    handler: (request) => ownSessions(db, sessionOf(request), now()),
  });

  app.post('/api/me/sessions/:id/end', {
    config: { right: 'officer' },
    schema: {
      operationId: 'endOwnSession',
      summary: '结束本人的一个登录会话',
      tags: [TAGS.signIn],
      params: z.object({ id: uuid }),
      body: z.strictObject({}).nullish(),
      response: { 204: z.null().describe('该会话已作废') },
    },
    handler: async (request, reply) => {
      await endSession(db, sessionOf(request), request.params.id, doingOf(deps, request));
      return reply.code(204).send(null);
    },
  });

  app.post('/api/me/sessions/end-others', {
    config: { right: 'officer' },
    schema: {
      operationId: 'endOtherOwnSessions',
      summary: '结束本人的其余登录会话',
      tags: [TAGS.signIn],
      body: z.strictObject({}).nullish(),
      response: { 200: z.object({ ended: z.number() }) },
    },
    handler: async (request) => ({
      ended: await endOtherSessions(db, sessionOf(request), doingOf(deps, request)),
    }),
  });
};
