import { z } from 'zod';
import { getInspectorEntry } from '../../../db/registers/inspector-entries.ts';
import { recordLeave, removeLeave } from '../../../db/registers/inspector-leaves.ts';
import type { Role } from '../../../domain/rights/rights.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { isoDate, text } from '../../http/schemas.ts';
import { NUMBER_ROLES } from '../../services/number-rights.ts';
import { DONE, done, oneInspector } from './inspector-schema.ts';

/** Who keeps the register, and who plans people besides. */
export const LEAVE_KEEPERS: readonly Role[] = [...NUMBER_ROLES, 'chief'];

/** 请假: when an inspector cannot be sent. */
export const inspectorLeaveRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.post('/api/inspector-entries/:id/leaves', {
    config: { right: { roles: LEAVE_KEEPERS } },
    schema: {
      operationId: 'recordLeave',
      summary: '登记请假；同日开始的以新登记为准',
      tags: [TAGS.register],
      params: oneInspector,
      body: z.strictObject({ fromOn: isoDate, toOn: isoDate, reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const row = { officerId: request.params.id, ...request.body };
      await getInspectorEntry(db, authorityId, row.officerId, today(deps));
      await inChange(deps, request, (trx, authorityId, doing) => recordLeave(trx, authorityId, row, doing));
      return DONE;
    },
  });

  app.post('/api/inspector-entries/:id/leaves/:fromOn/remove', {
    config: { right: { roles: LEAVE_KEEPERS } },
    schema: {
      operationId: 'removeLeave',
      summary: '撤销一条请假登记，变更记录保留',
      tags: [TAGS.register],
      params: oneInspector.extend({ fromOn: isoDate }),
      body: z.strictObject({ reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { id: officerId, fromOn } = request.params;
      const gone = { officerId, fromOn, reason: request.body.reason };
      await inChange(deps, request, (trx, authorityId, doing) => removeLeave(trx, authorityId, gone, doing));
      return DONE;
    },
  });
};
