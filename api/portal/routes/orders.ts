import { z } from 'zod';
import { yearOf } from '../../../domain/calendar/dates.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { HTML } from '../../resources/site/page-dresser.ts';
import { ordersPage } from '../pages/orders-page.ts';
import { OPEN, ofAuthority, portalOf, portalPages, wishedYear } from '../portal.ts';
import { shownOrders } from '../reads/orders.ts';
import { shownYears } from '../reads/results.ts';

const MOST_ORDERS = 100;

/** Orders to correct, and what became of them. */
export const orderPageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const page = portalPages(deps);

  app.get('/public/:authority/orders', {
    config: OPEN,
    schema: { params: ofAuthority, querystring: z.object({ year: wishedYear }) },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const years = await shownYears(db, portal.authorityId);
      const wished = request.query.year ?? years[0]?.year ?? yearOf(portal.display.on);
      const orders = await shownOrders(db, portal.authorityId, wished, MOST_ORDERS + 1);
      const body = ordersPage({
        ...{ root: portal.root, year: wished, years, orders: orders.slice(0, MOST_ORDERS) },
        on: portal.display.on,
        isCut: orders.length > MOST_ORDERS,
      });
      return reply.type(HTML).send(await page(portal, 'orders', '责令改正和整改', body));
    },
  });
};
