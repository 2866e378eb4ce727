import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getOfficer } from '../../../db/list-officers.ts';
import { listAccounts } from '../../../db/people/list-accounts.ts';
import { openDuties } from '../../../db/people/open-duties.ts';
import { saveSections } from '../../../db/save-officers.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { instantNow, today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id } from '../../http/schemas.ts';
import { giveTemporaryPassword } from '../../services/accounts.ts';
import {
  assertAnother,
  changeRoles,
  handOverDuties,
  openAccount,
  resetSecondFactor,
  updateOfficer,
} from '../../services/people.ts';
import { role } from './account-schema.ts';
import {
  account,
  duties,
  handedOver,
  handOverBody,
  name,
  newOfficer,
  officerFields,
  officerId,
} from './people-schema.ts';

/** Whoever gives out accounts and roles decides nothing else (R281). */
const ADMIN = { roles: ['admin'] } as const;
const params = z.object({ id });
const NOTHING = z.strictObject({}).nullish();
const DONE = { 204: z.null().describe('已办理') };

export const peopleRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const personOf = (request: FastifyRequest, officer: string) => ({
    authorityId: authorityOf(request),
    officerId: officer,
  });

  app.get('/api/accounts', {
    config: { right: ADMIN },
    schema: {
      operationId: 'listAccounts',
      summary: '本局账号',
      tags: [TAGS.people],
      response: { 200: z.array(account) },
    },
    handler: (request) => listAccounts(db, authorityOf(request), instantNow(deps)),
  });

  app.post('/api/officers', {
    config: { right: ADMIN },
    schema: {
      operationId: 'addOfficer',
      summary: '新增人员，可一并确定角色和设置初始密码（只显示一次，本人首次登录时须更换）',
      tags: [TAGS.people],
      body: newOfficer,
      response: { 200: z.object({ password: z.string() }), ...DONE },
    },
    handler: async (request, reply) => {
      const { roles, givePassword, ...entry } = request.body;
      const account = { officer: { ...entry, active: true }, roles, givePassword };
      const password = await openAccount(db, authorityOf(request), account, doingOf(deps, request));
      return password === null ? reply.code(204).send(null) : reply.code(200).send({ password });
    },
  });

  app.put('/api/officers/:id', {
    config: { right: ADMIN },
    schema: {
      operationId: 'changeOfficer',
      summary: '修改人员，或停用、启用其账号',
      tags: [TAGS.people],
      params,
      body: z.strictObject({ ...officerFields, active: z.boolean() }),
      response: DONE,
    },
    handler: async (request, reply) => {
      const officer = { ...request.body, id: request.params.id };
      await updateOfficer(db, authorityOf(request), officer, doingOf(deps, request));
      return reply.code(204).send(null);
    },
  });

  app.put('/api/officers/:id/roles', {
    config: { right: ADMIN },
    schema: {
      operationId: 'setOfficerRoles',
      summary: '确定人员的角色（须分开的权限不能由一人担任）',
      tags: [TAGS.people],
      params,
      body: z.strictObject({ roles: z.array(role) }),
      response: DONE,
    },
    handler: async (request, reply) => {
      const person = personOf(request, request.params.id);
      await changeRoles(db, person, request.body.roles, doingOf(deps, request));
      return reply.code(204).send(null);
    },
  });

  app.post('/api/officers/:id/password', {
    config: { right: ADMIN },
    schema: {
      operationId: 'giveTemporaryPassword',
      summary: '设置初始密码（只显示一次，本人首次登录时须更换）',
      tags: [TAGS.people],
      params,
      body: NOTHING,
      response: { 200: z.object({ password: z.string() }) },
    },
    handler: async (request) => {
      const person = personOf(request, request.params.id);
      const doing = doingOf(deps, request);
      assertAnother(person, doing);
      return { password: await giveTemporaryPassword(db, person, doing) };
    },
  });

  app.post('/api/officers/:id/second-factor/reset', {
    config: { right: ADMIN },
    schema: {
      operationId: 'resetSecondFactor',
      summary: '重置人员的第二因素',
      tags: [TAGS.people],
      params,
      body: NOTHING,
      response: DONE,
    },
    handler: async (request, reply) => {
      await resetSecondFactor(db, personOf(request, request.params.id), doingOf(deps, request));
      return reply.code(204).send(null);
    },
  });

  app.get('/api/officers/:id/duties', {
    config: { right: ADMIN },
    schema: {
      operationId: 'getOpenDuties',
      summary: '人员未办结的事项',
      tags: [TAGS.people],
      params,
      response: { 200: duties },
    },
    handler: async (request) => {
      const { id: officer } = await getOfficer(db, authorityOf(request), request.params.id);
      return openDuties(db, authorityOf(request), officer);
    },
  });

  app.post('/api/officers/:id/hand-over', {
    config: { right: ADMIN },
    schema: {
      operationId: 'handOver',
      summary: '把人员未办结的事项移交他人，列出不能移交的及原因',
      tags: [TAGS.people],
      params,
      body: handOverBody,
      response: { 200: handedOver },
    },
    handler: (request) =>
      handOverDuties(
        db,
        personOf(request, request.params.id),
        request.body,
        today(deps),
        doingOf(deps, request),
      ),
  });

  app.put('/api/sections/:id', {
    config: { right: ADMIN },
    schema: {
      operationId: 'saveSection',
      summary: '新增科室或修改其名称',
      tags: [TAGS.people],
      params: z.object({ id: officerId }),
      body: z.strictObject({ name }),
      response: DONE,
    },
    handler: async (request, reply) => {
      const section = { id: request.params.id, name: request.body.name };
      await inChange(deps, request, (trx, authorityId, doing) =>
        saveSections(trx, authorityId, [section], doing),
      );
      return reply.code(204).send(null);
    },
  });
};
