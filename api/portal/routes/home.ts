import { listAuthorities } from '../../../db/authority.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { html } from '../../pages/html.ts';
import { HTML, pageDresser } from '../../resources/site/page-dresser.ts';
import { homePage } from '../pages/home-page.ts';
import { isPlace, portalPath } from '../pages/places.ts';
import { OPEN, ofAuthority, portalOf, portalPages } from '../portal.ts';
import { shownResults } from '../reads/results.ts';
import { PORTAL_STYLE } from '../style.ts';

const LATEST = 10;

/** Which authorities there are, and the first page of each. */
export const homeRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const { dress } = pageDresser(deps);
  const page = portalPages(deps);

  app.get('/public/', { config: OPEN }, (_request, reply) => reply.redirect('/public', 302));

  app.get('/public', {
    config: OPEN,
    handler: async (_request, reply) => {
      const [only, ...others] = await listAuthorities(db);
      if (only !== undefined && others.length === 0) return reply.redirect(portalPath(only.id), 302);
      const body = html`<section class="card"><ul>${[only, ...others].map(
        (each) => each !== undefined && html`<li><a href="${portalPath(each.id)}">${each.name}</a></li>`,
      )}</ul></section>`;
      return reply.type(HTML).send(
        await dress(null, {
          title: '双随机、一公开 信息公开',
          reader: 'citizen',
          style: PORTAL_STYLE,
          body,
        }),
      );
    },
  });

  app.get('/public/:authority', {
    config: OPEN,
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const { authority } = request.params;
      if (isPlace(authority)) {
        const all = await listAuthorities(db);
        const [only] = all;
        // A page's name where an authority's should stand: somebody shortened the address by hand.
        if (!all.some((each) => each.id === authority))
          return reply.redirect(
            only !== undefined && all.length === 1 ? `${portalPath(only.id)}/${authority}` : '/public',
            302,
          );
      }
      const portal = await portalOf(deps, authority);
      const { authorityId, root, settings } = portal;
      const results = await shownResults(db, authorityId, portal.display, { limit: LATEST });
      const latest = { root, results: results.slice(0, LATEST), codes: settings.resultCodes };
      const body = homePage({ latest, root, officePhone: settings.officePhone });
      return reply.type(HTML).send(await page(portal, '', '双随机、一公开 信息公开', body));
    },
  });
};
