import { z } from 'zod';
import { loadSettings } from '../../../db/authority.ts';
import { changeUnit } from '../../../db/registers/change-unit.ts';
import { exemptionsOfUnit } from '../../../db/registers/exemptions.ts';
import { importUnits } from '../../../db/registers/import-units.ts';
import { giveReason } from '../../../db/registers/register-history.ts';
import { unitFacets } from '../../../db/registers/search-units.ts';
import { findUnitByCode, getUnit } from '../../../db/registers/units.ts';
import { taskNumberOf } from '../../../domain/cycle/task-number.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { exclusionWords } from '../../../domain/strata/exclusion-reasons.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, isoDate, text } from '../../http/schemas.ts';
import { unitVisits } from '../../reads/registers/unit-visits.ts';
import { NUMBER_ROLES } from '../../services/number-rights.ts';
import { taskState } from '../task/task-schema.ts';
import { exemption } from './exemption-schema.ts';
import { newUnit, unit, unitChange } from './register-schema.ts';

const KEEPERS = { roles: NUMBER_ROLES };
const tags = [TAGS.register];
const one = z.object({ id });

const visit = z.object({
  taskId: z.string(),
  /** 任务编号. */
  taskNumber: z.string(),
  cycleId: z.string(),
  state: taskState,
  endKind: z.string().nullable(),
  visitedOn: isoDate.nullable(),
  items: z.array(z.string()),
  /** In the authority's words; null while nothing is entered. */
  results: z.array(z.string()).nullable(),
  findings: z.number(),
});

/** What the register knows of one unit, and its keeping by hand. */
export const unitEntryRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/unit-facets', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getUnitFacets',
      summary: '名录库中在用的类别和区域',
      tags,
      response: { 200: z.object({ categories: z.array(z.string()), areas: z.array(z.string()) }) },
    },
    handler: (request) => unitFacets(db, authorityOf(request)),
  });

  app.get('/api/units/:id/visits', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listUnitVisits',
      summary: '一个检查对象历次被检查的情况；名单保密期间不含他人的任务',
      tags,
      params: one,
      response: { 200: z.array(visit) },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { resultCodes, orderNumberPrefix } = (await loadSettings(db, authorityId)).settings;
      const nameOf = (code: string) => resultCodes.find((known) => known.code === code)?.name ?? code;
      const visits = await unitVisits(db, sessionOf(request), request.params.id);
      return visits.map(({ codes, state, ...rest }) => ({
        ...rest,
        taskNumber: taskNumberOf(orderNumberPrefix, rest.taskId),
        state: state as z.infer<typeof taskState>,
        results: codes === null ? null : codes.map(nameOf),
      }));
    },
  });

  app.get('/api/units/:id/exemptions', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listUnitExemptions',
      summary: '一个检查对象的免抽记录',
      tags,
      params: one,
      response: { 200: z.array(exemption) },
    },
    handler: async (request) =>
      (await exemptionsOfUnit(db, authorityOf(request), request.params.id)).map((found) => ({
        ...found,
        reasonWords: exclusionWords(found.reason),
      })),
  });

  app.post('/api/units', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'addUnit',
      summary: '登记一个检查对象',
      tags,
      body: z.strictObject({ unit: newUnit, reason: text }),
      response: { 200: unit },
    },
    handler: async (request) => {
      const { unit: entered, reason } = request.body;
      return inChange(deps, request, async (trx, authorityId, doing) => {
        const known = await findUnitByCode(trx, authorityId, entered.kind, entered.code);
        if (known !== null)
          throw new Refusal(
            'WrongState',
            `编号“${entered.code}”已登记为“${known.name}”，请打开该条目修改。`,
            'code',
          );
        await giveReason(trx, reason);
        await importUnits(trx, authorityId, [{ ...entered, id: null }], doing);
        const added = await findUnitByCode(trx, authorityId, entered.kind, entered.code);
        if (added === null) throw new Refusal('NotFound', '登记没有成功，请重试。');
        return added;
      });
    },
  });

  app.patch('/api/units/:id', {
    config: { right: KEEPERS },
    schema: {
      operationId: 'changeUnit',
      summary: '更改一个检查对象的登记，写明理由；类型和编号不能更改',
      tags,
      params: one,
      body: z.strictObject({ change: unitChange, reason: text, expectedRecordedAt: instant }),
      response: { 200: unit },
    },
    handler: async (request) => {
      const { change, ...options } = request.body;
      return inChange(deps, request, async (trx, authorityId, doing) => {
        await changeUnit(trx, authorityId, request.params.id, change, doing, options);
        return getUnit(trx, authorityId, request.params.id);
      });
    },
  });
};
