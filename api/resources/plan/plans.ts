import { z } from 'zod';
import { planRowOf } from '../../../db/plan/plan-rows.ts';
import { getPlan, listPlans, planDifference, planVersions } from '../../../db/plan/read-plan.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { TAGS } from '../../http/openapi.ts';
import { year } from '../../http/schemas.ts';
import { planChange, planDocument, planRow, planVersion } from './plan-schema.ts';
import type { rowRule } from './row-rule-schema.ts';

const versionNumber = z.coerce.number().int().min(1);

const plan = z.object({
  year: z.number(),
  title: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string(),
  currentVersion: z.number().nullable(),
});

export const planRoutes = (app: ApiApp, { db }: ApiDeps): void => {
  app.get('/api/plans', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listPlans',
      summary: '各年度抽查计划',
      tags: [TAGS.plan],
      response: { 200: z.array(plan) },
    },
    handler: (request) => listPlans(db, authorityOf(request)),
  });

  app.get('/api/plans/:year/versions', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listPlanVersions',
      summary: '年度计划的各版',
      tags: [TAGS.plan],
      params: z.object({ year }),
      response: { 200: z.array(planVersion) },
    },
    handler: (request) => planVersions(db, authorityOf(request), request.params.year),
  });

  app.get('/api/plans/:year/versions/:version', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPlan',
      summary: '一版年度计划：文件、计划行、审批情况',
      tags: [TAGS.plan],
      params: z.object({ year, version: versionNumber }),
      response: {
        200: z.object({
          version: planVersion,
          document: planDocument,
          rows: z.array(planRow.extend({ itemId: z.string() })),
        }),
      },
    },
    handler: async (request) => {
      const { version, document, rows } = await getPlan(
        db,
        authorityOf(request),
        request.params.year,
        request.params.version,
      );
      return {
        version,
        document: wholeDocument(document),
        rows: rows.map((row) => ({ ...mutable(planRowOf(row)), itemId: row.itemId })),
      };
    },
  });

  app.get('/api/plans/:year/difference', {
    config: { right: 'officer' },
    schema: {
      operationId: 'comparePlanVersions',
      summary: '两版计划的差异',
      tags: [TAGS.plan],
      params: z.object({ year }),
      querystring: z.object({ from: versionNumber, to: versionNumber }),
      response: { 200: z.array(planChange) },
    },
    handler: (request) => planDifference(db, authorityOf(request), request.params.year, request.query),
  });
};

const EMPTY_DOCUMENT = {
  ...{
    number: null,
    issuer: null,
    title: null,
    year: null,
    approvedBy: null,
    signedOn: null,
    printedOn: null,
  },
  ...{ copyTo: [], basis: [], windows: [] },
};

/** A document that was saved bare lacks members; what the paper does not say is null. */
export const wholeDocument = (document: object) => planDocument.parse({ ...EMPTY_DOCUMENT, ...document });

/** The schemas type lists as writable; nothing writes to them. */
const mutable = ({ parts, rule, ...row }: ReturnType<typeof planRowOf>) => ({
  ...row,
  parts: [...parts],
  ...(rule === undefined ? {} : { rule: rule as z.input<typeof rowRule> }),
});
