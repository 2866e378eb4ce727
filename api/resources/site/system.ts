import { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { TAGS } from '../../http/openapi.ts';
import { PROBLEMS } from '../../http/problems.ts';
import { readiness } from '../../services/readiness.ts';

const checks = z.object({ database: z.boolean(), migrations: z.boolean(), engine: z.boolean() });
const OPEN = { public: true } as const;

/** Health, figures and the description of the interface: nothing of any authority. */
export const systemRoutes = (app: ApiApp, { db, temporal, metrics }: ApiDeps): void => {
  app.get('/healthz', {
    config: OPEN,
    schema: {
      operationId: 'health',
      summary: '进程存活',
      tags: [TAGS.system],
      response: { 200: z.object({ status: z.literal('ok') }) },
    },
    handler: () => ({ status: 'ok' as const }),
  });

  app.get('/readyz', {
    config: OPEN,
    schema: {
      operationId: 'ready',
      summary: '数据库、结构版本、流程引擎是否就绪',
      tags: [TAGS.system],
      response: { 200: checks, 503: checks },
    },
    handler: async (_request, reply) => {
      const found = await readiness(db, temporal);
      return reply.code(Object.values(found).every(Boolean) ? 200 : 503).send(found);
    },
  });

  app.get('/api/errors', {
    config: OPEN,
    schema: {
      operationId: 'listErrors',
      summary: '全部错误代码',
      tags: [TAGS.system],
      response: { 200: z.array(z.object({ code: z.string(), status: z.number(), title: z.string() })) },
    },
    handler: () =>
      Object.entries(PROBLEMS).map(([code, { httpStatus: status, title }]) => ({ code, status, title })),
  });

  app.get('/api/openapi.json', { config: OPEN, handler: () => app.swagger() });

  if (metrics !== undefined) {
    app.get('/metrics', {
      config: OPEN,
      handler: async (_request, reply) =>
        reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    });
  }
};
