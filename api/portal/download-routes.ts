import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readPrintable } from '../../db/draw/draw-papers.ts';
import { readEvidence } from '../../db/draw/read-evidence.ts';
import { isSecret } from '../../db/draw/secrecy.ts';
import { policyOf } from '../../documents/html/render-html.ts';
import { FORMATS, PAPERS, printDraw, publicPaper } from '../../documents/print-draw.ts';
import { yearOf } from '../../domain/calendar/dates.ts';
import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { id, year } from '../http/schemas.ts';
import { verifyAddress } from '../resources/draw/draw-papers.ts';
import { HTML, pageDresser } from '../resources/site/page-dresser.ts';
import { evidenceZip } from './evidence-zip.ts';
import { atomFeed } from './feed.ts';
import { DATA, type DataName, toCsv, toJson, withMark } from './open-data.ts';
import { portalPath } from './pages/places.ts';
import { ofAuthority, portalOf } from './portal.ts';
import { shownDraw } from './reads/draws.ts';
import { shownResults } from './reads/results.ts';

/** What is made anew for each reader and takes a while: no more of it from one address than a person asks for. */
const HEAVY = { public: true, rateLimit: { max: 30, timeWindow: '1 minute' } } as const;
const NEWEST = 50;

/** As the page of results asks: of one year or of all, and what its search finds. */
const wantedData = z.object({
  year: z.union([z.literal('all'), year]).optional(),
  q: z.string().trim().max(100).default(''),
});

const VERIFIER = readFileSync(new URL('../../tools/verifier/verify.html', import.meta.url), 'utf8');

/** The page names in its head what it may run; the same stands in the answer's head, or ours would forbid it all. */
const VERIFIER_POLICY = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(VERIFIER)?.[1];

const TYPES = { pdf: 'application/pdf', html: HTML } as const;

/** Files of the portal: papers and evidence of draws, the verifier's page, tables for machines, a feed. */
export const portalDownloadRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, config } = deps;
  const { isRehearsal } = pageDresser(deps);
  const verifyAt = verifyAddress(config.publicBaseUrl);
  /** What a table or a feed is marked with, where nothing of it is real. */
  const markOf = async (synthetic: boolean): Promise<string | null> => {
    if (await isRehearsal()) return '演练';
    return synthetic ? '合成数据' : null;
  };
  const inOneLook = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');

  app.get('/public/verify.html', { config: { public: true } }, (_request, reply) =>
    reply
      .type(HTML)
      .header('content-security-policy', `${VERIFIER_POLICY}; frame-ancestors 'none'`)
      .header('cache-control', 'public, max-age=3600')
      .send(VERIFIER),
  );

  /** While a list is secret, nothing but what was announced may be seen. */
  const assertOpen = async (authorityId: string, drawId: string): Promise<void> => {
    await shownDraw(db, authorityId, drawId);
    if (await isSecret(db, authorityId, drawId))
      throw new Refusal('WrongState', '本次抽取的名单在检查开始前保密，到期公开。');
  };

  for (const paper of PAPERS)
    for (const format of FORMATS)
      app.get(`/public/:authority/draws/:id/${paper}.${format}`, {
        config: HEAVY,
        schema: { params: ofAuthority.extend({ id }) },
        handler: async (request, reply) => {
          const { authority, id: drawId } = request.params;
          if (paper === 'record') await assertOpen(authority, drawId);
          else await shownDraw(db, authority, drawId);
          const papers = await inOneLook.execute((trx) => readPrintable(trx, authority, drawId, verifyAt));
          const file = await printDraw(publicPaper(papers), paper, format, {
            address: `${portalPath(authority)}/draws/${encodeURIComponent(drawId)}`,
            words: `返回抽取 ${drawId}`,
          }).catch((error: unknown) => {
            throw error instanceof RangeError ? new Refusal('NotFound', error.message) : error;
          });
          if (format === 'html') reply.header('content-security-policy', policyOf(file.toString('utf8')));
          return reply.type(TYPES[format]).send(file);
        },
      });

  app.get('/public/:authority/draws/:id/evidence.zip', {
    config: HEAVY,
    schema: { params: ofAuthority.extend({ id }) },
    handler: async (request, reply) => {
      const { authority, id: drawId } = request.params;
      await assertOpen(authority, drawId);
      const evidence = await inOneLook.execute((trx) => readEvidence(trx, authority, drawId));
      return reply
        .type('application/zip')
        .header(
          'content-disposition',
          `attachment; filename="${encodeURIComponent(`evidence-${drawId}`)}.zip"`,
        )
        .send(await evidenceZip(evidence));
    },
  });

  for (const name of Object.keys(DATA) as DataName[])
    for (const format of ['csv', 'json'] as const)
      app.get(`/public/:authority/data/${name}.${format}`, {
        config: HEAVY,
        schema: { params: ofAuthority, querystring: wantedData },
        handler: async (request, reply) => {
          const { authorityId, display, settings, synthetic } = await portalOf(
            deps,
            request.params.authority,
          );
          const { year: wished, q: text } = request.query;
          const mark = await markOf(synthetic);
          const table = await DATA[name]({
            ...{ db, authorityId, display, codes: settings.resultCodes },
            numberOf: (id) => taskNumberOf(settings.orderNumberPrefix, id),
            ...{ everyYear: wished === 'all', text: text === '' ? undefined : text },
            year: typeof wished === 'number' ? wished : yearOf(display.on),
          });
          const marked = withMark(table, mark);
          return format === 'csv'
            ? reply.type('text/csv; charset=utf-8').send(toCsv(marked))
            : reply.type('application/json; charset=utf-8').send(toJson(marked));
        },
      });

  app.get('/public/:authority/feed.atom', {
    config: { public: true },
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const { authorityId, name, root, display, settings, synthetic, since } = await portalOf(
        deps,
        request.params.authority,
      );
      const results = (await shownResults(db, authorityId, display, { limit: NEWEST })).slice(0, NEWEST);
      const mark = await markOf(synthetic);
      const title = `${mark === null ? '' : `【${mark}】`}${name}“双随机、一公开”抽查结果`;
      return reply.type('application/atom+xml; charset=utf-8').send(
        atomFeed({
          ...{ base: config.publicBaseUrl, root, title, mark, results, since },
          codes: settings.resultCodes,
        }),
      );
    },
  });
};
