import { z } from 'zod';
import { listSections } from '../../../db/list-officers.ts';
import { getItem, importItems } from '../../../db/registers/items.ts';
import {
  type Edition,
  getEdition,
  listEditions,
  publishedEdition,
  standingItems,
} from '../../../db/registers/list-edition.ts';
import { giveReason } from '../../../db/registers/register-history.ts';
import {
  proposeEdition,
  publishEdition,
  rejectEdition,
  withdrawEdition,
} from '../../../db/registers/settle-edition.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { listDifference } from '../../../domain/items/list-difference.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, text } from '../../http/schemas.ts';
import {
  decision,
  edition,
  editionDetail,
  itemEntry,
  listDifferenceSchema,
  ownId,
} from './item-list-schema.ts';

const KEEPERS = { roles: ['office', 'admin'] } as const;
const PROPOSERS = { roles: ['office', 'drafter'] } as const;
const tags = [TAGS.register];
const one = z.object({ number: z.coerce.number().int().min(1) });
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

const line = ({ items, ...rest }: Edition) => ({ ...rest, itemCount: items.length });
type Difference = ReturnType<typeof listDifference>;
const mutable = ({ added, removed, changed }: Difference) => ({
  added: [...added],
  removed: [...removed],
  changed: changed.map(({ changes, ...rest }) => ({ ...rest, changes: [...changes] })),
});

/** The item list as editions: drafted by the office, approved by another person, published; each stays readable. */
export const itemListRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/item-list', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getItemList',
      summary: '清单的版次、等待审批的一版，以及现状与最近公布一版的差异',
      tags,
      response: {
        200: z.object({ editions: z.array(edition), unpublished: listDifferenceSchema }),
      },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const published = await publishedEdition(db, authorityId);
      return {
        editions: (await listEditions(db, authorityId)).map(line),
        unpublished: mutable(listDifference(published?.items ?? [], await standingItems(db, authorityId))),
      };
    },
  });

  app.get('/api/item-list/editions/:number', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getItemListEdition',
      summary: '一版清单：全部事项和检查表，以及与上一公布版的差异',
      tags,
      params: one,
      response: { 200: editionDetail },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const found = await getEdition(db, authorityId, request.params.number);
      const before = await publishedEdition(db, authorityId, found.number);
      return {
        ...line(found),
        items: found.items.map(({ lines, ...item }) => ({ ...item, lines: [...lines] })),
        difference: mutable(listDifference(before?.items ?? [], found.items)),
      };
    },
  });

  app.post('/api/item-list/editions', {
    config: { right: PROPOSERS },
    schema: {
      operationId: 'proposeItemList',
      summary: '提请公布：所选事项成为下一版清单，由审批人审批',
      tags,
      body: z.strictObject({ itemIds: z.array(id).min(1).max(1_000), reason: text }),
      response: { 200: z.object({ number: z.number() }) },
    },
    handler: async (request) => ({
      number: await inChange(deps, request, (trx, authorityId, doing) =>
        proposeEdition(trx, authorityId, request.body, doing),
      ),
    }),
  });

  app.post('/api/item-list/editions/:number/decision', {
    config: { right: { roles: ['approver'] } },
    schema: {
      operationId: 'decideItemList',
      summary: '审批一版清单：同意并登记公布日期和地方，或者退回',
      tags,
      params: one,
      body: decision,
      response: { 200: done },
    },
    handler: async (request) => {
      const { number } = request.params;
      const { body } = request;
      await inChange(deps, request, (trx, authorityId, doing) =>
        body.decision === 'publish'
          ? publishEdition(trx, authorityId, number, body, doing)
          : rejectEdition(trx, authorityId, number, body.opinion, doing),
      );
      return DONE;
    },
  });

  app.post('/api/item-list/editions/:number/withdraw', {
    config: { right: PROPOSERS },
    schema: {
      operationId: 'withdrawItemList',
      summary: '撤回本人提请的一版清单',
      tags,
      params: one,
      body: z.strictObject({}).nullish(),
      response: { 200: done },
    },
    handler: async (request) => {
      await inChange(deps, request, (trx, authorityId, doing) =>
        withdrawEdition(trx, authorityId, request.params.number, doing),
      );
      return DONE;
    },
  });

  app.put('/api/items/:id', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'saveItem',
      summary: '登记或者更改一个事项及其检查表，写明理由；公布由清单版次办理',
      tags,
      params: z.object({ id: ownId }),
      body: z.strictObject({ item: itemEntry, reason: text, isNew: z.boolean() }),
      response: { 200: done },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { item, reason, isNew } = request.body;
      const itemId = request.params.id;
      const sections = await listSections(db, authorityId);
      if (item.sectionId !== null && !sections.some((section) => section.id === item.sectionId))
        throw new Refusal('InvalidInput', '没有这个科室，请重新选择。', 'sectionId');
      await inChange(deps, request, async (trx, authorityId, doing) => {
        const known = await trx
          .selectFrom('item')
          .select('published')
          .where('authorityId', '=', authorityId)
          .where('id', '=', itemId)
          .forUpdate()
          .executeTakeFirst();
        if (isNew && known !== undefined)
          throw new Refusal('WrongState', `事项编号“${itemId}”已被使用，请另取一个。`, 'id');
        if (!isNew) await getItem(trx, authorityId, itemId);
        await giveReason(trx, reason);
        const row = { ...item, id: itemId, published: known?.published ?? false };
        await importItems(trx, authorityId, [row], doing);
      });
      return DONE;
    },
  });
};
