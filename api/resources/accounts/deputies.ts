import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getOfficer } from '../../../db/list-officers.ts';
import { type DeputyRow, endDeputy, nameDeputy } from '../../../db/name-deputy.ts';
import { listDeputies } from '../../../db/people/list-deputies.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id } from '../../http/schemas.ts';
import { deputy, deputyKey, newDeputy } from './account-schema.ts';

const ADMIN = { roles: ['admin'] } as const;
const NAMED = { 204: z.null().describe('已指定') };
const ENDED = { 204: z.null().describe('已结束') };

/** Deputies (代理人): named by the absent person himself, or by an administrator for him. */
export const deputyRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const name = async (request: FastifyRequest, row: DeputyRow): Promise<void> => {
    const authorityId = authorityOf(request);
    await getOfficer(db, authorityId, row.officerId);
    await inChange(deps, request, (trx, authorityId, doing) => nameDeputy(trx, authorityId, row, doing));
  };
  const end = (request: FastifyRequest, key: Pick<DeputyRow, 'officerId' | 'role' | 'fromOn'>) =>
    inChange(deps, request, (trx, authorityId, doing) =>
      endDeputy(trx, authorityId, { ...key, today: today(deps) }, doing),
    );

  app.get('/api/me/deputies', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listOwnDeputies',
      summary: '本人的代理人，以及本人代理的人',
      tags: [TAGS.signIn],
      response: { 200: z.array(deputy) },
    },
    handler: (request) =>
      listDeputies(db, authorityOf(request), {
        officerId: sessionOf(request).officerId,
        from: today(deps),
      }),
  });

  app.post('/api/me/deputies', {
    config: { right: 'officer' },
    schema: {
      operationId: 'nameOwnDeputy',
      summary: '指定本人的代理人',
      tags: [TAGS.signIn],
      body: z.strictObject(newDeputy),
      response: NAMED,
    },
    handler: async (request, reply) => {
      await name(request, { ...request.body, officerId: sessionOf(request).officerId });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/me/deputies/end', {
    config: { right: 'officer' },
    schema: {
      operationId: 'endOwnDeputy',
      summary: '结束本人的代理',
      tags: [TAGS.signIn],
      body: z.strictObject(deputyKey),
      response: ENDED,
    },
    handler: async (request, reply) => {
      await end(request, { ...request.body, officerId: sessionOf(request).officerId });
      return reply.code(204).send(null);
    },
  });

  app.get('/api/deputies', {
    config: { right: ADMIN },
    schema: {
      operationId: 'listDeputies',
      summary: '全局的代理',
      tags: [TAGS.people],
      response: { 200: z.array(deputy) },
    },
    handler: (request) => listDeputies(db, authorityOf(request), { officerId: null, from: today(deps) }),
  });

  app.post('/api/officers/:id/deputies', {
    config: { right: ADMIN },
    schema: {
      operationId: 'nameDeputy',
      summary: '为人员指定代理人',
      tags: [TAGS.people],
      params: z.object({ id }),
      body: z.strictObject(newDeputy),
      response: NAMED,
    },
    handler: async (request, reply) => {
      await name(request, { ...request.body, officerId: request.params.id });
      return reply.code(204).send(null);
    },
  });

  app.post('/api/officers/:id/deputies/end', {
    config: { right: ADMIN },
    schema: {
      operationId: 'endDeputy',
      summary: '结束人员的代理',
      tags: [TAGS.people],
      params: z.object({ id }),
      body: z.strictObject(deputyKey),
      response: ENDED,
    },
    handler: async (request, reply) => {
      await end(request, { ...request.body, officerId: request.params.id });
      return reply.code(204).send(null);
    },
  });
};
