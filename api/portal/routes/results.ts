import { z } from 'zod';
import { taskNumberOf } from '../../../domain/cycle/task-number.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { id, isoDate } from '../../http/schemas.ts';
import { HTML } from '../../resources/site/page-dresser.ts';
import { resultPage } from '../pages/result-page.ts';
import { resultsPage } from '../pages/results-page.ts';
import { OPEN, ofAuthority, portalOf, portalPages, wishedYear } from '../portal.ts';
import { ordersOfResult } from '../reads/orders.ts';
import {
  countResults,
  drawOfResult,
  shownResult,
  shownResults,
  shownYears,
  trailOf,
} from '../reads/results.ts';

const PAGE = 50;

/** Results with search, and each with its whole trail. */
export const resultRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const page = portalPages(deps);

  app.get('/public/:authority/results', {
    config: OPEN,
    schema: {
      params: ofAuthority,
      querystring: z.object({
        q: z.string().trim().max(100).default(''),
        year: wishedYear,
        shown: isoDate.optional(),
        after: id.optional(),
      }),
    },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { root, settings, authorityId } = portal;
      const { q: text, year: wished, shown, after } = request.query;
      const found = await shownResults(db, authorityId, portal.display, {
        ...{ text: text === '' ? undefined : text, year: wished, limit: PAGE },
        after: shown === undefined || after === undefined ? undefined : { shownOn: shown, id: after },
      });
      const results = found.slice(0, PAGE);
      const last = results.at(-1);
      const query = new URLSearchParams({ q: text, year: String(wished ?? '') });
      if (last !== undefined)
        for (const [name, value] of [
          ['shown', last.shownOn],
          ['after', last.id],
        ] as const)
          query.set(name, value);
      const years = await shownYears(db, authorityId);
      const listed = years.filter(({ year }) => wished === undefined || year === wished);
      const body = resultsPage({
        ...{ root, results, codes: settings.resultCodes, text, year: wished ?? null, years },
        found:
          text === ''
            ? { results: listed.reduce((sum, each) => sum + each.results, 0), units: null }
            : await countResults(db, authorityId, portal.display, { text, year: wished }),
        next: found.length > PAGE ? `${root}/results?${query}` : null,
      });
      return reply.type(HTML).send(await page(portal, 'results', '抽查结果', body));
    },
  });

  app.get('/public/:authority/results/:id', {
    config: OPEN,
    schema: { params: ofAuthority.extend({ id }) },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { root, settings, authorityId } = portal;
      const result = await shownResult(db, authorityId, portal.display, request.params.id);
      const isWithdrawn = result.standing === 'withdrawn';
      const body = resultPage({
        taskNumber: taskNumberOf(settings.orderNumberPrefix, result.id),
        ...{ root, result, codes: settings.resultCodes, officePhone: settings.officePhone },
        on: portal.display.on,
        channelNames: new Map(settings.publication.channels.map((each) => [each.id, each.name])),
        drawId: await drawOfResult(db, authorityId, result.id),
        trail: await trailOf(db, authorityId, result.id),
        orders: isWithdrawn ? [] : await ordersOfResult(db, authorityId, result.id),
      });
      return reply.type(HTML).send(await page(portal, 'results', '抽查结果', body));
    },
  });
};
