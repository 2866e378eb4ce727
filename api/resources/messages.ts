import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { sessionOf } from '../http/guard.ts';
import { TAGS } from '../http/openapi.ts';
import { page, paged, pageOf } from '../http/schemas.ts';
import { listMessages, messageCursor } from '../reads/messages.ts';
import { message } from './task-schema.ts';

const STATES = [
  ...(['created', 'queued', 'sending', 'sent', 'delivered'] as const),
  ...(['deferred', 'failed', 'cancelled', 'unknown'] as const),
] as const;

export const messageRoutes = (app: ApiApp, { db }: ApiDeps): void => {
  app.get('/api/messages', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listMessages',
      summary: '通知列表，新的在前；号码和邮箱已遮盖，不含正文；名单保密期间只列本人检查任务的通知',
      tags: [TAGS.message],
      querystring: z.object({
        ...page,
        // `<instant>~<id>` of the page before; anything else is not a place in this list.
        after: z
          .string()
          .regex(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z~[0-9a-f-]{36}$/)
          .optional(),
        state: z.enum(STATES).optional(),
        channel: z.enum(['email', 'sms']).optional(),
      }),
      response: { 200: pageOf(message) },
    },
    handler: async (request) => {
      const rows = await listMessages(db, sessionOf(request), request.query);
      return paged(rows, request.query.limit, messageCursor);
    },
  });
};
