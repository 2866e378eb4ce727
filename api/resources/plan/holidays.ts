import { z } from 'zod';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { TAGS } from '../../http/openapi.ts';
import { isoDate, text } from '../../http/schemas.ts';
import { CALENDAR_ROLES, importHolidays } from '../../services/holidays.ts';

const notice = z.object({
  year: z.int(),
  offDays: z.array(isoDate),
  makeUpWorkdays: z.array(isoDate),
  source: text,
});
const known = notice.extend({ revision: z.number(), origin: z.enum(['shipped', 'imported']) });

export const holidayRoutes = (app: ApiApp, deps: ApiDeps): void => {
  app.get('/api/holiday-notices', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listHolidayNotices',
      summary: '各年放假安排：随系统提供的和本局导入的',
      tags: [TAGS.settings],
      response: { 200: z.array(known) },
    },
    handler: async (request) => {
      const imported = await deps.db
        .selectFrom('holidayNotice')
        .select(['year', 'revision', 'offDays', 'makeUpWorkdays', 'source'])
        .where('authorityId', '=', authorityOf(request))
        .execute();
      const shipped = SHIPPED_NOTICES.map((one) => ({ ...one, origin: 'shipped' as const }));
      return [...shipped, ...imported.map((one) => ({ ...one, origin: 'imported' as const }))]
        .map((one) => known.parse(one))
        .sort((a, b) => b.year - a.year || b.revision - a.revision);
    },
  });

  app.post('/api/holiday-notices', {
    config: { right: { roles: CALENDAR_ROLES } },
    schema: {
      operationId: 'importHolidayNotice',
      summary: '导入一年的放假安排，重新计算未办结的期限',
      tags: [TAGS.settings],
      body: z.strictObject(notice.shape),
      response: { 200: z.object({ revision: z.number(), movedDeadlines: z.number() }) },
    },
    handler: (request) => importHolidays(deps.db, authorityOf(request), request.body, doingOf(deps, request)),
  });
};
