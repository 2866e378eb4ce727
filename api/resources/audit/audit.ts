import { Readable } from 'node:stream';
import { z } from 'zod';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import { auditLines, linksOfRange } from '../../../db/audit/export-audit.ts';
import { verifyAudit, verifyAuditStretch } from '../../../db/audit/verify-audit.ts';
import { withSubjectId } from '../../../db/messages/subject-id.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { asDownload } from '../../http/download.ts';
import { sessionOf } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, page, paged, pageOf } from '../../http/schemas.ts';
import { getEvent, searchEvents } from '../../reads/audit/events.ts';
import { EVENT_KINDS, eventKinds, eventWords, seenEvent } from './audit-schema.ts';

/** Who looks over others' shoulders by office; everybody sees the chain of a task he opens. */
const OVERSEERS = { roles: ['office', 'supervisor', 'witness', 'admin'] } as const;

/** Links that one request recomputes: a second or two. */
const STRETCH = 20_000;
const firstBad = z.object({ seq: z.number().nullable(), what: z.string() }).nullable();

const verification = z.object({
  ok: z.boolean(),
  events: z.number(),
  firstBad,
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

export const auditRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
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
      response: { 200: pageOf(seenEvent) },
    },
    handler: async (request) => {
      const asked = await withSubjectId(db, authorityOf(request), request.query);
      const rows = await searchEvents(db, sessionOf(request), asked);
      const inWords = await eventWords(db, authorityOf(request), rows);
      return paged(rows.map(inWords), request.query.limit, (row) => String(row.id));
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

  app.get('/api/audit/events/:id', {
    config: { right: OVERSEERS },
    schema: {
      operationId: 'getEvent',
      summary: '一条留痕及其在链上的位置',
      tags: [TAGS.audit],
      params: z.object({ id: z.coerce.number().int().min(1) }),
      response: { 200: seenEvent },
    },
    handler: async (request) => {
      const found = await getEvent(db, sessionOf(request), request.params.id);
      return (await eventWords(db, authorityOf(request), [found]))(found);
    },
  });

  app.get('/api/audit/kinds', {
    config: { right: OVERSEERS },
    schema: {
      operationId: 'listEventKinds',
      summary: '留痕的事件和对象的种类，供查询时选择',
      tags: [TAGS.audit],
      response: { 200: eventKinds },
    },
    handler: () => EVENT_KINDS,
  });

  app.get('/api/audit/verification/stretch', {
    config: { right: 'officer', rateLimit: { max: 240, timeWindow: '1 minute' } },
    schema: {
      operationId: 'verifyAuditStretch',
      summary: '重新计算留痕链的一段；各段相接即为全链，任何工作人员可以核验',
      tags: [TAGS.audit],
      querystring: z.object({ after: z.coerce.number().int().min(0).default(0) }),
      response: {
        200: z.object({
          seq: z.number(),
          headHash: z.string(),
          firstBad,
          length: z.number(),
          done: z.boolean(),
          unsealed: z.number(),
        }),
      },
    },
    handler: (request) => verifyAuditStretch(db, authorityOf(request), request.query.after, STRETCH),
  });

  app.get('/api/audit/export', {
    config: { right: OVERSEERS, rateLimit: { max: 6, timeWindow: '1 minute' } },
    schema: {
      operationId: 'exportAudit',
      summary: '导出一段时间的留痕及其证明（JSON 行），任何人可以重新计算',
      tags: [TAGS.audit],
      querystring: z.object({ from: instant, to: instant }),
      response: { 200: z.unknown().meta({ format: 'binary' }) },
    },
    handler: async (request, reply) => {
      const asking = sessionOf(request);
      const { from, to } = request.query;
      const links = await linksOfRange(db, asking.authorityId, request.query);
      if (links === null) throw new Refusal('NotFound', '这段时间没有已封存的留痕，请换一段时间。');
      await inChange(deps, request, (trx, authorityId, doing) =>
        appendAudit(trx, {
          ...doing,
          authorityId,
          action: 'audit.export',
          subjectKind: 'audit',
          subjectId: authorityId,
          data: { from, to, ...links },
        }),
      );
      return asDownload(reply, `留痕${from.slice(0, 10)}至${to.slice(0, 10)}`, 'jsonl')
        .serializer((content: unknown) => content as string)
        .send(Readable.from(auditLines(db, asking, links)));
    },
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
