import { z } from 'zod';
import { NOTICES, type NoticeCode } from '../../../domain/notice/catalog.ts';
import { noticeName } from '../../../domain/notice/names.ts';
import { paramsOfNotice } from '../../../domain/notice/own-text.ts';
import { hasWordingFor } from '../../../notify/templates/registry.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { TAGS } from '../../http/openapi.ts';

const AUDIENCES = ['officer', 'unit'] as const;

const notice = z.object({
  notice: z.string(),
  name: z.string(),
  /** To whom it has words. */
  audiences: z.array(z.enum(AUDIENCES)),
  /** What its text may name. */
  params: z.array(z.string()),
});
export type NoticeKind = z.output<typeof notice>;

/** Every notice that the system sends, for whoever words one or looks for one. */
export const noticeRoutes = (app: ApiApp, _deps: ApiDeps): void => {
  const notices = (Object.keys(NOTICES) as NoticeCode[]).map((code) => ({
    notice: code,
    name: noticeName(code),
    audiences: AUDIENCES.filter((audience) => hasWordingFor(code, audience)),
    params: [...paramsOfNotice(code)],
  }));

  app.get('/api/notices', {
    config: { right: 'officer' },
    schema: {
      operationId: 'listNotices',
      summary: '系统会发的各种通知：名称、收件人、文本可用的参数',
      tags: [TAGS.message],
      response: { 200: z.array(notice) },
    },
    handler: () => Promise.resolve(notices),
  });
};
