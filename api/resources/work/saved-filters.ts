import { z } from 'zod';
import { removeFilter, savedFilters, saveFilter } from '../../../db/work/saved-filters.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { instantNow, sessionOf } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';

const place = z.enum(['work', 'tasks']);
const name = z.string().trim().min(1).max(40);
const query = z.record(z.string().max(40), z.string().max(400));
const filter = z.object({ name: z.string(), query: z.record(z.string(), z.string()) });

/** Filters that a person keeps for himself; nobody else sees them. */
export const savedFilterRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const all = async (request: Parameters<typeof sessionOf>[0], of: z.output<typeof place>) => {
    const { authorityId, officerId } = sessionOf(request);
    const rows = await savedFilters(db, { authorityId, officerId, place: of });
    return { items: rows.map((row) => filter.parse(row)) };
  };
  const response = { 200: z.object({ items: z.array(filter) }) };

  app.get('/api/saved-filters/:place', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listSavedFilters',
      summary: '本人保存的筛选',
      tags: [TAGS.task],
      params: z.object({ place }),
      response,
    },
    handler: (request) => all(request, request.params.place),
  });

  app.put('/api/saved-filters/:place/:name', {
    config: { right: 'officer' },
    schema: {
      operationId: 'saveFilter',
      summary: '保存筛选，同名的覆盖',
      tags: [TAGS.task],
      params: z.object({ place, name }),
      body: z.strictObject({ query }),
      response,
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      const of = { authorityId, officerId, place: request.params.place };
      await saveFilter(db, of, {
        ...{ name: request.params.name, query: request.body.query },
        at: instantNow(deps),
      });
      return all(request, request.params.place);
    },
  });

  app.delete('/api/saved-filters/:place/:name', {
    config: { right: 'officer' },
    schema: {
      operationId: 'removeSavedFilter',
      summary: '删去保存的筛选',
      tags: [TAGS.task],
      params: z.object({ place, name }),
      response,
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      await removeFilter(db, { authorityId, officerId, place: request.params.place }, request.params.name);
      return all(request, request.params.place);
    },
  });
};
