import { z } from 'zod';
import { getInspectorEntry } from '../../../db/registers/inspector-entries.ts';
import { declareInterests, removeInterest } from '../../../db/registers/inspector-interests.ts';
import { getUnit } from '../../../db/registers/units.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, text } from '../../http/schemas.ts';
import { NUMBER_ROLES } from '../../services/number-rights.ts';
import { assertSelfOr } from '../../services/self-or.ts';
import { DONE, done, oneInspector } from './inspector-schema.ts';

/** 利害关系: to whom an inspector is not sent, because of who he is to them. */
export const inspectorInterestRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.post('/api/inspector-entries/:id/interests', {
    config: { right: 'officer' },
    schema: {
      operationId: 'declareInterest',
      summary: '申报与检查对象的利害关系：本人或者名录库管理人员；申报后不派往该对象',
      tags: [TAGS.register],
      params: oneInspector,
      body: z.strictObject({ unitId: id, kind: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      await assertSelfOr(deps, request, NUMBER_ROLES);
      const authorityId = authorityOf(request);
      const { id: officerId } = request.params;
      const { unitId, kind } = request.body;
      await getInspectorEntry(db, authorityId, officerId, today(deps));
      await getUnit(db, authorityId, unitId);
      const row = { officerId, unitId, kind, declaredOn: today(deps) };
      await inChange(deps, request, (trx, authorityId, doing) =>
        declareInterests(trx, authorityId, [row], doing),
      );
      return DONE;
    },
  });

  app.post('/api/inspector-entries/:id/interests/:unitId/remove', {
    config: { right: { roles: NUMBER_ROLES } },
    schema: {
      operationId: 'removeInterest',
      summary: '撤销一条利害关系申报，写明理由；变更记录保留',
      tags: [TAGS.register],
      params: oneInspector.extend({ unitId: id }),
      body: z.strictObject({ reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { id: officerId, unitId } = request.params;
      const gone = { officerId, unitId, reason: request.body.reason };
      await inChange(deps, request, (trx, authorityId, doing) =>
        removeInterest(trx, authorityId, gone, doing),
      );
      return DONE;
    },
  });
};
