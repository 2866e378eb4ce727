import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import { planRowOf } from '../../../db/plan/plan-rows.ts';
import { getPlan } from '../../../db/plan/read-plan.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import type { RehearsalRunner } from '../../services/rehearsals/runner.ts';
import { keptRehearsals, type RehearsalWishBody, rehearsalId, wish } from './rehearsals-schema.ts';

const tags = [TAGS.rehearsal];
const OFFICE = { right: { roles: ['office'] } } as const;

const NO_RUNNER =
  '本系统没有配置演练运行器，不能从网页启动演练；请在装有本系统程序和 Java 的机器上运行：npm run cli -- rehearsal open';

/** Rehearsals beside a live system: kept ones, and new ones where this machine may run them. */
export const rehearsalsRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, rehearsals } = deps;

  const runner = (): RehearsalRunner => {
    if (rehearsals === undefined) throw new Refusal('NotReady', NO_RUNNER);
    return rehearsals;
  };

  /** A version of the plan as a file that the command line reads. */
  const planFileOf = async (request: FastifyRequest, { plan }: RehearsalWishBody): Promise<string | null> => {
    if (plan === null) return null;
    const { document, rows } = await getPlan(db, authorityOf(request), plan.year, plan.version);
    const file = join(await mkdtemp(join(tmpdir(), 'rehearsal-plan-')), `${plan.year}-${plan.version}.json`);
    await writeFile(file, JSON.stringify({ document, rows: rows.map(planRowOf) }));
    return file;
  };

  /** Started and ended by whom, beside the facts of the live system that is left alone. */
  const note = (request: FastifyRequest, action: string, id: string, data: object = {}): Promise<number> =>
    inChange(deps, request, (trx, authorityId, doing) =>
      appendAudit(trx, {
        ...doing,
        ...{ authorityId, action, subjectKind: 'rehearsal', subjectId: id },
        data: { ...data },
      }),
    );

  app.get('/api/rehearsals', {
    config: OFFICE,
    schema: {
      ...{ operationId: 'listRehearsals', tags, summary: '留存和正在进行的演练' },
      response: { 200: keptRehearsals },
    },
    handler: async () =>
      ({
        canRun: rehearsals !== undefined,
        how: rehearsals === undefined ? NO_RUNNER : null,
        items: [...((await rehearsals?.list()) ?? [])],
      }) as z.input<typeof keptRehearsals>,
  });

  app.post('/api/rehearsals', {
    config: OFFICE,
    schema: {
      operationId: 'startRehearsal',
      summary: '启动演练：手动（hand），或自动走完全年（year）；数据自成一库，不影响正式数据',
      ...{ tags, body: wish },
      response: { 202: z.object({ id: z.string() }).describe('已启动，进展见列表') },
    },
    handler: async (request, reply) => {
      const { kind, year, seed } = request.body;
      const to = runner();
      if (kind === 'year' && request.body.plan === null)
        throw new Refusal('InvalidInput', '自动走完全年须选定一份计划。', 'plan');
      const id = await to.start({ kind, year, seed, planFile: await planFileOf(request, request.body) });
      await note(request, 'rehearsal.start', id, { kind, plan: request.body.plan });
      return reply.code(202).send({ id });
    },
  });

  app.post('/api/rehearsals/:id/open', {
    config: OFFICE,
    schema: {
      operationId: 'openRehearsal',
      summary: '进入手动演练，或打开留存的演练查看；返回仅在本机可用的地址',
      ...{ tags, params: rehearsalId },
      response: { 200: z.object({ url: z.string() }) },
    },
    handler: async (request) => {
      try {
        return { url: await runner().open(request.params.id) };
      } catch (error) {
        if (error instanceof Refusal) throw error;
        throw new Refusal(
          'NotReady',
          `演练没有打开：${error instanceof Error ? error.message : String(error)}`,
        );
      }
    },
  });

  app.post('/api/rehearsals/:id/stop', {
    config: OFFICE,
    schema: {
      operationId: 'stopRehearsal',
      summary: '结束正在进行或打开的演练；数据留存',
      ...{ tags, params: rehearsalId },
      response: { 204: z.null().describe('已结束') },
    },
    handler: async (request, reply) => {
      await runner().stop(request.params.id);
      await note(request, 'rehearsal.stop', request.params.id);
      return reply.code(204).send(null);
    },
  });
};
