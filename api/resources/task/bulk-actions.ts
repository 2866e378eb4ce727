import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requestBulkAction, stopBulkAction } from '../../../db/bulk/bulk-actions.ts';
import { bulkItems, getBulkAction, listBulkActions } from '../../../db/bulk/read-bulk.ts';
import { requireRole } from '../../../db/officers.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { COMMAND_RIGHTS } from '../../../domain/rights/rights.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { commandId, id, page, paged, pageOf } from '../../http/schemas.ts';
import { taskNumbers } from '../../reads/task/task-number.ts';
import { listTasks } from '../../reads/task/tasks.ts';
import { type BulkAsked, type ForeseenSubject, foresee } from '../../services/bulk/foresee.ts';
import { bulkAsked, bulkItem, bulkLine, foreseen, itemState, MOST_SUBJECTS } from './bulk-schema.ts';

/** Roles to which one of the commands belongs; which of them is checked by the command that is asked for. */
const DECIDERS = { roles: ['approver', 'reviewer', 'office', 'publisher'] } as const;

type Asked = z.output<typeof bulkAsked>;

export const bulkActionRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  const taskIdsOf = async (request: FastifyRequest, { ids, filter }: Asked): Promise<readonly string[]> => {
    if (ids !== undefined) return ids;
    if (filter === undefined) throw new Refusal('InvalidInput', '请选择任务，或给出筛选条件。', 'ids');
    const { authorityId, officerId } = sessionOf(request);
    const asker = { on: today(deps), officerId };
    const found = await listTasks(db, authorityId, { ...filter, limit: MOST_SUBJECTS }, asker);
    if (found.length > MOST_SUBJECTS)
      throw new Refusal('InvalidInput', `一次最多办理 ${MOST_SUBJECTS} 项，请缩小筛选范围。`, 'filter');
    return found.map((task) => task.id);
  };

  const look = async (request: FastifyRequest, asked: Asked): Promise<ForeseenSubject[]> => {
    const { authorityId, officerId } = sessionOf(request);
    const on = today(deps);
    await requireRole(db, authorityId, officerId, COMMAND_RIGHTS[asked.command].roles, on);
    const { command, fields } = asked;
    const of: BulkAsked = { authorityId, officerId, on, command, fields };
    const subjects = await foresee(db, of, await taskIdsOf(request, asked));
    if (subjects.length === 0) throw new Refusal('NotFound', '没有符合条件的检查任务。');
    return subjects;
  };

  app.post('/api/bulk-actions/preview', {
    config: { right: DECIDERS },
    schema: {
      operationId: 'previewBulkAction',
      summary: '预览批量办理：哪些可以办理，哪些不能、为什么',
      tags: [TAGS.task],
      body: bulkAsked,
      response: { 200: foreseen },
    },
    handler: async (request) => {
      const subjects = await look(request, request.body);
      const able = subjects.filter(({ problem }) => problem === null).length;
      const numberOf = await taskNumbers(db, authorityOf(request));
      const numbered = subjects.map((one) => ({ ...one, taskNumber: numberOf(one.taskId) }));
      return { able, unable: subjects.length - able, subjects: numbered };
    },
  });

  app.post('/api/bulk-actions', {
    config: { right: DECIDERS },
    schema: {
      operationId: 'requestBulkAction',
      summary: '开始批量办理：逐项以本人名义办理，可查看进度和逐项结果',
      tags: [TAGS.task],
      headers: z.object({ 'idempotency-key': commandId }),
      body: bulkAsked,
      response: { 202: bulkLine },
    },
    handler: async (request, reply) => {
      const authorityId = authorityOf(request);
      const { command, fields } = request.body;
      const bulkId = request.headers['idempotency-key'];
      const items = await look(request, request.body);
      if (items.every(({ problem }) => problem !== null))
        throw new Refusal('WrongState', '所选任务都不能办理，请查看预览中的原因。');
      await inChange(deps, request, (trx, authorityId, doing) =>
        requestBulkAction(trx, { authorityId, id: bulkId, command, fields, items }, doing),
      );
      const line = bulkLine.parse(await getBulkAction(db, authorityId, bulkId));
      return reply
        .code(202)
        .header('location', `/api/bulk-actions/${encodeURIComponent(bulkId)}`)
        .send(line);
    },
  });

  app.get('/api/bulk-actions', {
    config: { right: DECIDERS },
    schema: {
      operationId: 'listBulkActions',
      summary: '批量办理记录，最近的在前',
      tags: [TAGS.task],
      querystring: z.object(page),
      response: { 200: pageOf(bulkLine) },
    },
    handler: async (request) => {
      const rows = await listBulkActions(db, authorityOf(request), request.query);
      return paged(
        rows.map((row) => bulkLine.parse(row)),
        request.query.limit,
        (row) => `${row.requestedAt}~${row.id}`,
      );
    },
  });

  app.get('/api/bulk-actions/:id', {
    config: { right: DECIDERS },
    schema: {
      operationId: 'getBulkAction',
      summary: '一次批量办理及其进度',
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 200: bulkLine },
    },
    handler: async (request) =>
      bulkLine.parse(await getBulkAction(db, authorityOf(request), request.params.id)),
  });

  app.get('/api/bulk-actions/:id/items', {
    config: { right: DECIDERS },
    schema: {
      operationId: 'listBulkActionItems',
      summary: '批量办理的逐项结果',
      tags: [TAGS.task],
      params: z.object({ id }),
      querystring: z.object({ ...page, state: itemState.optional() }),
      response: { 200: pageOf(bulkItem) },
    },
    handler: async (request) => {
      const { after, limit, state } = request.query;
      const authorityId = authorityOf(request);
      await getBulkAction(db, authorityId, request.params.id);
      const rows = await bulkItems(db, authorityId, {
        ...{ id: request.params.id, state, limit },
        after: Number.parseInt(after ?? '0', 10) || 0,
      });
      const numberOf = await taskNumbers(db, authorityId);
      const numbered = rows.map((row) => ({ ...row, taskNumber: numberOf(row.taskId) }));
      return paged(numbered, limit, (row) => String(row.no));
    },
  });

  app.post('/api/bulk-actions/:id/stop', {
    config: { right: DECIDERS },
    schema: {
      operationId: 'stopBulkAction',
      summary: '停止批量办理：尚未开始的不再办理，已办理的不变',
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 200: bulkLine },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const action = await getBulkAction(db, authorityId, request.params.id);
      if (action.requestedBy !== sessionOf(request).officerId)
        throw new Refusal('Forbidden', '只有发起人可以停止批量办理。');
      await inChange(deps, request, (trx, authorityId, doing) =>
        stopBulkAction(trx, authorityId, action.id, doing),
      );
      return bulkLine.parse(await getBulkAction(db, authorityId, action.id));
    },
  });
};
