import { z } from 'zod';
import { draftFromImport } from '../../../db/plan/draft-import.ts';
import { answerPlanImport } from '../../../db/plan/plan-import-answers.ts';
import { endPlanImport, openPlanImport, savePlanImport } from '../../../db/plan/plan-import-life.ts';
import { listPlanImports, planImportFile } from '../../../db/plan/plan-imports.ts';
import { UnreadablePlan } from '../../../domain/plan/import/source.ts';
import { readSourceBytes } from '../../../files/source/read-source.ts';
import { unzippedBytes } from '../../../files/source/unzipped-bytes.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { InvalidRequest } from '../../http/problems.ts';
import { id, page, paged, pageOf } from '../../http/schemas.ts';
import { type Upload, uploadOf } from '../../http/uploads.ts';
import { readPlanImport } from '../../reads/plan/plan-import.ts';
import { answersGiven, planImport, planImportReview } from './plan-import-schema.ts';

const DRAFTER = { roles: ['drafter'] } as const;
const MEGABYTE = 1_048_576;
const FILES = { extensions: ['.xlsx', '.csv', '.docx', '.txt'], largestBytes: 4 * MEGABYTE } as const;
/** Reading weighs each line against the others: far more than any bureau's plan, and still a moment's work. */
const MOST_LINES = 600;
/** Of what an office file unpacks to: a small file that grows without end is none. */
const LARGEST_UNZIPPED_BYTES = 64 * MEGABYTE;

const params = z.object({ id });

/** What is wrong with a file is said at its field, in the reader's words. */
const unreadable = (error: unknown): never => {
  if (!(error instanceof UnreadablePlan)) throw error;
  const remedy = '请更正后重新上传';
  throw new InvalidRequest([{ field: 'file', problem: error.message, remedy }]);
};

const tooLarge = (problem: string): never => {
  throw new InvalidRequest([{ field: 'file', problem, remedy: '请只保留计划文件的内容' }]);
};

const linesOf = async ({ name, bytes }: Upload) => {
  if (unzippedBytes(bytes) > LARGEST_UNZIPPED_BYTES) tooLarge('文件解开后过大');
  const lines = await readSourceBytes(name, bytes).catch(unreadable);
  const count = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).length;
  return count > MOST_LINES ? tooLarge(`文件有 ${count} 行，至多可导入 ${MOST_LINES} 行`) : lines;
};

/** A plan from its real file: every doubt beside its line, answered by people, nothing guessed (R278). */
export const planImportRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  app.get('/api/plan-imports', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listPlanImports',
      summary: '计划导入，新的在前',
      tags: [TAGS.plan],
      querystring: z.object(page),
      response: { 200: pageOf(planImport.extend({ answered: z.number() })) },
    },
    handler: async (request) => {
      const { after, limit } = request.query;
      const rows = await listPlanImports(db, authorityOf(request), limit + 1, after);
      return paged(
        rows.map((row) => ({ ...row, answered: row.answered ?? 0 })),
        limit,
        (row) => row.id,
      );
    },
  });

  app.post('/api/plan-imports', {
    config: { right: DRAFTER },
    schema: {
      operationId: 'openPlanImport',
      summary:
        '上传计划文件（multipart/form-data 的 file 栏：.xlsx、.csv、.docx、.txt，至多 4 MB），逐行读取',
      tags: [TAGS.plan],
      response: { 200: z.object({ id: z.string() }) },
    },
    handler: async (request) => {
      const upload = await uploadOf(request, FILES);
      const file = { ...upload, lines: await linesOf(upload) };
      const saved = await inChange(deps, request, (trx, authorityId, doing) =>
        savePlanImport(trx, authorityId, file, doing),
      ).catch(unreadable);
      return { id: saved };
    },
  });

  app.get('/api/plan-imports/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPlanImport',
      summary: '一份导入的计划文件：原文各行、读出的计划行、疑点和答复',
      tags: [TAGS.plan],
      params,
      response: { 200: planImportReview },
    },
    handler: (request) => readPlanImport(db, authorityOf(request), request.params.id).then(writable),
  });

  app.get('/api/plan-imports/:id/file', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getPlanImportFile',
      summary: '上传的原件',
      tags: [TAGS.plan],
      params,
      response: {
        200: { description: '原件', content: { 'application/octet-stream': { schema: z.unknown() } } },
      },
    },
    handler: async (request, reply) => {
      const { fileName, content } = await planImportFile(db, authorityOf(request), request.params.id);
      reply
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
        .type('application/octet-stream');
      return reply.send(content);
    },
  });

  app.put('/api/plan-imports/:id/answers', {
    config: { right: DRAFTER },
    schema: {
      operationId: 'answerPlanImport',
      summary: '答复疑点；value 为 null 收回答复',
      tags: [TAGS.plan],
      params,
      body: answersGiven,
      response: { 200: planImportReview },
    },
    handler: async (request) => {
      const authorityId = authorityOf(request);
      const { answers } = request.body;
      await inChange(deps, request, (trx, authorityId, doing) =>
        answerPlanImport(trx, authorityId, request.params.id, answers.map(tidied), doing),
      );
      return writable(await readPlanImport(db, authorityId, request.params.id));
    },
  });

  app.post('/api/plan-imports/:id/draft', {
    config: { right: DRAFTER },
    schema: {
      operationId: 'draftPlanImport',
      summary: '疑点全部答复后，形成计划草案',
      tags: [TAGS.plan],
      params,
      body: z.strictObject({ reason: z.string().trim().min(1).max(2_000).optional() }),
      response: { 200: z.object({ year: z.number(), version: z.number() }) },
    },
    handler: (request) =>
      inChange(deps, request, (trx, authorityId, doing) =>
        draftFromImport(trx, authorityId, request.params.id, request.body.reason ?? null, doing),
      ),
  });

  app.post('/api/plan-imports/:id/discard', {
    config: { right: DRAFTER },
    schema: {
      operationId: 'discardPlanImport',
      summary: '放弃一份导入；原件和答复仍留存备查',
      tags: [TAGS.plan],
      params,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      await inChange(deps, request, async (trx, authorityId, doing) => {
        await openPlanImport(trx, authorityId, request.params.id, doing);
        await endPlanImport(trx, authorityId, request.params.id, null, doing);
      });
      return reply.code(204).send(null);
    },
  });
};

type Said = z.output<typeof answersGiven>['answers'][number];

/** An answer of blanks is none. */
const tidied = ({ value, reason, ...rest }: Said) => {
  const said = typeof value === 'string' ? value.trim() : value;
  return { ...rest, value: said === '' ? null : said, reason: reason === '' ? null : reason };
};

/** The schemas type lists as writable; nothing writes to them. */
const writable = (review: Awaited<ReturnType<typeof readPlanImport>>) =>
  review as unknown as z.input<typeof planImportReview>;
