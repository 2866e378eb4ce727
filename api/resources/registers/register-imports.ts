import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import { rolesOf } from '../../../db/officers.ts';
import { endImport, getImport, importRows, listImports, lockImport } from '../../../db/registers/imports.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { confirmImport } from '../../../files/registers/confirm-import.ts';
import { missingEntries } from '../../../files/registers/missing-entries.ts';
import { ONLINE_REGISTERS, type OnlineRegister } from '../../../files/registers/online.ts';
import { previewImport } from '../../../files/registers/preview-import.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf, doingOf } from '../../http/doing.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { TAGS } from '../../http/openapi.ts';
import { instant, page, paged, pageOf, text } from '../../http/schemas.ts';
import { uploadOf } from '../../http/uploads.ts';
import { REGISTER_KEEPERS, REGISTER_NAMES } from './register-files.ts';

const RULE = { extensions: ['.xlsx', '.csv'], largestBytes: 32 * 1_048_576 } as const;
const tags = [TAGS.register];
const one = z.object({ id: z.uuid() });
const shown = z.record(z.string(), z.string()).nullable();

const registerImport = z.object({
  id: z.string(),
  register: z.enum(REGISTER_NAMES),
  fileName: z.string(),
  sha256: z.string(),
  byteSize: z.number(),
  state: z.enum(['faulty', 'ready', 'done', 'discarded']),
  rowCount: z.number(),
  faultCount: z.number(),
  faults: z.array(z.object({ line: z.number(), head: z.string().nullable(), what: z.string() })),
  hints: z.array(z.string()),
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  missing: z.number(),
  reason: z.string().nullable(),
  uploadedBy: z.string(),
  uploadedByName: z.string().nullable(),
  recordedAt: instant,
  decidedAt: instant.nullable(),
});
const stagedRow = z.object({ line: z.number(), title: z.string(), before: shown, after: shown });
const importLine = registerImport.omit({ faults: true, hints: true });

type Found = Awaited<ReturnType<typeof getImport>>;
const given = ({ faults, hints, register, ...rest }: Found) => ({
  ...rest,
  register: register as OnlineRegister,
  faults: [...faults],
  hints: [...hints],
});

/** Files for the registers: laid against what is held, looked at, then taken in as a whole or not at all. */
export const registerImportRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/register-imports', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listRegisterImports',
      summary: '本人可办理的名录和清单的导入，新的在前',
      tags,
      response: { 200: z.array(importLine) },
    },
    handler: async (request) => {
      const { authorityId, officerId } = sessionOf(request);
      const held = await rolesOf(db, authorityId, officerId, today(deps));
      const mine = REGISTER_NAMES.filter((name) =>
        REGISTER_KEEPERS[name].some((role) => held.includes(role)),
      );
      return mine.length === 0 ? [] : (await listImports(db, authorityId, mine)).map(given);
    },
  });

  for (const register of REGISTER_NAMES) {
    const { name } = ONLINE_REGISTERS[register].register;
    const suffix = register.charAt(0).toUpperCase() + register.slice(1);
    const right = { roles: REGISTER_KEEPERS[register] };
    const place = `/api/registers/${register}/imports`;
    /** An import of this register: who keeps this one may not look at another's by its id. @throws Refusal NotFound */
    const ofThis = async (request: FastifyRequest, id: string): Promise<Found> => {
      const found = await getImport(db, authorityOf(request), id);
      if (found.register !== register) throw new Refusal('NotFound', '没有这次导入，请重新选择文件。');
      return found;
    };

    app.post(place, {
      config: { right, rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        operationId: `preview${suffix}Import`,
        summary: `上传${name}文件（multipart，字段 file）：列出每一处问题或者差异，不写入名录`,
        tags,
        response: { 200: registerImport },
      },
      handler: async (request) => {
        const file = await uploadOf(request, RULE);
        const authorityId = authorityOf(request);
        const id = await previewImport(db, authorityId, register, file, doingOf(deps, request));
        return given(await getImport(db, authorityId, id));
      },
    });

    app.get(`${place}/:id`, {
      config: { right },
      schema: {
        operationId: `get${suffix}Import`,
        summary: `一次${name}导入：问题、提示和各类条数`,
        tags,
        params: one,
        response: { 200: registerImport },
      },
      handler: async (request) => given(await ofThis(request, request.params.id)),
    });

    app.get(`${place}/:id/rows`, {
      config: { right },
      schema: {
        operationId: `list${suffix}ImportRows`,
        summary: '新增或者更改的条目，更改的逐栏列出前后',
        tags,
        params: one,
        querystring: z.object({ ...page, change: z.enum(['added', 'changed']) }),
        response: { 200: pageOf(stagedRow) },
      },
      handler: async (request) => {
        const { change, limit, after } = request.query;
        await ofThis(request, request.params.id);
        const rows = await importRows(db, authorityOf(request), request.params.id, {
          change,
          after: Number(after ?? 0),
          limit: limit + 1,
        });
        return paged(rows, limit, ({ line }) => String(line));
      },
    });

    app.get(`${place}/:id/missing`, {
      config: { right },
      schema: {
        operationId: `list${suffix}ImportMissing`,
        summary: '名录中有而文件中没有的条目，至多 200 条；导入不会改动它们',
        tags,
        params: one,
        response: { 200: z.array(z.object({ key: z.string(), title: z.string() })) },
      },
      handler: async (request) => {
        await ofThis(request, request.params.id);
        return missingEntries(db, authorityOf(request), register, request.params.id);
      },
    });

    app.post(`${place}/:id/confirm`, {
      config: { right },
      schema: {
        operationId: `confirm${suffix}Import`,
        summary: '确认导入：全部写入，或者全不写入',
        tags,
        params: one,
        body: z.strictObject({ reason: text }),
        response: { 200: z.object({ summary: z.string() }) },
      },
      handler: async (request) => {
        const wanted = { id: request.params.id, reason: request.body.reason };
        const doing = doingOf(deps, request);
        const summary = await db
          .transaction()
          .execute((trx) => confirmImport(trx, authorityOf(request), register, wanted, doing));
        return { summary };
      },
    });

    app.post(`${place}/:id/discard`, {
      config: { right },
      schema: {
        operationId: `discard${suffix}Import`,
        summary: '放弃一次导入，名录不变',
        tags,
        params: one,
        body: z.strictObject({}).nullish(),
        response: { 200: z.object({ discarded: z.literal(true) }) },
      },
      handler: async (request) => {
        const authorityId = authorityOf(request);
        const { id } = request.params;
        await ofThis(request, id);
        const doing = doingOf(deps, request);
        await db.transaction().execute(async (trx) => {
          await lockImport(trx, authorityId, id);
          await endImport(trx, authorityId, id, {
            state: 'discarded',
            reason: null,
            by: doing.actor.id,
            at: doing.at,
          });
          await appendAudit(trx, {
            ...doing,
            authorityId,
            action: 'register.discard',
            subjectKind: 'register-import',
            subjectId: id,
            data: { register },
          });
        });
        return { discarded: true as const };
      },
    });
  }
};
