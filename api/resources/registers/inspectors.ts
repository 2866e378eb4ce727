import { z } from 'zod';
import {
  getInspectorEntry,
  saveInspector,
  searchInspectors,
} from '../../../db/registers/inspector-entries.ts';
import { interestsOf } from '../../../db/registers/inspector-interests.ts';
import { leavesOf } from '../../../db/registers/inspector-leaves.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, text } from '../../http/schemas.ts';
import { INTEREST_READERS, NUMBER_ROLES } from '../../services/number-rights.ts';
import { isSelfOr } from '../../services/self-or.ts';
import { inspectorInterestRoutes } from './inspector-interests.ts';
import { inspectorLeaveRoutes, LEAVE_KEEPERS } from './inspector-leaves.ts';
import { certificate, DONE, done, entry, interest, leave, oneInspector } from './inspector-schema.ts';

const mutable = (found: Awaited<ReturnType<typeof searchInspectors>>) =>
  found.map((inspector) => ({ ...inspector, qualifications: [...inspector.qualifications] }));

/** 执法检查人员名录库: certificates, qualifications, leaves and declared interests. */
export const inspectorRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/inspector-entries', {
    config: { right: 'officer' },
    schema: {
      operationId: 'searchInspectors',
      summary: '按姓名、证号、科室、执法证效力、请假查执法检查人员',
      tags: [TAGS.register],
      querystring: z.object({
        text: id.optional(),
        sectionId: id.optional(),
        certificate: z.enum(['valid', 'ending', 'invalid']).optional(),
        onLeave: z.stringbool().optional().meta({ type: 'boolean' }),
        active: z.stringbool().optional().meta({ type: 'boolean' }),
      }),
      response: { 200: z.array(entry) },
    },
    handler: (request) =>
      searchInspectors(db, authorityOf(request), today(deps), request.query).then(mutable),
  });

  app.get('/api/inspector-entries/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getInspector',
      summary: '一名执法检查人员：执法证、资质、请假；利害关系只给本人和监督人员看',
      tags: [TAGS.register],
      params: oneInspector,
      response: {
        200: entry.extend({ leaves: z.array(leave), interests: z.array(interest).nullable() }),
      },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { id: officerId } = request.params;
      const found = await getInspectorEntry(db, authorityId, officerId, today(deps));
      const [leaves, seesReasons, seesInterests] = [
        await leavesOf(db, authorityId, officerId),
        await isSelfOr(deps, request, LEAVE_KEEPERS),
        await isSelfOr(deps, request, INTEREST_READERS),
      ];
      return {
        ...found,
        qualifications: [...found.qualifications],
        leaves: leaves.map(({ reason, ...rest }) => ({ ...rest, reason: seesReasons ? reason : null })),
        interests: seesInterests ? await interestsOf(db, authorityId, officerId) : null,
      };
    },
  });

  app.put('/api/inspector-entries/:id', {
    config: { right: { roles: NUMBER_ROLES } },
    schema: {
      operationId: 'saveInspector',
      summary: '登记或者更改执法证、资质和在册情况，写明理由',
      tags: [TAGS.register],
      params: oneInspector,
      body: z.strictObject({ inspector: certificate, reason: text }),
      response: { 200: done },
    },
    handler: async (request) => {
      const { inspector, reason } = request.body;
      const row = { officerId: request.params.id, ...inspector };
      await inChange(deps, request, (trx, authorityId, doing) =>
        saveInspector(trx, authorityId, row, reason, doing),
      );
      return DONE;
    },
  });

  inspectorLeaveRoutes(app, deps);
  inspectorInterestRoutes(app, deps);
};
