import { z } from 'zod';
import { peopleBehind } from '../../../db/draw/person-codes.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, page, paged, pageOf } from '../../http/schemas.ts';
import { changedUnits, listChanges, SIDES } from '../../reads/draw/list-changes.ts';

const listChange = z.object({
  ...{ itemId: z.string(), itemName: z.string(), rows: z.array(z.string()), units: z.number() },
  before: z.object({ drawId: z.string(), units: z.number() }).nullable(),
  ...{ came: z.number(), gone: z.number() },
});
const changedUnit = z.object({
  no: z.number(),
  code: z.string(),
  /** Of a person name and number. */
  person: z.string().nullable(),
  why: z.string().nullable(),
});
export type ListChangeCounts = z.output<typeof listChange>;
export type ChangedListUnit = z.output<typeof changedUnit>;

const TAG = { tags: [TAGS.cycle], params: z.object({ id }) };

/** How a draw's list differs from the last cycle's of the same item. */
export const listChangeRoutes = (app: ApiApp, { db }: ApiDeps): void => {
  app.get('/api/draws/:id/list-changes', {
    config: { right: 'officer' },
    schema: {
      operationId: 'countListChanges',
      summary: '抽取名单与上一周期同一事项名单相比：新列入和不再列入的户数',
      ...TAG,
      response: { 200: z.object({ items: z.array(listChange) }) },
    },
    handler: async (request) => {
      const changes = await listChanges(db, {
        authorityId: authorityOf(request),
        drawId: request.params.id,
      });
      return {
        items: changes.map((change) => ({
          ...change,
          rows: [...change.rows],
          came: change.came.length,
          gone: change.gone.length,
        })),
      };
    },
  });

  app.get('/api/draws/:id/list-changes/units', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listListChanges',
      summary: '新列入（came）或不再列入（gone）抽取名单的对象',
      ...TAG,
      querystring: z.object({
        ...page,
        after: z.coerce.number().int().min(0).default(0),
        item: id,
        side: z.enum(SIDES),
      }),
      response: { 200: pageOf(changedUnit) },
    },
    handler: async (request) => {
      const { after, limit, item: itemId, side } = request.query;
      const authorityId = authorityOf(request);
      const of = { authorityId, drawId: request.params.id };
      const { units } = await changedUnits(db, of, { itemId, side, after, limit });
      const people = await peopleBehind(
        db,
        authorityId,
        units.map(({ code }) => code),
      );
      const named = units.map((unit) => ({ ...unit, person: people.get(unit.code) ?? null }));
      return paged(named, limit, ({ no }) => String(no));
    },
  });
};
