import { z } from 'zod';
import { loadSettings } from '../../../db/authority.ts';
import { readinessGaps } from '../../../db/cycle/readiness.ts';
import { enlargementsOfCycle } from '../../../db/draw/enlargements.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, year } from '../../http/schemas.ts';
import { lateOwners } from '../../reads/cycle/cycle-late.ts';
import { pausesOfCycle } from '../../reads/cycle/cycle-pauses.ts';
import { drawsOfCycle, getCycle, listCycles, unannouncedRows, yearsOf } from '../../reads/cycle/cycles.ts';
import { rowsOfCycle, rowsOfYear } from '../../reads/cycle/row-progress.ts';
import { cycle, cycleBoard, cycleCase, cycleLate, cycleReadiness } from './cycle-schema.ts';

const ofCycle = z.object({ id });

export const cycleRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  app.get('/api/cycles', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listCycles',
      summary: '周期列表',
      tags: [TAGS.cycle],
      querystring: z.object({ year: year.optional() }),
      response: { 200: z.array(cycle) },
    },
    handler: (request) => listCycles(db, authorityOf(request), request.query.year),
  });

  app.get('/api/cycle-board', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getCycleBoard',
      summary: '一个年度各周期、各计划行的进展；不指明年度时为最近有计划或周期的年度',
      tags: [TAGS.cycle],
      querystring: z.object({ year: year.optional() }),
      response: { 200: cycleBoard },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const on = today(deps);
      const years = await yearsOf(db, authorityId);
      const shown = request.query.year ?? years[0] ?? Number(on.slice(0, 4));
      const cycles = await listCycles(db, authorityId, shown);
      const rows = Map.groupBy(await rowsOfYear(db, authorityId, shown, on), ({ cycleId }) => cycleId);
      return {
        years,
        year: shown,
        cycles: cycles.map((each) => ({ ...each, rows: rows.get(each.id) ?? [] })),
      };
    },
  });

  app.get('/api/cycles/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getCycle',
      summary: '一个周期：各计划行的任务进展',
      tags: [TAGS.cycle],
      params: ofCycle,
      response: { 200: cycleCase },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const found = await getCycle(db, authorityId, request.params.id);
      return {
        ...found,
        rows: await rowsOfCycle(db, authorityId, found.id, today(deps)),
        unannounced: await unannouncedRows(db, authorityId, found.id),
        enlargements: await enlargementsOfCycle(db, authorityId, found.id),
        draws: await drawsOfCycle(db, authorityId, found.id),
        pauses: await pausesOfCycle(db, authorityId, found.id),
      };
    },
  });

  app.get('/api/cycles/:id/late', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listLateOfCycle',
      summary: '一个周期中谁逾期未办什么，逾期最久的在前',
      tags: [TAGS.cycle],
      params: ofCycle,
      response: { 200: cycleLate },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { id: cycleId } = await getCycle(db, authorityId, request.params.id);
      const on = today(deps);
      const { officerId } = sessionOf(request);
      return { asOf: on, late: await lateOwners(db, authorityId, { cycleId, on, officerId }) };
    },
  });

  app.get('/api/cycles/:id/readiness', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getCycleReadiness',
      summary: '抽取前还缺什么：按抽取日的规则现在核对一遍；齐备时为空',
      tags: [TAGS.cycle],
      params: ofCycle,
      response: { 200: cycleReadiness },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const found = await getCycle(db, authorityId, request.params.id);
      const on = today(deps);
      const isPast = on > found.drawOn;
      const from = isPast ? on : found.drawOn;
      const calendar = await loadCalendar(db, authorityId);
      const { settings } = await loadSettings(db, authorityId);
      const gaps = await readinessGaps({ trx: db, authorityId, settings, calendar }, found, from);
      return { asOf: on, from, gaps: [...gaps] };
    },
  });
};
