import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { id } from '../../http/schemas.ts';
import { HTML, pageDresser } from '../../resources/site/page-dresser.ts';
import { drawPage, drawsPage } from '../pages/draws-page.ts';
import { OPEN, ofAuthority, portalOf, portalPages } from '../portal.ts';
import { drawsWithoutResult, shownDraw, shownDraws } from '../reads/draws.ts';

const MOST_DRAWS = 200;

/** Draws, each with what is needed to check it. */
export const drawPageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const page = portalPages(deps);
  const { isRehearsal } = pageDresser(deps);

  app.get('/public/:authority/draws', {
    config: OPEN,
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const body = drawsPage({
        root: portal.root,
        draws: await shownDraws(db, portal.authorityId, MOST_DRAWS),
        years: await drawsWithoutResult(db, portal.authorityId),
        rehearsal: await isRehearsal(),
      });
      return reply.type(HTML).send(await page(portal, 'draws', '抽取', body));
    },
  });

  app.get('/public/:authority/draws/:id', {
    config: OPEN,
    schema: { params: ofAuthority.extend({ id }) },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const draw = await shownDraw(db, portal.authorityId, request.params.id);
      return reply
        .type(HTML)
        .send(await page(portal, 'draws', '抽取', drawPage({ root: portal.root, draw })));
    },
  });
};
