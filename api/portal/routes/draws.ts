import { z } from 'zod';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { id } from '../../http/schemas.ts';
import { changedUnits, listChanges, SIDES } from '../../reads/draw/list-changes.ts';
import { HTML, pageDresser } from '../../resources/site/page-dresser.ts';
import { drawPage, drawsPage } from '../pages/draws-page.ts';
import { listChangesPage } from '../pages/list-changes-page.ts';
import { OPEN, ofAuthority, portalOf, portalPages } from '../portal.ts';
import { drawsWithoutResult, isListed, shownDraw, shownDraws } from '../reads/draws.ts';

const MOST_DRAWS = 200;
const CHANGES_A_PAGE = 100;
const asked = z.object({ item: id, side: z.enum(SIDES), after: z.coerce.number().int().min(0).default(0) });

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
      const of = { authorityId: portal.authorityId, drawId: draw.id };
      const changes = isListed(draw) ? await listChanges(db, of) : [];
      return reply
        .type(HTML)
        .send(
          await page(
            portal,
            'draws',
            '抽取',
            drawPage({ root: portal.root, draw, changes, isListed: isListed(draw) }),
          ),
        );
    },
  });

  app.get('/public/:authority/draws/:id/list-changes', {
    config: OPEN,
    schema: { params: ofAuthority.extend({ id }), querystring: asked },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { authorityId, root } = portal;
      const draw = await shownDraw(db, authorityId, request.params.id);
      if (!isListed(draw)) throw new Refusal('WrongState', '本次抽取的名单在检查开始前保密，到期公开。');
      const { item: itemId, side, after } = request.query;
      const wanted = { itemId, side, after, limit: CHANGES_A_PAGE };
      const { change, units } = await changedUnits(db, { authorityId, drawId: draw.id }, wanted);
      const body = listChangesPage({
        ...{ root, drawId: draw.id, change, side },
        units: units.slice(0, CHANGES_A_PAGE),
        next: units.length > CHANGES_A_PAGE ? after + CHANGES_A_PAGE : null,
      });
      return reply.type(HTML).send(await page(portal, 'draws', '抽取名单的变化', body));
    },
  });
};
