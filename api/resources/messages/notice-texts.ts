import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getAuthority } from '../../../db/authority.ts';
import { installationMode } from '../../../db/installation.ts';
import {
  decideText,
  draftText,
  listTexts,
  TEXT_APPROVERS,
  TEXT_DRAFTERS,
  withdrawText,
} from '../../../db/messages/own-texts.ts';
import { previewParams } from '../../../db/messages/preview-params.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { NOTICES, type NoticeCode } from '../../../domain/notice/catalog.ts';
import { paramsOfNotice } from '../../../domain/notice/own-text.ts';
import { ownTextProblems } from '../../../notify/templates/check-own-text.ts';
import { previewOf } from '../../../notify/templates/preview.ts';
import { hasWordingFor, templateVersion } from '../../../notify/templates/registry.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { instantNow } from '../../http/guard.ts';
import { inChange } from '../../http/in-change.ts';
import { TAGS } from '../../http/openapi.ts';
import { id, instant, text } from '../../http/schemas.ts';

const notice = z.enum(Object.keys(NOTICES) as [NoticeCode, ...NoticeCode[]]);
const audience = z.enum(['officer', 'unit']);
const LONGEST_SMS = 500;

const ownText = z.strictObject({
  subject: text,
  blocks: z
    .array(
      z.union([
        text,
        z.strictObject({ facts: z.array(z.tuple([text, text])).min(1) }),
        z.strictObject({ linesOf: id }),
      ]),
    )
    .min(1),
  sms: text.max(LONGEST_SMS),
});

const stored = z.object({
  notice: z.string(),
  audience,
  version: z.number(),
  title: z.string(),
  subject: z.string(),
  blocks: z.custom<unknown>().meta({ type: 'array' }),
  sms: z.string(),
  reason: z.string(),
  state: z.enum(['draft', 'approved', 'rejected', 'withdrawn']),
  draftedBy: z.string(),
  draftedAt: instant,
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decisionReason: z.string().nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawnAt: instant.nullable(),
});

const preview = z.object({
  /** Everything that keeps the text from going out (Chinese); empty: nothing. */
  problems: z.array(z.string()),
  /** Params that have no data yet and that examples stand in for. */
  assumed: z.array(z.string()),
  params: z.array(z.string()),
  email: z.object({ subject: z.string(), text: z.string(), html: z.string() }).nullable(),
  sms: z
    .object({
      text: z.string(),
      characters: z.number(),
      segments: z.number(),
      isCut: z.boolean(),
      /** 分 */
      costFen: z.number(),
    })
    .nullable(),
});

const key = z.object({ notice, audience, version: z.coerce.number().int().min(1) });

export const noticeTextRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;

  const problemsOf = async (
    request: FastifyRequest,
    draft: {
      readonly notice: NoticeCode;
      readonly audience: 'officer' | 'unit';
      readonly text: z.output<typeof ownText>;
    },
  ): Promise<string[]> => {
    const { name } = await getAuthority(db, authorityOf(request));
    return ownTextProblems(draft.notice, draft.audience, draft.text, name);
  };

  app.get('/api/notice-texts', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listNoticeTexts',
      summary: '本局自拟的通知文本，各版本及其审批情况',
      tags: [TAGS.message],
      querystring: z.object({ notice: notice.optional() }),
      response: { 200: z.array(stored) },
    },
    handler: (request) => listTexts(db, authorityOf(request), request.query.notice),
  });

  app.post('/api/notice-texts/preview', {
    config: { right: 'officer' },
    schema: {
      operationId: 'previewNotice',
      summary: '用真实数据预览一件通知：邮件、短信、条数、费用；不保存',
      tags: [TAGS.message],
      body: z.strictObject({
        notice,
        audience,
        text: ownText.optional(),
        taskId: id.optional(),
        orderId: id.optional(),
      }),
      response: { 200: preview },
    },
    handler: async (request) => {
      const { text: own, ...of } = request.body;
      if (!hasWordingFor(of.notice, of.audience))
        throw new Refusal('InvalidInput', '这种通知不发给所选的收件人。', 'audience');
      const problems = own === undefined ? [] : await problemsOf(request, { ...of, text: own });
      const { params, assumed } = await previewParams(db, authorityOf(request), of);
      const asked = { problems, assumed: [...assumed], params: [...paramsOfNotice(of.notice)] };
      const message = {
        ...{ template: of.notice, templateVersion: templateVersion(of.notice), params, ownText: own },
        ...{ recipientKind: of.audience, businessAt: instantNow(deps) },
      };
      // A text that asks for what there is not cannot be shown; its problems say so.
      if (problems.length > 0) return { ...asked, email: null, sms: null };
      const rehearsal = (await installationMode(db)) === 'rehearsal';
      return { ...asked, ...previewOf(message, { rehearsal }) };
    },
  });

  app.post('/api/notice-texts', {
    config: { right: { roles: TEXT_DRAFTERS } },
    schema: {
      operationId: 'draftNoticeText',
      summary: '拟写一件通知的本局文本，作为新版本待审批',
      tags: [TAGS.message],
      body: z.strictObject({ notice, audience, title: text, text: ownText, reason: text }),
      response: { 200: z.object({ version: z.number() }) },
    },
    handler: async (request) => {
      const problems = await problemsOf(request, request.body);
      if (problems.length > 0) throw new Refusal('InvalidInput', problems.join(''), 'text');
      const version = await inChange(deps, request, (trx, authorityId, doing) =>
        draftText(trx, authorityId, request.body, doing),
      );
      return { version };
    },
  });

  for (const [action, decision, summary] of [
    ['approve', 'approved', '批准自拟文本（审批人不能是拟写人），此后的通知使用该文本'],
    ['reject', 'rejected', '不批准自拟文本'],
  ] as const) {
    app.post(`/api/notice-texts/:notice/:audience/:version/${action}`, {
      config: { right: { roles: TEXT_APPROVERS } },
      schema: {
        operationId: `${action}NoticeText`,
        summary,
        tags: [TAGS.message],
        params: key,
        body: z.strictObject({ reason: text }),
        response: { 200: z.object({ state: z.literal(decision) }) },
      },
      handler: async (request) => {
        const { reason } = request.body as { reason: string };
        const asked = request.params as z.output<typeof key>;
        await inChange(deps, request, (trx, authorityId, doing) =>
          decideText(trx, authorityId, asked, { decision, reason }, doing),
        );
        return { state: decision };
      },
    });
  }

  app.post('/api/notice-texts/:notice/:audience/:version/withdraw', {
    config: { right: { roles: TEXT_APPROVERS } },
    schema: {
      operationId: 'withdrawNoticeText',
      summary: '停用已批准的自拟文本，恢复通用文本；已发出的不变',
      tags: [TAGS.message],
      params: key,
      body: z.strictObject({ reason: text }),
      response: { 200: z.object({ state: z.literal('withdrawn') }) },
    },
    handler: async (request) => {
      await inChange(deps, request, (trx, authorityId, doing) =>
        withdrawText(trx, authorityId, request.params, request.body.reason, doing),
      );
      return { state: 'withdrawn' as const };
    },
  });
};
