import type { FastifyRequest } from 'fastify';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Doing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import {
  approvePlan,
  type PlanKey,
  publishPlan,
  returnPlan,
  reviewPlan,
} from '../../../db/plan/decide-plan.ts';
import { getPlan } from '../../../db/plan/read-plan.ts';
import { savePlanDraft } from '../../../db/plan/save-draft.ts';
import type { Role } from '../../../domain/rights/rights.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { text, year } from '../../http/schemas.ts';
import { draftRow, planDocument, planVersion } from './plan-schema.ts';

const params = z.object({ year, version: z.coerce.number().int().min(1) });

interface Decision {
  readonly name: 'review' | 'return' | 'approve' | 'publish';
  readonly summary: string;
  readonly roles: readonly Role[];
  /** The approving body's words, e.g. 经局党组同意 (R238), for an approval; why, for a return. */
  readonly body: z.ZodType<{ decision?: string | undefined }>;
  readonly decide: (
    trx: Transaction<Database>,
    key: PlanKey,
    doing: Doing,
    decision: string,
  ) => Promise<void>;
}

const NOTHING = z
  .strictObject({})
  .nullish()
  .transform((): { decision?: string } => ({}));

/** draft → review → approve → publish (R56, R238): the rights are checked again where it is written. */
const DECISIONS: readonly Decision[] = [
  {
    name: 'review',
    summary: '审核计划草案（审核人不能是起草人）',
    roles: ['reviewer', 'chief'],
    body: NOTHING,
    decide: (trx, key, doing) => reviewPlan(trx, key, doing),
  },
  {
    name: 'return',
    summary: '退回计划草案，写明理由（退回人不能是起草人）',
    roles: ['reviewer', 'chief', 'approver'],
    body: z.strictObject({ reason: text }).transform(({ reason }) => ({ decision: reason })),
    decide: (trx, key, doing, reason) => returnPlan(trx, key, reason, doing),
  },
  {
    name: 'approve',
    summary: '批准计划，写明批准机构及其决定',
    roles: ['approver'],
    body: z.strictObject({ decision: text }),
    decide: (trx, key, doing, decision) => approvePlan(trx, key, decision, doing),
  },
  {
    name: 'publish',
    summary: '公布计划，自此生效',
    roles: ['publisher'],
    body: NOTHING,
    decide: (trx, key, doing) => publishPlan(trx, key, doing),
  },
];

export const planDecisionRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const versionOf = async (request: FastifyRequest, year: number, version: number) =>
    (await getPlan(db, authorityOf(request), year, version)).version;

  app.post('/api/plans/:year/drafts', {
    config: { right: { roles: ['drafter'] } },
    schema: {
      operationId: 'savePlanDraft',
      summary: '起草或调整年度计划，写明理由',
      tags: [TAGS.plan],
      params: z.object({ year }),
      body: z.strictObject({
        document: planDocument,
        rows: z.array(draftRow).min(1),
        reason: text,
        assumed: z.boolean(),
      }),
      response: { 200: planVersion },
    },
    handler: async (request) => {
      const { year } = request.params;
      const version = await inChange(deps, request, (trx, authorityId, doing) =>
        savePlanDraft(trx, authorityId, year, request.body, doing),
      );
      return versionOf(request, year, version);
    },
  });

  for (const { name, summary, roles, body, decide } of DECISIONS) {
    app.post(`/api/plans/:year/versions/:version/${name}`, {
      config: { right: { roles } },
      schema: {
        operationId: `${name}Plan`,
        summary,
        tags: [TAGS.plan],
        params,
        body,
        response: { 200: planVersion },
      },
      handler: async (request) => {
        const { year, version } = request.params as z.output<typeof params>;
        const { decision = '' } = request.body as { decision?: string };
        await inChange(deps, request, (trx, authorityId, doing) =>
          decide(trx, { authorityId, year, version }, doing, decision),
        );
        return versionOf(request, year, version);
      },
    });
  }
};
