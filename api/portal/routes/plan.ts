import { z } from 'zod';
import { planRowOf } from '../../../db/plan/plan-rows.ts';
import { currentPlan, getPlan, listPlans, planVersions } from '../../../db/plan/read-plan.ts';
import { planSheet } from '../../../domain/plan/plan-sheet.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { html } from '../../pages/html.ts';
import { HTML } from '../../resources/site/page-dresser.ts';
import { planChanges } from '../pages/plan-changes.ts';
import { planPage } from '../pages/plan-page.ts';
import { OPEN, ofAuthority, portalOf, portalPages, wishedYear } from '../portal.ts';

/** The plan in force, its table and its changes. */
export const planPageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const page = portalPages(deps);

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
};
