import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { rolesOf } from '../../db/officers.ts';
import {
  getInspectorEntry,
  interestsOf,
  leavesOf,
  removeInterest,
  removeLeave,
  saveInspector,
  searchInspectors,
} from '../../db/registers/inspector-entries.ts';
import { declareInterests, recordLeave } from '../../db/registers/inspector-limits.ts';
import { getUnit } from '../../db/registers/units.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { authorityOf, doingOf } from '../http/doing.ts';
import { sessionOf, today } from '../http/guard.ts';
import { TAGS } from '../http/openapi.ts';
import { id, isoDate, text } from '../http/schemas.ts';
import { INTEREST_READERS, NUMBER_ROLES } from '../services/number-rights.ts';

const KEEPERS = { roles: NUMBER_ROLES };
/** Who plans people besides. */
const LEAVE_KEEPERS: readonly Role[] = [...NUMBER_ROLES, 'chief'];
const tags = [TAGS.register];
const one = z.object({ id });
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

const entry = z.object({
  officerId: z.string(),
  name: z.string(),
  sectionName: z.string().nullable(),
  certificateNumber: z.string(),
  certificateValidFrom: isoDate,
  certificateValidTo: isoDate,
  qualifications: z.array(z.string()),
  active: z.boolean(),
  leaveUntil: isoDate.nullable(),
  openTasks: z.number(),
});
const leave = z.object({ fromOn: isoDate, toOn: isoDate, reason: z.string().nullable() });
const interest = z.object({
  unitId: z.string(),
  unitName: z.string(),
  kind: z.string(),
  declaredOn: isoDate,
});
const LONGEST = 200;
const certificate = z.strictObject({
  certificateNumber: z.string().trim().min(1).max(LONGEST),
  certificateValidFrom: isoDate,
  certificateValidTo: isoDate,
  qualifications: z.array(z.string().trim().min(1).max(LONGEST)).max(50),
  active: z.boolean(),
});

/** 执法检查人员名录库: certificates, qualifications, leaves and declared interests. */
export const inspectorRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  const isSelfOr = async (request: FastifyRequest<{ Params: { id: string } }>, roles: readonly Role[]) => {
    const { authorityId, officerId } = sessionOf(request);
    if (request.params.id === officerId) return true;
    const held = await rolesOf(db, authorityId, officerId, today(deps));
    return roles.some((role) => held.includes(role));
  };
  const assertSelfOr = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    roles: readonly Role[],
  ) => {
    if (await isSelfOr(request, roles)) return;
    throw new Refusal('Forbidden', `该事项只能由本人和${roles.map((role) => ROLES[role]).join('、')}办理。`);
  };

  app.get('/api/inspector-entries', {
    config: { right: 'officer' },
    schema: {
      operationId: 'searchInspectors',
      summary: '按姓名、证号、科室、执法证效力、请假查执法检查人员',
      tags,
      querystring: z.object({
        text: id.optional(),
        sectionId: id.optional(),
        certificate: z.enum(['valid', 'ending', 'invalid']).optional(),
        onLeave: z.stringbool().optional().meta({ type: 'boolean' }),
        active: z.stringbool().optional().meta({ type: 'boolean' }),
      }),
      response: { 200: z.array(entry) },
    },
    handler: (request) =>
      searchInspectors(db, authorityOf(request), today(deps), request.query).then(mutable),
  });

  app.get('/api/inspector-entries/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getInspector',
      summary: '一名执法检查人员：执法证、资质、请假；利害关系只给本人和监督人员看',
      tags,
      params: one,
      response: {
        200: entry.extend({ leaves: z.array(leave), interests: z.array(interest).nullable() }),
      },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { id: officerId } = request.params;
      const found = await getInspectorEntry(db, authorityId, officerId, today(deps));
      const [leaves, seesReasons, seesInterests] = [
        await leavesOf(db, authorityId, officerId),
        await isSelfOr(request, LEAVE_KEEPERS),
        await isSelfOr(request, INTEREST_READERS),
      ];
      return {
        ...found,
        qualifications: [...found.qualifications],
        leaves: leaves.map(({ reason, ...rest }) => ({ ...rest, reason: seesReasons ? reason : null })),
        interests: seesInterests ? await interestsOf(db, authorityId, officerId) : null,
      };
    },
  });

  app.put('/api/inspector-entries/:id', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'saveInspector',
      summary: '登记或者更改执法证、资质和在册情况，写明理由',
      tags,
      params: one,
      body: z.strictObject({ inspector: certificate, reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { inspector, reason } = request.body;
      const row = { officerId: request.params.id, ...inspector };
      await db
        .transaction()
        .execute((trx) => saveInspector(trx, authorityOf(request), row, reason, doingOf(deps, request)));
      return DONE;
    },
  });

  app.post('/api/inspector-entries/:id/leaves', {
    config: { right: { roles: LEAVE_KEEPERS } },
    schema: {
      operationId: 'recordLeave',
      summary: '登记请假；同日开始的以新登记为准',
      tags,
      params: one,
      body: z.strictObject({ fromOn: isoDate, toOn: isoDate, reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const row = { officerId: request.params.id, ...request.body };
      await getInspectorEntry(db, authorityId, row.officerId, today(deps));
      await db.transaction().execute((trx) => recordLeave(trx, authorityId, row, doingOf(deps, request)));
      return DONE;
    },
  });

  app.post('/api/inspector-entries/:id/leaves/:fromOn/remove', {
    config: { right: { roles: LEAVE_KEEPERS } },
    schema: {
      operationId: 'removeLeave',
      summary: '撤销一条请假登记，变更记录保留',
      tags,
      params: one.extend({ fromOn: isoDate }),
      body: z.strictObject({ reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { id: officerId, fromOn } = request.params;
      const gone = { officerId, fromOn, reason: request.body.reason };
      await db
        .transaction()
        .execute((trx) => removeLeave(trx, authorityOf(request), gone, doingOf(deps, request)));
      return DONE;
    },
  });

  app.post('/api/inspector-entries/:id/interests', {
    config: { right: 'officer' },
    schema: {
      operationId: 'declareInterest',
      summary: '申报与检查对象的利害关系：本人或者名录库管理人员；申报后不派往该对象',
      tags,
      params: one,
      body: z.strictObject({ unitId: id, kind: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      await assertSelfOr(request, NUMBER_ROLES);
      const authorityId = authorityOf(request);
      const { id: officerId } = request.params;
      const { unitId, kind } = request.body;
      await getInspectorEntry(db, authorityId, officerId, today(deps));
      await getUnit(db, authorityId, unitId);
      const row = { officerId, unitId, kind, declaredOn: today(deps) };
      await db
        .transaction()
        .execute((trx) => declareInterests(trx, authorityId, [row], doingOf(deps, request)));
      return DONE;
    },
  });

  app.post('/api/inspector-entries/:id/interests/:unitId/remove', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'removeInterest',
      summary: '撤销一条利害关系申报，写明理由；变更记录保留',
      tags,
      params: one.extend({ unitId: id }),
      body: z.strictObject({ reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { id: officerId, unitId } = request.params;
      const gone = { officerId, unitId, reason: request.body.reason };
      await db
        .transaction()
        .execute((trx) => removeInterest(trx, authorityOf(request), gone, doingOf(deps, request)));
      return DONE;
    },
  });
};

const mutable = (found: Awaited<ReturnType<typeof searchInspectors>>) =>
  found.map((inspector) => ({ ...inspector, qualifications: [...inspector.qualifications] }));
