import { z } from 'zod';
import { getAuthority, listAuthorities } from '../../../db/authority.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { today } from '../../http/guard.ts';
import { id, year } from '../../http/schemas.ts';
import { createChainReader } from '../../pages/chain-state.ts';
import { html } from '../../pages/html.ts';
import { ICON, ICON_PATH } from '../../pages/icon.ts';
import { readOverview } from '../../pages/overview-data.ts';
import { overviewPage } from '../../pages/overview-page.ts';
import { STYLE } from '../../pages/style.ts';
import { PORTAL_STYLE } from '../../portal/style.ts';
import { liveReadiness } from '../../reads/plan/missing.ts';
import { taskNumbers } from '../../reads/task/task-number.ts';
import { HTML, pageDresser } from './page-dresser.ts';

const OPEN = { public: true } as const;

export const pageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const readChain = createChainReader(db);
  const { dress, isRehearsal } = pageDresser(deps);
  const { mailInbox, smsGateway } = deps.localPages ?? {};
  const providers = { mailStaysHere: mailInbox !== undefined, smsStaysHere: smsGateway !== undefined };

  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  for (const { path, text } of [STYLE, PORTAL_STYLE])
    app.get(path, { config: OPEN }, (_request, reply) =>
      reply
        .type('text/css; charset=utf-8')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(text),
    );

  for (const path of [ICON_PATH, '/favicon.ico']) {
    app.get(path, { config: OPEN }, (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(ICON),
    );
  }

  app.get('/', {
    config: OPEN,
    schema: { querystring: z.object({ year: year.optional(), authority: id.optional() }) },
    handler: async (request, reply) => {
      const { session } = request;
      const asked = session?.authorityId ?? request.query.authority ?? (await listAuthorities(db))[0]?.id;
      reply.type(HTML);
      const title = '抽查工作总览';
      if (asked === undefined) {
        return dress(session, {
          title,
          body: html`<p class="empty card">尚未建立实施主体，请系统管理员先用 authority create 建立。</p>`,
        });
      }
      const { name } = await getAuthority(db, asked);
      const on = today(deps);
      const rehearsal = await isRehearsal();
      const { synthetic, missing } = rehearsal
        ? { synthetic: false, missing: [] }
        : await liveReadiness(db, asked, on, providers);
      const body = overviewPage({
        overview: await readOverview(db, asked, request.query.year ?? null, on),
        chain: await readChain(asked),
        today: on,
        localPages: deps.localPages ?? {},
        missing,
        insider: session !== null || rehearsal,
        hasConsole: deps.readOnly !== true,
        taskNumber: await taskNumbers(db, asked),
        authorityQuery:
          request.query.authority === undefined ? '' : `&authority=${encodeURIComponent(asked)}`,
      });
      return dress(session, { title, owner: name, synthetic, body });
    },
  });
};
