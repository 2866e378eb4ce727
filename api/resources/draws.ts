import { z } from 'zod';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { authorityOf } from '../http/doing.ts';
import { TAGS } from '../http/openapi.ts';
import { id, instant, json } from '../http/schemas.ts';

const draw = z.object({
  id: z.string(),
  year: z.number(),
  drawNo: z.number(),
  cycleId: z.string(),
  purpose: z.enum(['regular', 'batch', 'enlargement', 'campaign']),
  batch: z.number(),
  state: z.string(),
  waitingFor: z.string().nullable(),
  rehearsal: z.boolean(),
  announcementHash: z.string().nullable(),
  recordHash: z.string().nullable(),
  endReason: z.string().nullable(),
  businessAt: instant,
  sealedAt: instant.nullable(),
});
const COLUMNS = Object.keys(draw.shape) as (keyof z.output<typeof draw>)[];

/** Announcement and record are what is published. Rosters, their salts and lists before the reveal stay inside. */
const document = draw.extend({ announcement: json, record: json });

export const drawRoutes = (app: ApiApp, { db }: ApiDeps): void => {
  app.get('/api/draws', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listDraws',
      summary: '抽取列表',
      tags: [TAGS.cycle],
      querystring: z.object({ cycle: id.optional() }),
      response: { 200: z.array(draw) },
    },
    handler: (request) => {
      const { cycle } = request.query;
      let query = db.selectFrom('draw').select(COLUMNS).where('authorityId', '=', authorityOf(request));
      if (cycle !== undefined) query = query.where('cycleId', '=', cycle);
      return query.orderBy('year', 'desc').orderBy('drawNo', 'desc').execute();
    },
  });

  app.get('/api/draws/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getDraw',
      summary: '一次抽取：公告与记录（不含盐值和未公开名单）',
      tags: [TAGS.cycle],
      params: z.object({ id }),
      response: { 200: document },
    },
    handler: (request) =>
      db
        .selectFrom('draw')
        .select([...COLUMNS, 'announcement', 'record'])
        .where('authorityId', '=', authorityOf(request))
        .where('id', '=', request.params.id)
        .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${request.params.id}”的抽取。`)),
  });
};
