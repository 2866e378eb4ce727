import { z } from 'zod';
import type { Gap } from '../../../db/cycle/gap.ts';
import { windowGaps } from '../../../db/cycle/readiness.ts';
import { yearOf } from '../../../domain/calendar/dates.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { year } from '../../http/schemas.ts';
import { liveReadiness } from '../../reads/plan/missing.ts';
import { type PlanYear, readPlanYear, type YearWindow } from '../../reads/plan/plan-windows.ts';
import { readWorkload } from '../../reads/plan/plan-workload.ts';
import { modeReader } from '../../services/mode.ts';
import { planCalendar, planReadiness, planWorkload } from './plan-year-schema.ts';

const asked = {
  params: z.object({ year }),
  /** Absent: the version in force, else the newest. */
  querystring: z.object({ version: z.coerce.number().int().min(1).optional() }),
};

const shown = ({ cycle, ...window }: YearWindow) => ({
  ...window,
  cycle: cycle === null ? null : { id: cycle.id, state: cycle.state, drawOn: cycle.drawOn },
});

/** Gaps of a window: what its draw will look at, looked at today. A cycle that is past its draw needs nothing more. */
const gapsOf = async (
  { looking, plan }: PlanYear,
  planYear: number,
  { start, end, planned, cycle }: YearWindow,
  on: string,
): Promise<readonly Gap[]> => {
  if (plan === null) return [{ what: `${planYear}年度抽查工作计划尚未编制`, mendedIn: 'plan' }];
  const drawOn = cycle?.drawOn ?? planned?.drawOn.date ?? start;
  const window = { year: planYear, version: plan.version.version, windowStart: start, windowEnd: end };
  return windowGaps(looking, window, drawOn < on ? on : drawOn);
};

const isOver = ({ cycle, end }: YearWindow, on: string): boolean =>
  cycle === null ? end < on : !['opened', 'waiting'].includes(cycle.state);

/** A year seen from its plan: its days, what it asks of the inspectors, what its draws still lack. */
export const planYearRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const readMode = modeReader(db);
  const { mailInbox, smsGateway } = deps.localPages ?? {};
  const providers = { mailStaysHere: mailInbox !== undefined, smsStaysHere: smsGateway !== undefined };

  app.get('/api/plans/:year/calendar', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPlanCalendar',
      summary: '一年的抽查日历：各周期的起止、抽取日、检查和公示期限；暂定的日期注明',
      tags: [TAGS.plan],
      ...asked,
      response: { 200: planCalendar },
    },
    handler: async (request) => {
      const { year: planYear } = request.params;
      const read = await readPlanYear(db, authorityOf(request), planYear, request.query.version);
      const { plan, windows, looking } = read;
      return {
        year: planYear,
        version: plan?.version.version ?? null,
        knowsYear: looking.calendar.knowsYear(planYear),
        windows: windows.map(shown),
      };
    },
  });

  app.get('/api/plans/:year/workload', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPlanWorkload',
      summary: '人力测算：按计划比例和名录库现有户数，估算各计划行、各月、各检查人员的检查量',
      tags: [TAGS.plan],
      ...asked,
      response: { 200: planWorkload },
    },
    handler: (request) => readWorkload(db, authorityOf(request), request.params.year, request.query.version),
  });

  app.get('/api/plans/:year/readiness', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPlanReadiness',
      summary: '各周期抽取前还缺什么，现在核对一遍；尚未开始的周期也可核对',
      tags: [TAGS.plan],
      params: z.object({ year }),
      response: { 200: planReadiness },
    },
    handler: async (request) => {
      const { year: planYear } = request.params;
      const on = today(deps);
      const read = await readPlanYear(db, authorityOf(request), planYear);
      const cycles = [];
      for (const window of read.windows) {
        const over = isOver(window, on);
        const gaps = over ? [] : await gapsOf(read, planYear, window, on);
        cycles.push({ ...shown(window), over, gaps: [...gaps] });
      }
      const isLive = (await readMode()) === 'live' && yearOf(on) === planYear;
      const { missing } = isLive
        ? await liveReadiness(db, authorityOf(request), on, providers)
        : { missing: [] };
      return { year: planYear, asOf: on, missing: [...missing], cycles };
    },
  });
};
