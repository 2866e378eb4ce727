import { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id } from '../../http/schemas.ts';
import { signInCookies } from '../../http/session-cookie.ts';
import { rehearsedDays } from '../../reads/rehearsal/rehearsal-days.ts';
import { actAs, assertEntryKey, officeOfRoom, playableOfficers } from '../../services/act-as.ts';
import { rehearsalEvents } from '../../services/rehearsal-events.ts';
import type { RehearsalRoom } from '../../services/rehearsal-room.ts';
import { officer, rehearsedDay, roomState, sentMessage, step } from './rehearsal-schema.ts';

const tags = [TAGS.rehearsal];
/** In a rehearsal anybody may be anybody: what each role may do is checked as in a live system. */
const ANYBODY = { right: 'officer' } as const;
/** A step that takes longer is asked after. */
const ANSWER_WITHIN_MS = 8_000;
const EVENTS_SHOWN = 30;
const MESSAGES_SHOWN = 200;

/** Routes of a rehearsal by hand (手动演练); registered only where the application is given one. */
export const rehearsalRoutes = (app: ApiApp, deps: ApiDeps & { readonly rehearsal: RehearsalRoom }): void => {
  const { db, now, rehearsal: room } = deps;
  const cookies = signInCookies(deps);

  const stateOf = async (): Promise<z.input<typeof roomState>> => {
    const { nowMs, movingToMs, fault } = await room.clock();
    const events = await rehearsalEvents(db, room.authorityId, room.year, nowMs);
    return {
      id: room.id,
      year: room.year,
      now: new Date(nowMs).toISOString(),
      movingTo: movingToMs === null ? null : new Date(movingToMs).toISOString(),
      fault,
      events: events.slice(0, EVENTS_SHOWN),
    };
  };

  app.get('/rehearsal/enter', {
    config: { public: true },
    schema: { querystring: z.object({ key: id }) },
    handler: async (request, reply) => {
      assertEntryKey(room, request.query.key);
      const officerId = await officeOfRoom(db, room, now());
      const token = await actAs(db, room, { officerId, from: null }, now());
      return cookies.give(reply, { token, stage: 'open' }).redirect('/console/rehearsal', 303);
    },
  });

  app.get('/api/rehearsal', {
    config: ANYBODY,
    schema: {
      ...{ operationId: 'getRehearsal', tags, summary: '手动演练：业务时间、接下来自动发生的事项' },
      response: { 200: roomState },
    },
    handler: stateOf,
  });

  app.post('/api/rehearsal/time', {
    config: ANYBODY,
    schema: {
      operationId: 'moveRehearsalTime',
      summary: '推进演练时间：一天、到下一事件或到某日；withOthers 为真时，其他人员沿途办理各自到期的事项',
      ...{ tags, body: step },
      response: { 200: roomState, 202: roomState.describe('仍在推进，请查询 GET /api/rehearsal') },
    },
    handler: async (request, reply) => {
      const { withOthers, ...wanted } = request.body;
      await room.move(wanted, withOthers);
      const stands = await room.settled(ANSWER_WITHIN_MS);
      return reply.code(stands ? 200 : 202).send(await stateOf());
    },
  });

  app.post('/api/rehearsal/actors', {
    config: ANYBODY,
    schema: {
      operationId: 'playOthers',
      summary: '由其他人员办理今日到期的事项（本人扮演过的人员所在检查组的任务除外）',
      tags,
      response: { 200: roomState, 202: roomState.describe('仍在办理，请查询 GET /api/rehearsal') },
    },
    handler: async (_request, reply) => {
      await room.playOthers();
      const stands = await room.settled(ANSWER_WITHIN_MS);
      return reply.code(stands ? 200 : 202).send(await stateOf());
    },
  });

  app.get('/api/rehearsal/officers', {
    config: ANYBODY,
    schema: {
      ...{ operationId: 'listPlayableOfficers', tags, summary: '可以扮演的人员及其今日角色' },
      response: { 200: z.array(officer) },
    },
    handler: async () =>
      (await playableOfficers(db, room, now())).map(({ roles, ...rest }) => ({ ...rest, roles: [...roles] })),
  });

  app.post('/api/rehearsal/act-as', {
    config: ANYBODY,
    schema: {
      ...{ operationId: 'actAs', tags, summary: '改由某人办理（扮演），记入会话和留痕' },
      body: z.strictObject({ officerId: id }),
      response: { 204: z.null().describe('已换人，会话写入 Cookie') },
    },
    handler: async (request, reply) => {
      const { officerId } = request.body;
      const token = await actAs(db, room, { officerId, from: sessionOf(request).officerId }, now());
      return cookies.give(reply, { token, stage: 'open' }).code(204).send(null);
    },
  });

  app.get('/api/rehearsal/days', {
    config: ANYBODY,
    schema: {
      ...{ operationId: 'listRehearsedDays', tags, summary: '演练至今逐日发生的事项，新的在前' },
      response: { 200: z.array(rehearsedDay) },
    },
    handler: async () => {
      const days = await rehearsedDays(db, room.authorityId, today(deps));
      return days.map(({ date, counts }) => ({ date, counts: [...counts] }));
    },
  });

  app.get('/api/rehearsal/messages', {
    config: ANYBODY,
    schema: {
      operationId: 'listRehearsedMessages',
      summary: '演练中已发出的邮件和短信及其正文，新的在前',
      tags,
      querystring: z.object({ contains: z.string().max(100).optional() }),
      response: { 200: z.array(sentMessage) },
    },
    handler: async ({ query: { contains = '' } }) =>
      (await room.messages())
        .filter(({ to, subject, text }) => `${to}\n${subject}\n${text}`.includes(contains))
        .slice(0, MESSAGES_SHOWN),
  });
};
