import { z } from 'zod';
import { getAuthority, isSynthetic, listAuthorities, loadSettings } from '../../db/authority.ts';
import { planRowOf } from '../../db/plan/plan-rows.ts';
import { currentPlan, getPlan, listPlans, planVersions } from '../../db/plan/read-plan.ts';
import { yearOf } from '../../domain/calendar/dates.ts';
import { planSheet } from '../../domain/plan/plan-sheet.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { today } from '../http/guard.ts';
import { id, isoDate, year } from '../http/schemas.ts';
import { type Html, html } from '../pages/html.ts';
import { HTML, pageDresser } from '../resources/page-dresser.ts';
import { drawPage, drawsPage } from './pages/draws-page.ts';
import { homePage } from './pages/home-page.ts';
import { listsPage } from './pages/lists-page.ts';
import { ordersPage } from './pages/orders-page.ts';
import { type PlaceId, placesLine, portalPath } from './pages/places.ts';
import { planChanges } from './pages/plan-changes.ts';
import { planPage } from './pages/plan-page.ts';
import { resultPage } from './pages/result-page.ts';
import { resultsPage } from './pages/results-page.ts';
import { shownDraw, shownDraws } from './reads/draws.ts';
import { inspectorsBySection, publishedItems } from './reads/lists.ts';
import { ordersOfResult, shownOrders } from './reads/orders.ts';
import {
  type Display,
  drawOfResult,
  shownResult,
  shownResults,
  shownYears,
  trailOf,
} from './reads/results.ts';
import { PORTAL_STYLE } from './style.ts';

const OPEN = { public: true } as const;
const LATEST = 10;
const PAGE = 50;
const MOST_ORDERS = 100;
const MOST_DRAWS = 200;

/** What every page of an authority's portal goes by. */
export interface Portal {
  readonly authorityId: string;
  /** Its registers were made by the generator (合成数据). */
  readonly synthetic: boolean;
  readonly name: string;
  readonly root: string;
  readonly settings: AuthoritySettings;
  readonly display: Display;
}

export const ofAuthority = z.object({ authority: id });

/** @throws Refusal NotFound */
export const portalOf = async (deps: ApiDeps, authorityId: string): Promise<Portal> => {
  const { name } = await getAuthority(deps.db, authorityId);
  const { settings } = await loadSettings(deps.db, authorityId);
  const display = { on: today(deps), displayYears: settings.portal.displayYears };
  const synthetic = await isSynthetic(deps.db, authorityId);
  return { authorityId, synthetic, name, root: portalPath(authorityId), settings, display };
};

/** A wish for a year may be empty: a form sends its field all the same. */
const wishedYear = z.union([z.literal('').transform(() => undefined), year]).optional();

/**
 * The public portal (公开门户): pages that are whole without a script, for whoever comes. They show what was made
 * public and nothing else: no name of a person, no number of a task that is not published, no secret list.
 */
export const portalRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const { dress } = pageDresser(deps);
  const page = (portal: Portal, here: PlaceId, title: string, body: Html): Promise<string> =>
    dress(null, {
      title,
      owner: portal.name,
      synthetic: portal.synthetic,
      style: PORTAL_STYLE,
      body: html`${placesLine(portal.root, here)}${body}`,
    });

  app.get('/public/', { config: OPEN }, (_request, reply) => reply.redirect('/public', 302));

  app.get('/public', {
    config: OPEN,
    handler: async (_request, reply) => {
      const [only, ...others] = await listAuthorities(db);
      if (only !== undefined && others.length === 0) return reply.redirect(portalPath(only.id), 302);
      const body = html`<section class="card"><ul>${[only, ...others].map(
        (each) => each !== undefined && html`<li><a href="${portalPath(each.id)}">${each.name}</a></li>`,
      )}</ul></section>`;
      return reply
        .type(HTML)
        .send(await dress(null, { title: '双随机、一公开 信息公开', style: PORTAL_STYLE, body }));
    },
  });

  app.get('/public/:authority', {
    config: OPEN,
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { authorityId, root, settings } = portal;
      const results = await shownResults(db, authorityId, portal.display, { limit: LATEST });
      const latest = {
        ...{
          root,
          results: results.slice(0, LATEST),
          codes: settings.resultCodes,
          text: '',
          year: null,
          years: [],
        },
        next: null,
      };
      const body = homePage({ latest, root, officePhone: settings.officePhone });
      return reply.type(HTML).send(await page(portal, '', '双随机、一公开 信息公开', body));
    },
  });

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
      const body = resultsPage({
        ...{ root, results, codes: settings.resultCodes, text, year: wished ?? null },
        years: await shownYears(db, authorityId),
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
        ...{ root, result, codes: settings.resultCodes, officePhone: settings.officePhone },
        drawId: await drawOfResult(db, authorityId, result.id),
        trail: await trailOf(db, authorityId, result.id),
        orders: isWithdrawn ? [] : await ordersOfResult(db, authorityId, result.id),
      });
      return reply.type(HTML).send(await page(portal, 'results', '抽查结果', body));
    },
  });

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
        isCut: orders.length > MOST_ORDERS,
      });
      return reply.type(HTML).send(await page(portal, 'orders', '责令改正和整改', body));
    },
  });

  app.get('/public/:authority/plan', {
    config: OPEN,
    schema: { params: ofAuthority, querystring: z.object({ year: wishedYear }) },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { authorityId, root } = portal;
      const plans = (await listPlans(db, authorityId)).filter(
        ({ currentVersion }) => currentVersion !== null,
      );
      const wished = request.query.year ?? plans[0]?.year;
      const plan = wished === undefined ? null : await currentPlan(db, authorityId, wished);
      if (plan === null || wished === undefined) {
        const none = html`<p class="empty card">${wished === undefined ? '年度抽查工作计划尚未公布。' : `没有已公布的 ${wished} 年度抽查工作计划。`}</p>`;
        return reply.type(HTML).send(await page(portal, 'plan', '年度抽查工作计划', none));
      }
      const { version } = plan.version;
      const sheet = planSheet(plan.rows.map(planRowOf));
      const before = version > 1 ? await getPlan(db, authorityId, wished, version - 1) : null;
      const shown = (await planVersions(db, authorityId, wished)).filter(
        ({ state }) => state === 'published' || state === 'superseded',
      );
      const body = planPage({
        ...{ root, year: wished, years: plans.map((each) => each.year), sheet, versions: shown },
        title: plan.document.title,
        documentNumber: plan.document.number,
        changes: before === null ? [] : planChanges(planSheet(before.rows.map(planRowOf)), sheet),
      });
      return reply.type(HTML).send(await page(portal, 'plan', '年度抽查工作计划', body));
    },
  });

  app.get('/public/:authority/draws', {
    config: OPEN,
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const body = drawsPage(portal.root, await shownDraws(db, portal.authorityId, MOST_DRAWS));
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
