import { z } from 'zod';
import { claimWork, releaseWork } from '../../../db/work/claims.ts';
import { URGENCIES } from '../../../domain/deadline/urgency.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { CommandName } from '../../../domain/rights/rights.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { instant, isoDate, page, paged, pageOf } from '../../http/schemas.ts';
import { workAsked } from '../../reads/my-work/asked.ts';
import { countKinds, countPlaces } from '../../reads/my-work/count-work.ts';
import { ALL_KINDS, factsOfKind } from '../../reads/my-work/kinds.ts';
import { listWork, type WorkLine } from '../../reads/my-work/list-work.ts';
import { linkOf, subjectPathOf } from '../../reads/my-work/places.ts';
import { taskNumbers } from '../../reads/task/task-number.ts';

const kind = z.enum(ALL_KINDS);
const urgency = z.enum(URGENCIES);
const nullableText = z.string().nullable();

/** One or several, separated by commas. */
const several = <T extends z.ZodType<unknown, string>>(one: T) =>
  z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(one))
    .default([])
    .meta({ type: 'string' });

export const workLine = z.object({
  key: z.string(),
  kind,
  /** What is to be done. */
  name: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  taskId: nullableText,
  /** 任务编号, as notices and papers name the task. */
  taskNumber: nullableText,
  cycleId: nullableText,
  unitName: nullableText,
  detail: nullableText,
  dueOn: isoDate.nullable(),
  /** Counted without that year's holiday notice. */
  provisional: z.boolean(),
  urgency,
  /** By the authority's calendar; 0 on the last day, negative when overdue. */
  workingDaysLeft: z.number().nullable(),
  standsInFor: nullableText,
  claimable: z.boolean(),
  claimedBy: nullableText,
  claimedByName: nullableText,
  claimedAt: instant.nullable(),
  /** Where in the console it is done, below `/console`. */
  link: z.string(),
  /** The one command that does it, and the address of what it is about. */
  command: z.custom<CommandName>().nullable().meta({ type: 'string' }),
  subjectPath: nullableText,
});

const shown = (line: WorkLine, numberOf: (taskId: string) => string): z.output<typeof workLine> => {
  const { name, claimable, command } = factsOfKind(line.kind);
  const { part: _, ...facts } = line;
  // A deputy is told of his holder's visits; only members of the team record and enter.
  const given = line.standsInFor === null ? command : null;
  const taskNumber = line.taskId === null ? null : numberOf(line.taskId);
  return {
    ...{ ...facts, taskNumber, name, claimable },
    ...{ link: linkOf(line), command: given, subjectPath: subjectPathOf(line) },
  };
};

const key = z.string().min(3).max(400);

export const myWorkRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/my-work', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listMyWork',
      summary: '我的工作：本人今天应办的事项，按期限先后',
      tags: [TAGS.task],
      querystring: z.object({
        ...page,
        after: z.string().max(500).optional(),
        kinds: several(kind),
        urgencies: several(urgency),
      }),
      response: { 200: pageOf(workLine) },
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      const asked = await workAsked(db, authorityId, officerId, today(deps));
      const lines = await listWork(db, asked, request.query);
      const { items, next } = paged(lines, request.query.limit, (line) => `${line.dueOn ?? ''}~${line.key}`);
      const numberOf = await taskNumbers(db, authorityId);
      return { items: items.map((line) => shown(line, numberOf)), next };
    },
  });

  app.get('/api/my-work/counts', {
    config: { right: 'officer' },
    schema: {
      operationId: 'countMyWork',
      summary: '我的工作：各菜单下应办事项数，最多计到一千',
      tags: [TAGS.task],
      response: { 200: z.record(z.string(), z.number()) },
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      return countPlaces(await countKinds(db, await workAsked(db, authorityId, officerId, today(deps))));
    },
  });

  app.get('/api/my-work/kinds', {
    config: { right: 'officer' },
    schema: {
      operationId: 'countMyWorkByKind',
      summary: '我的工作：各类应办事项数，最多计到一千；没有的不列',
      tags: [TAGS.task],
      response: { 200: z.array(z.object({ kind, name: z.string(), count: z.number() })) },
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      const counts = await countKinds(db, await workAsked(db, authorityId, officerId, today(deps)));
      return [...counts]
        .filter(([, count]) => count > 0)
        .map(([of, count]) => ({ kind: of, name: factsOfKind(of).name, count }));
    },
  });

  /** A kind that others could do, which the person has the right to do himself. */
  const assertOwed = async (request: Parameters<typeof sessionOf>[0], workKey: string): Promise<void> => {
    const { authorityId, officerId } = sessionOf(request);
    const wanted = kind.safeParse(workKey.slice(0, workKey.indexOf(':')));
    if (!wanted.success || !factsOfKind(wanted.data).claimable)
      throw new Refusal('InvalidInput', '该类事项不需要认领。', 'key');
    const asked = await workAsked(db, authorityId, officerId, today(deps));
    const [line] = await listWork(db, asked, { kinds: [wanted.data], urgencies: [], limit: 1, key: workKey });
    if (line === undefined) throw new Refusal('NotFound', '该事项已办结，或不由您办理。');
  };

  app.post('/api/my-work/claims', {
    config: { right: 'officer' },
    schema: {
      operationId: 'claimWork',
      summary: '认领一项多人可办的事项',
      tags: [TAGS.task],
      body: z.strictObject({ key }),
      response: { 200: z.object({ officerId: z.string(), name: z.string(), claimedAt: instant }) },
    },
    handler: async (request) => {
      await assertOwed(request, request.body.key);
      const doing = doingOf(deps, request);
      return db.transaction().execute((trx) => claimWork(trx, authorityOf(request), request.body.key, doing));
    },
  });

  app.post('/api/my-work/releases', {
    config: { right: 'officer' },
    schema: {
      operationId: 'releaseWork',
      summary: '退回已认领的事项',
      tags: [TAGS.task],
      body: z.strictObject({ key }),
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const doing = doingOf(deps, request);
      await db
        .transaction()
        .execute((trx) => releaseWork(trx, authorityOf(request), request.body.key, doing));
      return reply.code(204).send(null);
    },
  });
};
