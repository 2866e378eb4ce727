import { z } from 'zod';
import { readPrintable } from '../../../db/draw/draw-papers.ts';
import { policyOf } from '../../../documents/html/render-html.ts';
import {
  FORMATS,
  type Format,
  PAPERS,
  type Paper,
  printDraw,
  publicPaper,
} from '../../../documents/print-draw.ts';
import type { DrawPapers } from '../../../domain/documents/draw-papers.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { authorityOf } from '../../http/doing.ts';
import { TAGS } from '../../http/openapi.ts';
import { id } from '../../http/schemas.ts';

const NAMES: Readonly<Record<Paper, string>> = { announcement: '抽取公告', record: '抽取记录' };
const MEDIA: Readonly<Record<Format, string>> = { pdf: 'application/pdf', html: 'text/html' };
const TYPES: Readonly<Record<Format, string>> = { ...MEDIA, html: 'text/html; charset=utf-8' };

const fileName = (paper: Paper, drawId: string, format: Format): string =>
  `inline; filename="${paper}.${format}"; filename*=UTF-8''${encodeURIComponent(`${NAMES[paper]}${drawId}.${format}`)}`;

/** Hosts that nobody else can reach: such an address is not worth printing. */
const OWN = new Set(['127.0.0.1', 'localhost', '[::1]', '0.0.0.0']);

/** What papers name as the place to check a draw. */
export const verifyAddress = (publicBaseUrl: string): string | null =>
  OWN.has(new URL(publicBaseUrl).hostname) ? null : publicBaseUrl;

/** The printed papers of a draw (R266), for whoever may read the draw. */
export const drawPaperRoutes = (app: ApiApp, { db, config }: ApiDeps): void => {
  const verifyAt = verifyAddress(config.publicBaseUrl);
  const print = async (
    authorityId: string,
    drawId: string,
    copy: DrawPapers['copy'],
    [paper, format]: [Paper, Format],
  ) => {
    const read = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((trx) => readPrintable(trx, authorityId, drawId, verifyAt));
    const papers = copy === 'public' ? publicPaper(read) : read;
    try {
      return await printDraw(papers, paper, format);
    } catch (error) {
      if (error instanceof RangeError) throw new Refusal('WrongState', error.message);
      throw error;
    }
  };

  for (const paper of PAPERS)
    for (const format of FORMATS)
      app.get(`/api/draws/:id/${paper}.${format}`, {
        config: { right: 'officer' },
        schema: {
          operationId: `print${paper === 'record' ? 'Record' : 'Announcement'}As${format === 'pdf' ? 'Pdf' : 'Html'}`,
          summary: `打印${NAMES[paper]}（${format.toUpperCase()}）；copy=public 为不含人员姓名的公开件；一次性密码公开前不含抽中名单`,
          tags: [TAGS.cycle],
          params: z.object({ id }),
          querystring: z.object({ copy: z.enum(['filed', 'public']).default('filed') }),
          response: {
            200: { description: NAMES[paper], content: { [MEDIA[format]]: { schema: z.unknown() } } },
          },
        },
        handler: async (request, reply) => {
          const drawId = request.params.id;
          const file = await print(authorityOf(request), drawId, request.query.copy, [paper, format]);
          reply.header('content-disposition', fileName(paper, drawId, format)).type(TYPES[format]);
          if (format === 'html') reply.header('content-security-policy', policyOf(file.toString('utf8')));
          return reply.send(file);
        },
      });
};
