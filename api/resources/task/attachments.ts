import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type AttachmentLine,
  attachmentContent,
  attachmentsOf,
  findAttachment,
} from '../../../db/attachments/read-attachments.ts';
import { saveAttachment } from '../../../db/attachments/save-attachment.ts';
import type { AttachmentFamily } from '../../../domain/attachment/families.ts';
import { LARGEST_FILE_BYTES } from '../../../domain/attachment/limits.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { readFileForm } from '../../http/file-form.ts';
import { sessionOf, today } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id } from '../../http/schemas.ts';
import { assertMayAttach, assertMayRead } from '../../services/attachment-rights.ts';
import { scanAttachment } from '../../services/scan-attachments.ts';
import { attachment, attachmentFamily, attachmentFields, placeOf } from './attachment-schema.ts';

/** Where files are added, and to what. */
const PLACES = [
  { path: '/api/tasks/:id', params: z.object({ id }), family: 'task', operationId: 'attachToTask' },
  { path: '/api/orders/:id', params: z.object({ id }), family: 'order', operationId: 'attachToOrder' },
  {
    path: '/api/publications/:id/revisions/:revision',
    params: z.object({ id, revision: z.coerce.number().int().min(1) }),
    family: 'publication',
    operationId: 'attachToPublication',
  },
] as const;

/** What a file may do in a browser that opens it: nothing. */
const POWERLESS = "default-src 'none'; sandbox";

const disposition = ({ name, mediaType, scanState }: AttachmentLine): string => {
  const shown = scanState === 'clean' && mediaType.startsWith('image/') ? 'inline' : 'attachment';
  return `${shown}; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;
};

export const attachmentRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, scanner } = deps;
  const askingOf = (request: FastifyRequest) => ({
    authorityId: authorityOf(request),
    officerId: sessionOf(request).officerId,
    on: today(deps),
  });

  const receive = async (
    request: FastifyRequest,
    family: 'task' | 'order' | 'publication',
    subjectId: string,
  ) => {
    const asking = askingOf(request);
    const { officerId } = asking;
    await assertMayAttach(db, asking, family, subjectId);
    const { name, bytes, fields } = await readFileForm(request, attachmentFields, LARGEST_FILE_BYTES);
    const file = {
      ...{ family, subjectId, name, bytes, awaitsScan: scanner !== undefined },
      ...{ uploadedBy: { kind: 'officer', id: officerId } as const, place: placeOf(fields) },
      ...{ purpose: fields.purpose, takenAt: fields.takenAt ?? null },
      ...(fields.id === undefined ? {} : { id: fields.id }),
      ...(fields.sha256 === undefined ? {} : { sha256: fields.sha256 }),
    };
    const saved = await inChange(deps, request, (trx, authorityId, doing) =>
      saveAttachment(trx, { authorityId, ...file }, doing),
    );
    if (scanner === undefined || saved.scanState !== 'pending') return saved;
    await scanAttachment({ db, scanner, now: deps.now }, asking.authorityId, saved.id).catch(
      (error: unknown) => {
        // It is kept and asked for again: scan-attachments.ts.
        deps.log.warn({ err: error, attachmentId: saved.id }, 'attachment not scanned yet');
      },
    );
    return (await findAttachment(db, asking.authorityId, saved.id)) ?? saved;
  };

  for (const { path, params, family, operationId } of PLACES) {
    app.post(`${path}/attachments`, {
      config: { right: 'officer' },
      schema: {
        operationId,
        summary: '上传附件（照片、签名、材料）',
        description:
          'multipart/form-data：file（JPEG、PNG、WebP、HEIC 或 PDF），可附 id、sha256、purpose、takenAt、latitude、' +
          'longitude、accuracy。同一编号、同一内容重复提交不会重复保存。',
        tags: [TAGS.task],
        params,
        response: { 200: attachment },
      },
      handler: (request) => {
        const { id: named, ...more } = request.params;
        return receive(request, family, 'revision' in more ? `${named}/${String(more.revision)}` : named);
      },
    });
  }

  app.get('/api/attachments', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listAttachments',
      summary: '一个事项的附件',
      tags: [TAGS.task],
      querystring: z.object({ family: attachmentFamily, id }),
      response: { 200: z.object({ items: z.array(attachment) }) },
    },
    handler: async (request) => {
      const { family, id: subjectId } = request.query;
      await assertMayRead(db, askingOf(request), family, subjectId);
      return { items: await attachmentsOf(db, authorityOf(request), family, subjectId) };
    },
  });

  app.get('/api/attachments/:id', {
    config: { right: 'officer' },
    schema: {
      operationId: 'getAttachment',
      summary: '附件的原文件',
      tags: [TAGS.task],
      params: z.object({ id }),
      response: { 200: z.unknown().meta({ format: 'binary' }).describe('原文件') },
    },
    handler: async (request, reply) => {
      const authorityId = authorityOf(request);
      const line = await findAttachment(db, authorityId, request.params.id);
      if (line === undefined) throw new Refusal('NotFound', '没有这个附件。');
      await assertMayRead(db, askingOf(request), line.family as AttachmentFamily, line.subjectId);
      return sendFile(reply, line, () => attachmentContent(db, authorityId, line.id));
    },
  });
};

/** As it came, with no power in the browser that opens it. @throws Refusal WrongState where a virus was found in it */
export const sendFile = async (reply: FastifyReply, line: AttachmentLine, content: () => Promise<Buffer>) => {
  if (line.scanState === 'refused')
    throw new Refusal('WrongState', '病毒扫描未通过，该附件已拦截，不能下载。');
  return reply
    .type(line.mediaType)
    .header('content-disposition', disposition(line))
    .header('content-security-policy', POWERLESS)
    .header('x-content-type-options', 'nosniff')
    .send(await content());
};
