import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getAuthority } from '../../../db/authority.ts';
import { LINK_DAYS, makeLink, revokeLink, type UnitLink } from '../../../db/unit-link/links.ts';
import { answerStatement, listStatements } from '../../../db/unit-link/statements.ts';
import type { Instant } from '../../../domain/calendar/dates.ts';
import { LINK_ID_LENGTH, linkIdOf } from '../../../domain/unit-link/link-token.ts';
import { receiptNumber, STATEMENT_KINDS, type StatementKind } from '../../../domain/unit-link/statement.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { instantNow, sessionOf, today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, isoDate, text } from '../../http/schemas.ts';
import { assertMayAttach, assertMayRead } from '../../services/attachment-rights.ts';

const link = z.object({
  id: z.string(),
  /** By business time. */
  state: z.enum(['unopened', 'opened', 'expired', 'revoked']),
  requestedBy: z.string(),
  businessAt: instant,
  expiresAt: instant,
  openedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  revokeReason: z.string().nullable(),
});

const statement = z.object({
  id: z.string(),
  /** 收件编号, as the unit reads it on its receipt. */
  receiptNumber: z.string(),
  taskId: z.string(),
  kind: z.enum(Object.keys(STATEMENT_KINDS) as [StatementKind, ...StatementKind[]]),
  about: z.string().nullable(),
  text: z.string(),
  person: z.string(),
  receivedAt: instant,
  /** By when it is to be answered, whatever becomes of the task; null for what came before such days were kept. */
  dueOn: isoDate.nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), sha256: z.string() })),
  answer: z.string().nullable(),
  /** Id of the officer. */
  answeredBy: z.string().nullable(),
  answeredAt: instant.nullable(),
});
export type UnitLinkLine = z.output<typeof link>;
export type UnitStatementLine = z.output<typeof statement>;

const stateOf = (
  { revokedAt, openedAt, expiresAt }: Pick<UnitLink, 'revokedAt' | 'openedAt' | 'expiresAt'>,
  at: Instant,
): UnitLinkLine['state'] => {
  if (revokedAt !== null) return 'revoked';
  if (openedAt !== null) return 'opened';
  return expiresAt <= at ? 'expired' : 'unopened';
};

/** Beside the task's team: who answers for the office. */
const OFFICE = { roles: ['office', 'approver', 'reviewer', 'supervisor'] } as const;

/** Links of a task's unit, what it said through them, and the authority's answers. */
export const unitLinkOfficeRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const asking = (request: FastifyRequest) => ({
    authorityId: authorityOf(request),
    officerId: sessionOf(request).officerId,
    on: today(deps),
  });
  const statements = async (
    authorityId: string,
    filter: Parameters<typeof listStatements>[2],
  ): Promise<UnitStatementLine[]> => {
    const { shortName } = await getAuthority(db, authorityId);
    return (await listStatements(db, authorityId, filter)).map(({ year, number, ...line }) => ({
      ...line,
      receiptNumber: receiptNumber(shortName, year, number),
    }));
  };

  app.get('/api/tasks/:id/unit-links', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listUnitLinks',
      summary: '检查对象的办理链接及其通过链接提交的材料',
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 200: z.object({ links: z.array(link), statements: z.array(statement) }) },
    },
    handler: async (request) => {
      const { id: taskId } = request.params;
      const authorityId = authorityOf(request);
      await assertMayRead(db, asking(request), 'task', taskId);
      const links = await db
        .selectFrom('unitLink')
        .select(['id', 'requestedBy', 'businessAt', 'expiresAt', 'openedAt', 'revokedAt', 'revokeReason'])
        .where('authorityId', '=', authorityId)
        .where('taskId', '=', taskId)
        .orderBy('recordedAt', 'desc')
        .execute();
      const at = instantNow(deps);
      return {
        links: links.map((each) => ({ ...each, state: stateOf(each, at) })),
        statements: await statements(authorityId, { taskId }),
      };
    },
  });

  app.post('/api/tasks/:id/unit-links', {
    config: { right: 'officer' },
    schema: {
      operationId: 'sendUnitLink',
      summary: `向检查对象登记的联系方式发送办理链接（${LINK_DAYS} 日内有效，只能打开一次）`,
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 201: z.object({ id: z.string(), expiresAt: instant }) },
    },
    handler: async (request, reply) => {
      const { id: taskId } = request.params;
      await assertMayAttach(db, asking(request), 'task', taskId);
      const made = await inChange(deps, request, (trx, authorityId, doing) =>
        makeLink(trx, authorityId, { id: linkIdOf(randomBytes(LINK_ID_LENGTH)), taskId }, doing),
      );
      return reply.code(201).send({ id: made.id, expiresAt: made.expiresAt });
    },
  });

  app.post('/api/unit-links/:id/revoke', {
    config: { right: OFFICE },
    schema: {
      operationId: 'revokeUnitLink',
      summary: '作废办理链接，已打开的随即退出',
      tags: [TAGS.task],
      params: z.object({ id }),
      body: z.object({ reason: text }),
      response: { 204: z.null().describe('已作废') },
    },
    handler: async (request, reply) => {
      await inChange(deps, request, (trx, authorityId, doing) =>
        revokeLink(trx, authorityId, request.params.id, request.body.reason, doing),
      );
      return reply.code(204).send(null);
    },
  });

  app.get('/api/unit-statements', {
    config: { right: OFFICE },
    schema: {
      operationId: 'listUnitStatements',
      summary: '待答复的陈述、申请和异议，先收到的在前',
      tags: [TAGS.task],
      response: { 200: z.object({ items: z.array(statement) }) },
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      return { items: await statements(authorityId, { unansweredFor: officerId }) };
    },
  });

  app.post('/api/unit-statements/:id/answer', {
    config: { right: OFFICE },
    schema: {
      operationId: 'answerUnitStatement',
      summary: '答复陈述、申请或异议；答复后不能更改，检查对象随即收到通知',
      tags: [TAGS.task],
      params: z.object({ id: z.uuid() }),
      body: z.object({ text }),
      response: { 204: z.null().describe('已答复') },
    },
    handler: async (request, reply) => {
      const answer = { statementId: request.params.id, text: request.body.text };
      const authorityId = authorityOf(request);
      const doing = doingOf(deps, request);
      await db.transaction().execute(async (trx) => {
        const taskId = await answerStatement(trx, authorityId, answer, doing);
        // The one before was used up: without a new one the unit could not read what it is told of.
        await makeLink(trx, authorityId, { id: linkIdOf(randomBytes(LINK_ID_LENGTH)), taskId }, doing);
      });
      return reply.code(204).send(null);
    },
  });
};
