import { z } from 'zod';
import { DEADLINE_KINDS, type DeadlineKind } from '../../../domain/deadline/kinds.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { isoDate, year } from '../../http/schemas.ts';
import { lateMatters } from '../../reads/cycle/late-matters.ts';

/** Who answers for slow and poor work: those who watch over it, and the chiefs of the sections. */
const WATCHERS = { roles: ['office', 'supervisor', 'chief', 'approver'] } as const;

const count = z.object({ name: z.string(), late: z.int(), open: z.int() });

const answer = z.object({
  asOf: isoDate,
  matters: z.array(
    z.object({
      taskId: z.string(),
      unitId: z.string(),
      unitName: z.string(),
      sections: z.array(z.string()),
      kind: z.enum(DEADLINE_KINDS as [DeadlineKind, ...DeadlineKind[]]),
      dueOn: isoDate,
      doneOn: isoDate.nullable(),
      workingDaysLate: z.int().positive(),
      failedRounds: z.int(),
    }),
  ),
  bySection: z.array(count),
  byUnit: z.array(count),
});

export const lateMatterRoutes = (app: ApiApp, deps: ApiDeps): void => {
  app.get('/api/late-matters', {
    config: { right: WATCHERS },
    schema: {
      operationId: 'listLateMatters',
      summary: '逾期和未办结事项（督办通报用），按科室和检查对象汇总',
      tags: [TAGS.task],
      querystring: z.object({ year }),
      response: { 200: answer },
    },
    handler: async (request) => {
      const on = today(deps);
      const { officerId } = sessionOf(request);
      const asked = { year: request.query.year, on, officerId };
      return { asOf: on, ...(await lateMatters(deps.db, authorityOf(request), asked)) };
    },
  });
};
