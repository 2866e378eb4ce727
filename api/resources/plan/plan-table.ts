import { z } from 'zod';
import { getAuthority } from '../../../db/authority.ts';
import { planRowOf } from '../../../db/plan/plan-rows.ts';
import { getPlan, lastReturn, planDifference } from '../../../db/plan/read-plan.ts';
import { savePlanDraft } from '../../../db/plan/save-draft.ts';
import { policyOf } from '../../../documents/html/render-html.ts';
import { FORMATS } from '../../../documents/print-draw.ts';
import { printPlan } from '../../../documents/print-plan.ts';
import { changeInWords } from '../../../domain/plan/change-words.ts';
import { tableRowOf } from '../../../domain/plan/table-row.ts';
import { planWorkbook } from '../../../files/plan-workbook.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { year } from '../../http/schemas.ts';
import { readDraftTable } from '../../services/draft-table.ts';
import { modeReader } from '../../services/mode.ts';
import { planVersion } from './plan-schema.ts';
import { changeInWords as changeSchema, planTable, writtenTable } from './plan-table-schema.ts';
import { wholeDocument } from './plans.ts';

const versionNumber = z.coerce.number().int().min(1);
const params = z.object({ year, version: versionNumber });

const STATE_WORDS = {
  draft: '草案',
  reviewed: '待批准',
  approved: '待公布',
  published: '已公布',
  superseded: '已被替代',
} as const;

const TYPES = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
type Type = keyof typeof TYPES;

const disposition = (type: Type, planYear: number, version: number): string => {
  const name = encodeURIComponent(`${planYear}年度抽查工作计划（第${version}版）.${type}`);
  return `${type === 'xlsx' ? 'attachment' : 'inline'}; filename="plan-${planYear}-${version}.${type}"; filename*=UTF-8''${name}`;
};

const fileOf = (type: Type) => ({
  200: {
    description: '计划表',
    content: { [TYPES[type].split(';')[0] ?? '']: { schema: z.unknown() } },
  },
});

/** A plan as people write, read, compare, print and take it away: the table with its nine columns (R270). */
export const planTableRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const readMode = modeReader(db);

  app.get('/api/plans/:year/versions/:version/table', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPlanTable',
      summary: '一版年度计划的计划表，比例、范围、规则用文字写明',
      tags: [TAGS.plan],
      params,
      response: { 200: planTable },
    },
    handler: async (request) => {
      const { year: planYear, version } = request.params;
      const plan = await getPlan(db, authorityOf(request), planYear, version);
      const rows = plan.rows.map((row) => tableRowOf(planRowOf(row)));
      return {
        version: plan.version,
        returned: await lastReturn(db, authorityOf(request), planYear, version),
        document: wholeDocument(plan.document),
        rows: rows as unknown as z.input<typeof planTable>['rows'],
      };
    },
  });

  app.put('/api/plans/:year/table', {
    config: { right: { roles: ['drafter'] } },
    schema: {
      operationId: 'writePlanTable',
      summary: '按计划表的文字起草或调整年度计划；有误之处逐行逐栏指明',
      tags: [TAGS.plan],
      params: z.object({ year }),
      body: writtenTable,
      response: { 200: planVersion },
    },
    handler: async (request) => {
      const { year: planYear } = request.params;
      const { document, reason } = request.body;
      const authorityId = authorityOf(request);
      const { rows, assumed } = await readDraftTable(db, authorityId, planYear, request.body);
      const draft = { document, reason, rows, assumed };
      const version = await inChange(deps, request, (trx, authorityId, doing) =>
        savePlanDraft(trx, authorityId, planYear, draft, doing),
      );
      return (await getPlan(db, authorityId, planYear, version)).version;
    },
  });

  app.get('/api/plans/:year/changes', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listPlanChanges',
      summary: '两版计划的差异，逐行逐栏，用文字写明',
      tags: [TAGS.plan],
      params: z.object({ year }),
      querystring: z.object({ from: versionNumber, to: versionNumber }),
      response: { 200: z.array(changeSchema) },
    },
    handler: async (request) =>
      (await planDifference(db, authorityOf(request), request.params.year, request.query)).map(changeInWords),
  });

  app.get('/api/plans/:year/versions/:version/plan.xlsx', {
    config: { right: 'officer' },
    schema: {
      operationId: 'exportPlan',
      summary: '导出九列计划表（可再导入）',
      tags: [TAGS.plan],
      params,
      response: fileOf('xlsx'),
    },
    handler: async (request, reply) => {
      const { year: planYear, version } = request.params;
      const { rows } = await getPlan(db, authorityOf(request), planYear, version);
      reply.header('content-disposition', disposition('xlsx', planYear, version)).type(TYPES.xlsx);
      return reply.send(planWorkbook(rows.map(planRowOf)));
    },
  });

  for (const format of FORMATS)
    app.get(`/api/plans/:year/versions/:version/plan.${format}`, {
      config: { right: 'officer' },
      schema: {
        operationId: `printPlanAs${format === 'pdf' ? 'Pdf' : 'Html'}`,
        summary: `打印年度计划（${format.toUpperCase()}）`,
        tags: [TAGS.plan],
        params,
        response: fileOf(format),
      },
      handler: async (request, reply) => {
        const { year: planYear, version } = request.params as z.output<typeof params>;
        const authorityId = authorityOf(request);
        const { rows, document, version: stored } = await getPlan(db, authorityId, planYear, version);
        const { state, approvalDecision, reason, businessAt, publishedAt } = stored;
        const file = await printPlan(
          {
            ...{ year: planYear, version, approvalDecision, reason },
            authorityName: (await getAuthority(db, authorityId)).name,
            stateWords: STATE_WORDS[state],
            published: publishedAt !== null,
            rehearsal: (await readMode()) === 'rehearsal',
            document: wholeDocument(document),
            rows: rows.map(planRowOf),
            madeAt: publishedAt ?? businessAt,
          },
          format,
        );
        reply.header('content-disposition', disposition(format, planYear, version)).type(TYPES[format]);
        if (format === 'html') reply.header('content-security-policy', policyOf(file.toString('utf8')));
        return reply.send(file);
      },
    });
};
