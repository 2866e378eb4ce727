import { z } from 'zod';
import { verifyAudit } from '../../db/audit/verify-audit.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { authorityOf } from '../http/doing.ts';
import { sessionOf } from '../http/guard.ts';
import { TAGS } from '../http/openapi.ts';
import { id, instant, page, paged, pageOf } from '../http/schemas.ts';
import { searchEvents } from '../reads/events.ts';
import { event } from './task-schema.ts';

/** Who looks over others' shoulders by office; everybody sees the chain of a task he opens. */
const OVERSEERS = { roles: ['office', 'supervisor', 'witness', 'admin'] } as const;

const verification = z.object({
  ok: z.boolean(),
  events: z.number(),
  firstBad: z.object({ seq: z.number().nullable(), what: z.string() }).nullable(),
  unsealed: z.number(),
  headHash: z.string(),
});

const alert = z.object({
  id: z.number(),
  kind: z.string(),
  subject: z.string(),
  detail: z.string(),
  raisedAt: instant,
  healedAt: instant.nullable(),
});

export const auditRoutes = (app: ApiApp, { db }: ApiDeps): void => {
  app.get('/api/audit/events', {
    config: { right: OVERSEERS },
    schema: {
      operationId: 'searchEvents',
      summary: '留痕查询，新的在前；名单保密期间不含他人检查任务的留痕',
      tags: [TAGS.audit],
      querystring: z.object({
        ...page,
        after: z.coerce.number().int().optional(),
        action: id.optional(),
        subjectKind: id.optional(),
        subjectId: id.optional(),
        actorId: id.optional(),
        from: instant.optional(),
        to: instant.optional(),
      }),
      response: { 200: pageOf(event) },
    },
    handler: async (request) => {
      const rows = await searchEvents(db, sessionOf(request), request.query);
      return paged(rows, request.query.limit, (row) => String(row.id));
    },
  });

  app.get('/api/audit/verification', {
    config: { right: OVERSEERS, rateLimit: { max: 6, timeWindow: '1 minute' } },
    schema: {
      operationId: 'verifyAudit',
      summary: '重新计算整条留痕链，报告第一处不符',
      tags: [TAGS.audit],
      response: { 200: verification },
    },
    handler: (request) => verifyAudit(db, authorityOf(request)),
  });

  app.get('/api/alerts', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listAlerts',
      summary: '告警，未消除的在前',
      tags: [TAGS.audit],
      querystring: z.object({ open: z.stringbool().optional().meta({ type: 'boolean' }) }),
      response: { 200: z.array(alert) },
    },
    handler: (request) => {
      let query = db
        .selectFrom('alert')
        .select(['id', 'kind', 'subject', 'detail', 'raisedAt', 'healedAt'])
        .where('authorityId', '=', authorityOf(request));
      const { open } = request.query;
      if (open !== undefined) query = query.where('healedAt', open ? 'is' : 'is not', null);
      return query
        .orderBy((eb) => eb('healedAt', 'is', null), 'desc')
        .orderBy('id', 'desc')
        .limit(MOST_ALERTS)
        .execute();
    },
  });
};

/** The newest; what is older and healed is in the log. */
const MOST_ALERTS = 500;
