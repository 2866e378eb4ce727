import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { cancelMessage } from '../../../db/messages/cancel-message.ts';
import { type Asker, listMessages, messageCursor } from '../../../db/messages/list-messages.ts';
import { MESSAGE_ROLES } from '../../../db/messages/lock-message.ts';
import { recipientNames } from '../../../db/messages/recipient-names.ts';
import { resendMessage } from '../../../db/messages/resend-message.ts';
import { resolveMessage } from '../../../db/messages/resolve-message.ts';
import { withSubjectId } from '../../../db/messages/subject-id.ts';
import { subjectWords } from '../../../db/messages/subject-words.ts';
import { readTimeline } from '../../../db/messages/timeline.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, page, paged, pageOf } from '../../http/schemas.ts';
import {
  listedMessage,
  messageState,
  named,
  reasoned,
  resolution,
  resolved,
  timeline,
} from './message-schema.ts';

const BY_OFFICE = { right: { roles: MESSAGE_ROLES } };
const askerOf = (request: FastifyRequest): Asker => sessionOf(request);

export const messageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/messages', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listMessages',
      summary: '通知列表，新的在前；号码和邮箱已遮盖，不含正文；名单保密期间只列本人检查任务的通知',
      tags: [TAGS.message],
      querystring: z.object({
        ...page,
        // The last message of the page before.
        after: z.uuid().optional(),
        state: messageState.optional(),
        channel: z.enum(['email', 'sms']).optional(),
        unit: id.optional(),
        officer: id.optional(),
        stage: id.optional(),
        subjectKind: id.optional(),
        subjectId: id.optional(),
        since: instant.optional(),
        campaignId: z.uuid().optional(),
      }),
      response: { 200: pageOf(listedMessage) },
    },
    handler: async (request) => {
      const asked = await withSubjectId(db, authorityOf(request), request.query);
      const rows = await listMessages(db, askerOf(request), asked);
      const { items, next } = paged(rows, request.query.limit, messageCursor);
      const nameOf = await recipientNames(db, authorityOf(request), items);
      const aboutOf = await subjectWords(db, authorityOf(request), items);
      return {
        items: items.map((row) => ({
          ...row,
          recipientName: nameOf(row),
          about: aboutOf(row),
        })),
        next,
      };
    },
  });

  app.get('/api/messages/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getMessage',
      summary: '一条通知的全过程和结论：业务事件、发件箱、每次发送、回执、人工处理',
      tags: [TAGS.message],
      params: named,
      response: { 200: timeline },
    },
    handler: (request) => readTimeline(db, askerOf(request), request.params.id),
  });

  app.post('/api/messages/:id/resolve', {
    config: BY_OFFICE,
    schema: {
      operationId: 'resolveMessage',
      summary: '核对结果不明或无回执的通知：已送达（附证明）或未送达（可同时补发）',
      tags: [TAGS.message],
      params: named,
      body: resolution,
      response: { 200: resolved },
    },
    handler: (request) =>
      inChange(deps, request, (trx, authorityId, doing) =>
        resolveMessage(trx, authorityId, { messageId: request.params.id, ...request.body }, doing),
      ),
  });

  app.post('/api/messages/:id/resend', {
    config: BY_OFFICE,
    schema: {
      operationId: 'resendMessage',
      summary: '补发未送达的通知，发往现在登记的地址；重复提交不会发第二次',
      tags: [TAGS.message],
      params: named,
      body: reasoned,
      response: { 200: z.object({ resentAs: z.string() }) },
    },
    handler: async (request) => {
      const resend = { messageId: request.params.id, reason: request.body.reason };
      return {
        resentAs: await inChange(deps, request, (trx, authorityId, doing) =>
          resendMessage(trx, authorityId, resend, doing),
        ),
      };
    },
  });

  app.post('/api/messages/:id/cancel', {
    config: BY_OFFICE,
    schema: {
      operationId: 'cancelMessage',
      summary: '取消尚未发出的通知',
      tags: [TAGS.message],
      params: named,
      body: reasoned,
      response: { 200: z.object({ cancelled: z.literal(true) }) },
    },
    handler: async (request) => {
      const cancellation = { messageId: request.params.id, reason: request.body.reason };
      await inChange(deps, request, (trx, authorityId, doing) =>
        cancelMessage(trx, authorityId, cancellation, doing),
      );
      return { cancelled: true as const };
    },
  });
};
