import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { authorityOf } from '../http/doing.ts';
import { today } from '../http/guard.ts';
import { TAGS } from '../http/openapi.ts';
import { id, instant, isoDate, json, year } from '../http/schemas.ts';
import { getCycle, listCycles, rowsOfCycle, unannouncedRows } from '../reads/cycles.ts';

const cycle = z.object({
  id: z.string(),
  year: z.number(),
  number: z.number(),
  planVersion: z.number(),
  windowStart: isoDate,
  windowEnd: isoDate,
  state: z.enum(['opened', 'waiting', 'drawing', 'running', 'closed', 'not-drawn', 'cancelled']),
  waitingFor: z.string().nullable(),
  drawOn: isoDate,
  drawLatestOn: isoDate,
  openedAt: instant,
  drawnAt: instant.nullable(),
  closedAt: instant.nullable(),
  pausedOn: isoDate.nullable(),
});

const count = z.number();
const row = z.object({
  rowNumber: z.string(),
  taskName: z.string().nullable(),
  item: z.string(),
  eligible: count.nullable(),
  quota: count.nullable(),
  drawn: count.nullable(),
  workEndedOn: isoDate.nullable(),
  tasks: count,
  dispatched: count,
  visited: count,
  entered: count,
  reviewed: count,
  published: count,
  withFindings: count,
  rectificationOpen: count,
  overdue: count,
  replaced: count,
  cancelled: count,
});

/** A plan row whose visits are not announced to the units. */
const unannounced = z.object({
  rowNumber: z.string(),
  itemId: z.string(),
  basis: z.string(),
  decidedBy: z.string(),
  decidedAt: instant,
});

export const cycleRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/cycles', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listCycles',
      summary: '周期列表',
      tags: [TAGS.cycle],
      querystring: z.object({ year: year.optional() }),
      response: { 200: z.array(cycle) },
    },
    handler: (request) => listCycles(db, authorityOf(request), request.query.year),
  });

  app.get('/api/cycles/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getCycle',
      summary: '一个周期：各计划行的任务进展',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      response: {
        200: cycle.extend({ report: json, rows: z.array(row), unannounced: z.array(unannounced) }),
      },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const found = await getCycle(db, authorityId, request.params.id);
      return {
        ...found,
        rows: await rowsOfCycle(db, authorityId, found.id, today(deps)),
        unannounced: await unannouncedRows(db, authorityId, found.id),
      };
    },
  });
};
