import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { HTML } from '../../resources/site/page-dresser.ts';
import { listsPage } from '../pages/lists-page.ts';
import { OPEN, ofAuthority, portalOf, portalPages } from '../portal.ts';
import { inspectorsBySection, publishedItems } from '../reads/lists.ts';

/** The item list, and the inspectors as the authority's rules allow. */
export const listRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const page = portalPages(deps);

  app.get('/public/:authority/items', {
    config: OPEN,
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { authorityId, settings, display } = portal;
      const body = listsPage({
        root: portal.root,
        items: await publishedItems(db, authorityId),
        inspectors: await inspectorsBySection(db, authorityId, display.on, settings.portal.inspectorNames),
      });
      return reply.type(HTML).send(await page(portal, 'items', '事项和人员', body));
    },
  });
};
