import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { policyOf } from '../../../documents/html/render-html.ts';
import { FORMATS, type Format } from '../../../documents/print-draw.ts';
import { printOrder } from '../../../documents/print-order.ts';
import type { OrderPaper } from '../../../domain/documents/order-document.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, page, paged, text } from '../../http/schemas.ts';
import { countOrders, ORDER_VIEWS, orderLines } from '../../reads/order/order-board.ts';
import { orderPaper } from '../../reads/order/order-paper.ts';
import { orderBoard } from './order-schema.ts';

const MEDIA = { pdf: 'application/pdf', html: 'text/html' } as const;
const TYPES = { pdf: 'application/pdf', html: 'text/html; charset=utf-8' } as const;

const fileName = (number: string, format: string): string =>
  `inline; filename="order.${format}"; filename*=UTF-8''${encodeURIComponent(`责令改正通知书${number}.${format}`)}`;

/** An order on paper, to whoever may read it. */
export const sendOrderNotice = async (
  reply: FastifyReply,
  paper: OrderPaper,
  format: Format,
): Promise<FastifyReply> => {
  const file = await printOrder(paper, format);
  reply.header('content-disposition', fileName(paper.number, format)).type(TYPES[format]);
  if (format === 'html') reply.header('content-security-policy', policyOf(file.toString('utf8')));
  return reply.send(file);
};

/** The rectification board (整改督办), and the order on paper. */
export const orderBoardRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/order-board', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getOrderBoard',
      summary: '整改督办：按期限排列的责令改正通知书，逾期的在前；各类件数',
      tags: [TAGS.order],
      querystring: z.object({
        ...page,
        view: z.enum(ORDER_VIEWS).default('open'),
        cycle: id.optional(),
        text: text.optional(),
      }),
      response: { 200: orderBoard },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const on = today(deps);
      const rows = await orderLines(db, authorityId, on, request.query);
      return {
        ...paged(rows, request.query.limit, ({ place, id: orderId }) => `${place}~${orderId}`),
        asOf: on,
        counts: await countOrders(db, authorityId, on),
      };
    },
  });

  for (const format of FORMATS)
    app.get(`/api/orders/:id/notice.${format}`, {
      config: { right: 'officer' },
      schema: {
        operationId: `printOrderAs${format === 'pdf' ? 'Pdf' : 'Html'}`,
        summary: `打印责令改正通知书（${format.toUpperCase()}）`,
        tags: [TAGS.order],
        params: z.object({ id }),
        response: {
          200: { description: '责令改正通知书', content: { [MEDIA[format]]: { schema: z.unknown() } } },
        },
      },
      handler: async (request, reply) =>
        sendOrderNotice(reply, await orderPaper(db, authorityOf(request), request.params.id), format),
    });
};
