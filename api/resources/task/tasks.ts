import { z } from 'zod';
import { isTaskHidden } from '../../../db/draw/secrecy.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, page, paged, pageOf } from '../../http/schemas.ts';
import { DUTY_FILTERS } from '../../reads/duty-filter.ts';
import { taskNumbers } from '../../reads/task/task-number.ts';
import { listTasks } from '../../reads/task/tasks.ts';
import { readWholeTask } from '../../reads/task/whole-task.ts';
import { exportCase } from '../../services/case-file.ts';
import { taskCase } from './case-schema.ts';
import { taskLine, taskState } from './task-schema.ts';

export const taskRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/tasks', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listTasks',
      summary: '检查任务列表',
      tags: [TAGS.task],
      querystring: z.object({
        ...page,
        cycle: id.optional(),
        row: id.optional(),
        state: taskState.optional(),
        inspector: id.optional(),
        unit: id.optional(),
        text: z.string().trim().max(100).optional(),
        overdue: z.stringbool().optional().meta({ type: 'boolean' }),
        due: z.enum(DUTY_FILTERS).optional(),
      }),
      response: { 200: pageOf(taskLine) },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const rows = await listTasks(db, authorityId, request.query, {
        on: today(deps),
        officerId: sessionOf(request).officerId,
      });
      const numberOf = await taskNumbers(db, authorityId);
      return paged(
        rows.map((row) => ({ ...row, number: numberOf(row.id) })),
        request.query.limit,
        (row) => row.id,
      );
    },
  });

  app.get('/api/tasks/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getTask',
      summary: '一项检查任务的全过程',
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 200: taskCase },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { officerId } = sessionOf(request);
      if (await isTaskHidden(db, authorityId, officerId, request.params.id)) {
        throw new Refusal('Forbidden', '抽取名单尚未公开，检查前只有检查组成员可以查看。');
      }
      return readWholeTask(db, authorityId, request.params.id);
    },
  });

  app.get('/api/tasks/:id/case-file.zip', {
    config: { right: 'officer' },
    schema: {
      operationId: 'exportCaseFile',
      summary: '导出案卷：全过程数据、打印件、通知证明、附件和摘要清单；清单的摘要记入审计链',
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 200: { description: '案卷', content: { 'application/zip': { schema: z.unknown() } } } },
    },
    handler: async (request, reply) => {
      const { authorityId, officerId } = sessionOf(request);
      const taskId = request.params.id;
      if (await isTaskHidden(db, authorityId, officerId, taskId)) {
        throw new Refusal('Forbidden', '抽取名单尚未公开，检查前只有检查组成员可以导出。');
      }
      const file = await exportCase(db, authorityId, taskId, doingOf(deps, request));
      const numberOf = await taskNumbers(db, authorityId);
      const name = encodeURIComponent(`案卷${numberOf(taskId)}.zip`);
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="case.zip"; filename*=UTF-8''${name}`)
        .send(file);
    },
  });
};
