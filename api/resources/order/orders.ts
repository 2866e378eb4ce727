import { z } from 'zod';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, page, paged, pageOf } from '../../http/schemas.ts';
import { deadlinesOf, extensionsOf } from '../../reads/subject.ts';
import { taskNumbers } from '../../reads/task/task-number.ts';
import { order, orderCase } from './order-schema.ts';

const COLUMNS = Object.keys(order.shape) as (keyof z.output<typeof order>)[];

export const orderRoutes = (app: ApiApp, { db }: ApiDeps): void => {
  const partsOf = (authorityId: string, orderId: string) => ({
    findings: () =>
      db
        .selectFrom('finding')
        .innerJoin('item', (join) =>
          join.onRef('item.authorityId', '=', 'finding.authorityId').onRef('item.id', '=', 'finding.itemId'),
        )
        .selectAll('finding')
        .select('item.name as itemName')
        .where('finding.authorityId', '=', authorityId)
        .where('orderId', '=', orderId)
        .orderBy('findingNo')
        .execute(),
    team: () =>
      db
        .selectFrom('rectificationOrder as o')
        .innerJoin('teamMember as m', (join) =>
          join.onRef('m.authorityId', '=', 'o.authorityId').onRef('m.taskId', '=', 'o.taskId'),
        )
        .innerJoin('officer as p', (join) =>
          join.onRef('p.authorityId', '=', 'm.authorityId').onRef('p.id', '=', 'm.officerId'),
        )
        .select(['m.officerId', 'p.name'])
        .where('o.authorityId', '=', authorityId)
        .where('o.id', '=', orderId)
        .where('m.state', '=', 'assigned')
        .orderBy('m.slot')
        .execute(),
    reinspections: () =>
      db
        .selectFrom('reinspection')
        .select(['round', 'inspectedOn', 'outcomes', 'enteredBy', 'businessAt'])
        .where('authorityId', '=', authorityId)
        .where('orderId', '=', orderId)
        .orderBy('round')
        .execute(),
    referrals: () =>
      db
        .selectFrom('referral')
        .select(['id', 'findingIds', 'receiver', 'reason', 'referredBy', 'businessAt'])
        .where('authorityId', '=', authorityId)
        .where('orderId', '=', orderId)
        .orderBy('businessAt')
        .execute(),
  });

  app.get('/api/orders', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listOrders',
      summary: '责令改正通知书列表',
      tags: [TAGS.order],
      querystring: z.object({ ...page, state: order.shape.state.optional(), task: id.optional() }),
      response: { 200: pageOf(order) },
    },
    handler: async (request) => {
      const { state, task, after, limit } = request.query;
      let query = db
        .selectFrom('rectificationOrder')
        .select(COLUMNS)
        .where('authorityId', '=', authorityOf(request));
      if (state !== undefined) query = query.where('state', '=', state);
      if (task !== undefined) query = query.where('taskId', '=', task);
      if (after !== undefined) query = query.where('id', '>', after);
      const rows = await query
        .orderBy('id')
        .limit(limit + 1)
        .execute();
      return paged(rows, limit, (row) => row.id);
    },
  });

  app.get('/api/orders/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getOrder',
      summary: '一份责令改正通知书：问题、期限、复查、移送',
      tags: [TAGS.order],
      params: z.object({ id }),
      response: { 200: orderCase },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const orderId = request.params.id;
      const found = await db
        .selectFrom('rectificationOrder')
        .innerJoin('unit', (join) =>
          join
            .onRef('unit.authorityId', '=', 'rectificationOrder.authorityId')
            .onRef('unit.id', '=', 'rectificationOrder.unitId'),
        )
        .select(COLUMNS.map((column) => `rectificationOrder.${column}` as const))
        .select('unit.name as unitName')
        .where('rectificationOrder.authorityId', '=', authorityId)
        .where('rectificationOrder.id', '=', orderId)
        .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${orderId}”的责令改正通知书。`));
      const parts = partsOf(authorityId, orderId);
      const numberOf = await taskNumbers(db, authorityId);
      return {
        ...found,
        taskNumber: numberOf(found.taskId),
        team: await parts.team(),
        findings: await parts.findings(),
        reinspections: await parts.reinspections(),
        referrals: await parts.referrals(),
        deadlines: await deadlinesOf(db, authorityId, [['order', orderId]]),
        extensions: await extensionsOf(db, authorityId, [['order', orderId]]),
      };
    },
  });
};
