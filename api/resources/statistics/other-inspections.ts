import { z } from 'zod';
import {
  otherInspections,
  recordInspection,
  withdrawInspection,
} from '../../../db/statistics/other-inspections.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { cursorParts, isDayPart, isUuidPart } from '../../http/cursor.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { page, paged, text, year } from '../../http/schemas.ts';
import { newOther, otherPage } from './statistics-schema.ts';

const RECORDS = { roles: ['office', 'chief'] } as const;

/** Inspections that no draw chose, without which the share of the drawn ones is not known (R245). */
export const otherInspectionRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/other-inspections', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listOtherInspections',
      summary: '非随机检查登记',
      tags: [TAGS.task],
      querystring: z.object({ ...page, year }),
      response: { 200: otherPage },
    },
    handler: async (request) => {
      const { after, limit, year: asked } = request.query;
      const [inspectedOn = '', id = ''] =
        after === undefined ? [] : cursorParts(after, [isDayPart, isUuidPart]);
      const from = after === undefined ? undefined : { inspectedOn, id };
      const rows = await otherInspections(db, authorityOf(request), { year: asked, after: from, limit });
      return paged(rows, limit, (row) => `${row.inspectedOn}~${row.id}`);
    },
  });

  app.post('/api/other-inspections', {
    config: { right: RECORDS },
    schema: {
      operationId: 'recordOtherInspection',
      summary: '登记一次或一批非随机检查',
      tags: [TAGS.task],
      body: newOther,
      response: { 200: z.object({ id: z.string() }) },
    },
    handler: (request) =>
      inChange(deps, request, async (trx, authorityId, doing) => ({
        id: await recordInspection(trx, authorityId, request.body, doing),
      })),
  });

  app.post('/api/other-inspections/:id/withdraw', {
    config: { right: RECORDS },
    schema: {
      operationId: 'withdrawOtherInspection',
      summary: '撤销一条非随机检查登记，写明理由',
      tags: [TAGS.task],
      params: z.object({ id: z.uuid() }),
      body: z.strictObject({ reason: text }),
      response: { 200: z.object({ withdrawn: z.literal(true) }) },
    },
    handler: async (request) => {
      const { id } = request.params;
      await inChange(deps, request, (trx, authorityId, doing) =>
        withdrawInspection(trx, authorityId, { id, reason: request.body.reason }, doing),
      );
      return { withdrawn: true as const };
    },
  });
};
