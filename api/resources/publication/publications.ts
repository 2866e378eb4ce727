import { z } from 'zod';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, json, page, paged, pageOf } from '../../http/schemas.ts';
import { deadlinesOf } from '../../reads/subject.ts';
import { deadline } from '../task/deadline-schema.ts';
import { publication } from './publication-schema.ts';

const channel = z.object({
  channel: z.string(),
  state: z.enum(['due', 'confirmed']),
  proof: json,
  confirmedBy: z.string().nullable(),
  confirmedAt: instant.nullable(),
});

const COLUMNS = Object.keys(publication.shape) as (keyof z.output<typeof publication>)[];

export const publicationRoutes = (app: ApiApp, { db }: ApiDeps): void => {
  app.get('/api/publications', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listPublications',
      summary: '公示列表',
      tags: [TAGS.publication],
      querystring: z.object({ ...page, state: publication.shape.state.optional(), task: id.optional() }),
      response: { 200: pageOf(publication) },
    },
    handler: async (request) => {
      const { state, task, after, limit } = request.query;
      let query = db
        .selectFrom('publication')
        .select(COLUMNS)
        .where('authorityId', '=', authorityOf(request));
      if (state !== undefined) query = query.where('state', '=', state);
      if (task !== undefined) query = query.where('taskId', '=', task);
      const [afterId, afterRevision] = after?.split('~') ?? [];
      if (afterId !== undefined) {
        query = query.where((eb) =>
          eb(eb.refTuple('id', 'revision'), '>', eb.tuple(afterId, Number(afterRevision ?? 0))),
        );
      }
      const rows = await query
        .orderBy('id')
        .orderBy('revision')
        .limit(limit + 1)
        .execute();
      return paged(rows, limit, (row) => `${row.id}~${row.revision}`);
    },
  });

  app.get('/api/publications/:id/revisions/:revision', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPublication',
      summary: '一次公示：各渠道的状态与凭证',
      tags: [TAGS.publication],
      params: z.object({ id, revision: z.coerce.number().int().min(1) }),
      response: { 200: publication.extend({ channels: z.array(channel), deadlines: z.array(deadline) }) },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { id: publicationId, revision } = request.params;
      const subjectId = `${publicationId}/${revision}`;
      const found = await db
        .selectFrom('publication')
        .select(COLUMNS)
        .where('authorityId', '=', authorityId)
        .where('id', '=', publicationId)
        .where('revision', '=', revision)
        .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${subjectId}”的公示。`));
      const channels = await db
        .selectFrom('publicationChannel')
        .select(['channel', 'state', 'proof', 'confirmedBy', 'confirmedAt'])
        .where('authorityId', '=', authorityId)
        .where('publicationId', '=', publicationId)
        .where('revision', '=', revision)
        .orderBy('channel')
        .execute();
      const ofAll = await deadlinesOf(db, authorityId, [['publication', publicationId]]);
      return { ...found, channels, deadlines: ofAll.filter(({ part }) => part === String(revision)) };
    },
  });
};
