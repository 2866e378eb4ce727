import type { FastifyRequest } from 'fastify';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { ApiDeps } from '../deps.ts';
import { refusalNotes } from '../services/refusal-notes.ts';
import type { ApiApp } from './api-app.ts';
import { instantNow } from './guard.ts';

const FORBIDDEN = 403;

/** A command's refusal is on record with the command itself (docs/architecture.md, "A command"). */
const isNotedElsewhere = ({ routeOptions: { config } }: FastifyRequest): boolean =>
  typeof config.right === 'object' && 'command' in config.right;

/**
 * Puts on record who tried what he may not, before he is told so. Coarse on purpose: the route's pattern, not what was
 * asked for, and once in a while, or the record itself would be the way to fill the disk.
 */
export const registerRefusalAudit = (app: ApiApp, deps: Pick<ApiDeps, 'db' | 'now' | 'log'>): void => {
  const isWorthNoting = refusalNotes();
  app.addHook('onSend', async (request, reply) => {
    const { session, method, routeOptions } = request;
    if (reply.statusCode !== FORBIDDEN || session === null || isNotedElsewhere(request)) return;
    const route = routeOptions.url ?? 'unknown';
    if (!isWorthNoting(session.id, `${method} ${route}`, deps.now())) return;
    try {
      await deps.db.transaction().execute((trx) =>
        appendAudit(trx, {
          authorityId: session.authorityId,
          action: 'access.refused',
          subjectKind: 'officer',
          subjectId: session.officerId,
          actor: { kind: 'officer', id: session.officerId },
          commandId: null,
          data: { method, route },
          at: instantNow(deps),
        }),
      );
    } catch (error) {
      deps.log.error({ err: error, requestId: request.id }, 'a refusal could not be put on record');
    }
  });
};
