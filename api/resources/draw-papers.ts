import { z } from 'zod';
import { readDrawPapers } from '../../db/draw/draw-papers.ts';
import { policyOf } from '../../documents/html/render-html.ts';
import { FORMATS, type Format, PAPERS, type Paper, printDraw } from '../../documents/print-draw.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { authorityOf } from '../http/doing.ts';
import { TAGS } from '../http/openapi.ts';
import { id } from '../http/schemas.ts';

const NAMES: Readonly<Record<Paper, string>> = { announcement: '抽取公告', record: '抽取记录' };
const TYPES: Readonly<Record<Format, string>> = { pdf: 'application/pdf', html: 'text/html; charset=utf-8' };

const fileName = (paper: Paper, drawId: string, format: Format): string =>
  `inline; filename="${paper}.${format}"; filename*=UTF-8''${encodeURIComponent(`${NAMES[paper]}${drawId}.${format}`)}`;

/** The printed papers of a draw (R266), for whoever may read the draw. */
export const drawPaperRoutes = (app: ApiApp, { db, config }: ApiDeps): void => {
  const print = async (authorityId: string, drawId: string, paper: Paper, format: Format) => {
    const papers = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((trx) => readDrawPapers(trx, authorityId, drawId, config.publicBaseUrl));
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
          summary: `打印${NAMES[paper]}（${format.toUpperCase()}）；一次性密码公开前不含抽中名单`,
          tags: [TAGS.cycle],
          params: z.object({ id }),
        },
        handler: async (request, reply) => {
          const drawId = request.params.id;
          const file = await print(authorityOf(request), drawId, paper, format);
          reply.header('content-disposition', fileName(paper, drawId, format)).type(TYPES[format]);
          if (format === 'html') reply.header('content-security-policy', policyOf(file.toString('utf8')));
          return reply.send(file);
        },
      });
};
