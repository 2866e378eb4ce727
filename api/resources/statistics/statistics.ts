import { z } from 'zod';
import { loadCalendar } from '../../../db/holidays.ts';
import { decideIndicatorRule, indicatorRule } from '../../../db/statistics/indicator-rule.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { page, paged, year } from '../../http/schemas.ts';
import { yearsOf } from '../../reads/cycle/cycles.ts';
import { breakdown } from '../../reads/statistics/breakdown.ts';
import { DIMENSIONS } from '../../reads/statistics/dimensions.ts';
import { indicators } from '../../reads/statistics/indicators.ts';
import type { YearAsked } from '../../reads/statistics/task-facts.ts';
import { unpublished } from '../../reads/statistics/unpublished.ts';
import { breakdownTable, indicatorBoard, newRule, unpublishedPage } from './statistics-schema.ts';

/** Who decides by which definitions an authority is measured. */
const DECIDES = { roles: ['office', 'admin'] } as const;
const ofYear = z.object({ year });

/** Who asks, of which year, on which day. */
export const yearAsked = async (
  deps: ApiDeps,
  request: Parameters<typeof sessionOf>[0],
  asked: number,
): Promise<YearAsked> => {
  const { authorityId, officerId } = sessionOf(request);
  const calendar = await loadCalendar(deps.db, authorityId);
  return { authorityId, officerId, year: asked, on: today(deps), calendar };
};

/** Indicators (R38, R39, R244, R245), rates by group (R36), and what of a year is not published. */
export const statisticsRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/statistics/indicators', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getIndicators',
      summary: '年度指标：分子、分母、下限、是否达标，以及所用口径',
      tags: [TAGS.cycle],
      querystring: z.object({ year: year.optional() }),
      response: { 200: indicatorBoard },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const on = today(deps);
      const years = await yearsOf(db, authorityId);
      const shown = request.query.year ?? years[0] ?? Number(on.slice(0, 4));
      const rule = await indicatorRule(db, authorityId, shown);
      return {
        ...{ years, year: shown, asOf: on, rule },
        indicators: await indicators(db, authorityId, shown, rule),
      };
    },
  });

  app.put('/api/statistics/rules/:year', {
    config: { right: DECIDES },
    schema: {
      operationId: 'decideIndicatorRule',
      summary: '确定一个年度的指标口径和下限，写明理由',
      tags: [TAGS.cycle],
      params: ofYear,
      body: newRule,
      response: { 200: z.object({ version: z.number() }) },
    },
    handler: (request) =>
      inChange(deps, request, async (trx, authorityId, doing) => ({
        version: await decideIndicatorRule(
          trx,
          authorityId,
          { year: request.params.year, ...request.body },
          doing,
        ),
      })),
  });

  app.get('/api/statistics/breakdown', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getBreakdown',
      summary: '分组统计：按周期、科室、事项、检查人员、抽查模式、风险等级或区域',
      tags: [TAGS.cycle],
      querystring: ofYear.extend({ by: z.enum(DIMENSIONS).default('all') }),
      response: { 200: breakdownTable },
    },
    handler: async (request) => {
      const asked = await yearAsked(deps, request, request.query.year);
      return { year: asked.year, asOf: asked.on, rows: await breakdown(db, asked, request.query.by) };
    },
  });

  app.get('/api/statistics/unpublished', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listUnpublished',
      summary: '检查已结束、结果尚未在各渠道都公示的任务',
      tags: [TAGS.publication],
      querystring: ofYear.extend(page),
      response: { 200: unpublishedPage },
    },
    handler: async (request) => {
      const { after, limit } = request.query;
      const rows = await unpublished(db, await yearAsked(deps, request, request.query.year), {
        after,
        limit,
      });
      return paged(rows, limit, ({ visitedOn, taskId }) => `${visitedOn}~${taskId}`);
    },
  });
};
