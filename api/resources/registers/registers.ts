import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listOfficers, listSections } from '../../../db/list-officers.ts';
import { rolesOf } from '../../../db/officers.ts';
import { listInspectors } from '../../../db/registers/inspectors.ts';
import { checklistOf, getItem, listItems } from '../../../db/registers/items.ts';
import { registerHistory } from '../../../db/registers/register-history.ts';
import { searchUnits } from '../../../db/registers/search-units.ts';
import { getUnit } from '../../../db/registers/units.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, page, paged, pageOf } from '../../http/schemas.ts';
import { INTEREST_READERS, maskNumbers, seesNumbers } from '../../services/number-rights.ts';
import {
  change,
  checklistLine,
  inspector,
  item,
  officer,
  REGISTERS,
  UNIT_KINDS,
  UNIT_STATUSES,
  unit,
} from './register-schema.ts';

/** A history's row is JSON as the table had it. */
const maskedRow = <Row>(row: Row): Row => (typeof row === 'object' && row !== null ? maskNumbers(row) : row);

/** Everybody sees his own numbers. */
const shownOfficers = async (deps: ApiDeps, request: FastifyRequest) => {
  const officers = await listOfficers(deps.db, authorityOf(request));
  if (await seesNumbers(deps, request)) return officers;
  const { officerId } = sessionOf(request);
  return officers.map((officer) => (officer.id === officerId ? officer : maskNumbers(officer)));
};

/** Whose kin works where is for the inspector himself and for who watches over it. */
const assertReadsInterests = async (deps: ApiDeps, request: FastifyRequest): Promise<void> => {
  const { authorityId, officerId } = sessionOf(request);
  const held = await rolesOf(deps.db, authorityId, officerId, today(deps));
  if (!INTEREST_READERS.some((role) => held.includes(role)))
    throw new Refusal('Forbidden', '利害关系申报只给本人和负责监督、管理名录的人员查看。');
};

export const registerRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/units', {
    config: { right: 'officer' },
    schema: {
      operationId: 'searchUnits',
      summary: '检查对象名录库',
      tags: [TAGS.register],
      querystring: z.object({
        ...page,
        text: id.optional(),
        kind: z.enum(UNIT_KINDS).optional(),
        category: id.optional(),
        area: id.optional(),
        status: z.enum(UNIT_STATUSES).optional(),
      }),
      response: { 200: pageOf(unit) },
    },
    handler: async (request) => {
      const given = Object.entries(request.query).filter(([, value]) => value !== undefined);
      const { limit } = request.query;
      const rows = await searchUnits(db, authorityOf(request), {
        ...Object.fromEntries(given),
        limit: limit + 1,
      });
      const shown = (await seesNumbers(deps, request)) ? rows : rows.map(maskNumbers);
      return paged(shown, limit, (row) => row.id);
    },
  });

  app.get('/api/units/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getUnit',
      summary: '一个检查对象',
      tags: [TAGS.register],
      params: z.object({ id }),
      response: { 200: unit },
    },
    handler: async (request) => {
      const { id: unitId } = request.params;
      const found = await getUnit(db, authorityOf(request), unitId);
      return (await seesNumbers(deps, request, { unitId })) ? found : maskNumbers(found);
    },
  });

  app.get('/api/inspectors', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listInspectors',
      summary: '执法检查人员名录库',
      tags: [TAGS.register],
      response: { 200: z.array(inspector) },
    },
    handler: async (request) =>
      (await listInspectors(db, authorityOf(request))).map((one) => ({
        ...one,
        active: one.active === true,
      })),
  });

  app.get('/api/items', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listItems',
      summary: '随机抽查事项清单',
      tags: [TAGS.register],
      response: { 200: z.array(item) },
    },
    handler: (request) => listItems(db, authorityOf(request)),
  });

  app.get('/api/items/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getItem',
      summary: '一个抽查事项及其检查表',
      tags: [TAGS.register],
      params: z.object({ id }),
      response: { 200: item.extend({ checklist: z.array(checklistLine) }) },
    },
    handler: async (request) => {
      const found = await getItem(db, authorityOf(request), request.params.id);
      return { ...found, checklist: await checklistOf(db, authorityOf(request), [found.id]) };
    },
  });

  app.get('/api/registers/:register/entries/:entry/history', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getRegisterHistory',
      summary: '名录库或清单一个条目的变更记录',
      tags: [TAGS.register],
      params: z.object({ register: z.enum(REGISTERS), entry: id }),
      response: { 200: z.array(change) },
    },
    handler: async (request) => {
      const { register, entry } = request.params;
      if (register === 'inspector_interest' && entry !== sessionOf(request).officerId)
        await assertReadsInterests(deps, request);
      const changes = await registerHistory(db, authorityOf(request), register, entry);
      if (await seesNumbers(deps, request)) return changes;
      return changes.map(({ before, after, ...rest }) => ({
        ...rest,
        before: maskedRow(before),
        after: maskedRow(after),
      }));
    },
  });

  app.get('/api/officers', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listOfficers',
      summary: '人员、角色与科室',
      tags: [TAGS.register],
      response: {
        200: z.object({
          officers: z.array(officer),
          sections: z.array(z.object({ id: z.string(), name: z.string() })),
        }),
      },
    },
    handler: async (request) => ({
      officers: await shownOfficers(deps, request),
      sections: await listSections(db, authorityOf(request)),
    }),
  });
};
