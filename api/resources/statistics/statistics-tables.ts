import { z } from 'zod';
import { cycleNameOfId } from '../../../domain/cycle/cycle-name.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { TAGS } from '../../http/openapi.ts';
import { year } from '../../http/schemas.ts';
import { type DataTable, toCsv } from '../../portal/open-data.ts';
import { type BreakdownRow, breakdown } from '../../reads/statistics/breakdown.ts';
import { DIMENSIONS } from '../../reads/statistics/dimensions.ts';
import { type UnpublishedLine, unpublished } from '../../reads/statistics/unpublished.ts';
import { yearAsked } from './statistics.ts';

const WHOLE = 1_000;
const MOST_LINES = 200_000;

/** One place behind the point; empty where there is nothing to take a share of. */
const rate = (part: number, whole: number): string =>
  whole === 0 ? '' : `${Math.round((part * WHOLE) / whole) / 10}%`;

const breakdownSheet = (rows: readonly BreakdownRow[]): DataTable => ({
  heads: [
    ...[
      '分组',
      '任务',
      '已检查',
      '发现问题',
      '问题发现率',
      '问题数',
      '已公示',
      '公示率',
      '按期公示',
      '逾期公示',
    ],
    ...['逾期未公示', '责令改正问题', '已改正', '整改率', '整改中'],
  ],
  rows: rows.map((row) => [
    ...[row.name, String(row.tasks), String(row.inspected), String(row.withFindings)],
    ...[rate(row.withFindings, row.inspected), String(row.findings), String(row.published)],
    ...[rate(row.published, row.inspected), String(row.publishedInTime), String(row.publishedLate)],
    ...[String(row.publicationOverdue), String(row.ordered), String(row.rectified)],
    ...[rate(row.rectified, row.ordered), String(row.rectificationOpen)],
  ]),
});

const WAITS = { entry: '待录入', review: '待审核', publication: '待公示' } as const;

const unpublishedSheet = (lines: readonly UnpublishedLine[]): DataTable => ({
  heads: ['任务编号', '周期', '检查对象', '检查日期', '所处环节', '公示期限'],
  rows: lines.map((line) => [
    ...[
      line.taskNumber,
      cycleNameOfId(line.cycleId),
      line.unitName,
      line.visitedOn,
      WAITS[line.waitsFor],
      line.dueOn,
    ],
  ]),
});

const answerOf = (description: string) => ({
  200: { description, content: { 'text/csv': { schema: z.unknown() } } },
});

const headers = (name: string) => ({
  'content-type': 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="statistics.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
});

/** The tables of the statistics as files for a spreadsheet; what it would run as a formula is marked as text. */
export const statisticsTableRoutes = (app: ApiApp, deps: ApiDeps): void => {
  app.get('/api/statistics/breakdown.csv', {
    config: { right: 'officer' },
    schema: {
      operationId: 'downloadBreakdown',
      summary: '导出分组统计（CSV）',
      tags: [TAGS.cycle],
      querystring: z.object({ year, by: z.enum(DIMENSIONS).default('all') }),
      response: answerOf('分组统计'),
    },
    handler: async (request, reply) => {
      const { year: asked, by } = request.query;
      const rows = await breakdown(deps.db, await yearAsked(deps, request, asked), by);
      return reply.headers(headers(`${asked}年统计.csv`)).send(toCsv(breakdownSheet(rows)));
    },
  });

  app.get('/api/statistics/unpublished.csv', {
    config: { right: 'officer' },
    schema: {
      operationId: 'downloadUnpublished',
      summary: '导出检查已结束尚未公示的清单（CSV）',
      tags: [TAGS.publication],
      querystring: z.object({ year }),
      response: answerOf('尚未公示的清单'),
    },
    handler: async (request, reply) => {
      const asked = await yearAsked(deps, request, request.query.year);
      const lines = await unpublished(deps.db, asked, { limit: MOST_LINES });
      return reply.headers(headers(`${asked.year}年未公示清单.csv`)).send(toCsv(unpublishedSheet(lines)));
    },
  });
};
