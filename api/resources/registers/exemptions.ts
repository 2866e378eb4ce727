import { z } from 'zod';
import { endExemption, enterExemptions, listExemptions } from '../../../db/registers/exemptions.ts';
import { exclusionWords } from '../../../domain/strata/exclusion-reasons.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { exemption, statedExemption } from './exemption-schema.ts';

/** 免抽: units that chance passes by for a time, each with reason and basis; they are named on the published list. */
export const exemptionRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/exemptions', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listExemptions',
      summary: '免抽名单',
      tags: [TAGS.register],
      response: { 200: z.array(exemption) },
    },
    handler: async (request) =>
      (await listExemptions(db, authorityOf(request))).map((one) => ({
        ...one,
        reasonWords: exclusionWords(one.reason),
      })),
  });

  app.post('/api/exemptions', {
    config: { right: { roles: ['approver'] } },
    schema: {
      operationId: 'enterExemption',
      summary: '登记免抽，写明理由和依据',
      tags: [TAGS.register],
      body: z.strictObject(statedExemption),
      response: { 200: z.object({ entered: z.number() }) },
    },
    handler: async (request) => ({
      entered: await inChange(deps, request, (trx, authorityId, doing) =>
        enterExemptions(trx, authorityId, [request.body], doing),
      ),
    }),
  });

  app.post('/api/exemptions/:id/end', {
    config: { right: { roles: ['approver'] } },
    schema: {
      operationId: 'endExemption',
      summary: '提前终止免抽',
      tags: [TAGS.register],
      params: z.object({ id: z.coerce.number().int().min(1) }),
      body: z.strictObject({}).nullish(),
      response: { 200: z.object({ ended: z.literal(true) }) },
    },
    handler: async (request) => {
      await inChange(deps, request, (trx, authorityId, doing) =>
        endExemption(trx, authorityId, request.params.id, doing),
      );
      return { ended: true as const };
    },
  });
};
