import { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, page, paged, pageOf } from '../../http/schemas.ts';
import {
  assertListOpen,
  exclusionCounts,
  exclusionsOf,
  ticketsAroundCut,
  visitsOf,
} from '../../reads/draw/draw-lists.ts';
import { drawRoom } from '../../reads/draw/draw-room.ts';
import { drawExclusion, drawRoomFacts, drawTicket, drawVisit } from './draw-room-schema.ts';

/** These lists go by a place in a fixed order: `after` is a number. */
const place = z.coerce.number().int().min(0).default(0);
const byRow = { ...page, after: place, row: z.coerce.number().int().min(0).optional() };
/** The screen of a hall does not ask for it. */
const people = z.stringbool().default(false).meta({ type: 'boolean' });
const byRowWithPeople = { ...byRow, people };

/** What the draw room and a draw's page show beside announcement and record. */
export const drawRoomRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, config } = deps;

  app.get('/api/draws/:id/room', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getDrawRoom',
      summary: '一次抽取的现场：所处阶段、等待事项、到期时刻、签名、投骰录入、见证',
      description:
        '时刻均为服务器的业务时间；now 是应答时的时刻，供倒计时校准。不含抽中名单和尚未一致的投骰数字。',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      response: { 200: drawRoomFacts },
    },
    handler: (request) => {
      const { authorityId, officerId } = sessionOf(request);
      const asked = { authorityId, officerId, drawId: request.params.id, nowMs: deps.now() };
      return drawRoom(db, { ...asked, publicBaseUrl: config.publicBaseUrl });
    },
  });

  app.get('/api/draws/:id/tickets', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listDrawTickets',
      summary: '一层的号码顺序：开头几个和抽中界限两侧（名单保密期间不提供）',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      querystring: z.object({ stratum: id }),
      response: { 200: z.object({ tickets: z.array(drawTicket) }) },
    },
    handler: async (request) => {
      const of = { authorityId: authorityOf(request), drawId: request.params.id };
      await assertListOpen(db, of);
      return { tickets: await ticketsAroundCut(db, of, request.query.stratum) };
    },
  });

  app.get('/api/draws/:id/visits', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listDrawVisits',
      summary: '抽中对象和检查组，按抽取顺序（名单保密期间不提供）',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      querystring: z.object(byRowWithPeople),
      response: { 200: pageOf(drawVisit) },
    },
    handler: async (request) => {
      const of = { authorityId: authorityOf(request), drawId: request.params.id };
      await assertListOpen(db, of);
      const visits = await visitsOf(db, of, request.query);
      const { after, limit } = request.query;
      return paged(visits, limit, () => String(after + limit));
    },
  });

  app.get('/api/draws/:id/exclusions', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listDrawExclusions',
      summary: '未列入抽取名单的对象及理由',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      querystring: z.object(byRowWithPeople),
      response: { 200: pageOf(drawExclusion) },
    },
    handler: async (request) => {
      const of = { authorityId: authorityOf(request), drawId: request.params.id };
      const left = await exclusionsOf(db, of, request.query);
      return paged(left, request.query.limit, ({ no }) => String(no));
    },
  });

  app.get('/api/draws/:id/exclusion-counts', {
    config: { right: 'officer' },
    schema: {
      operationId: 'countDrawExclusions',
      summary: '未列入抽取名单的对象数，按计划行和理由',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      response: {
        200: z.object({
          counts: z.array(
            drawExclusion.pick({ row: true, reason: true, words: true }).extend({ count: z.number() }),
          ),
        }),
      },
    },
    handler: async (request) => ({
      counts: await exclusionCounts(db, { authorityId: authorityOf(request), drawId: request.params.id }),
    }),
  });
};
