import { z } from 'zod';
import { getAuthority, listAuthorities } from '../../db/authority.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { SESSION_COOKIE, today } from '../http/guard.ts';
import { problemOf } from '../http/problem-of.ts';
import { PROBLEMS } from '../http/problems.ts';
import { id, year } from '../http/schemas.ts';
import { createChainReader } from '../pages/chain-state.ts';
import { html } from '../pages/html.ts';
import { ICON, ICON_PATH } from '../pages/icon.ts';
import { readOverview } from '../pages/overview-data.ts';
import { overviewPage } from '../pages/overview-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { STYLE } from '../pages/style.ts';
import { PORTAL_STYLE } from '../portal/style.ts';
import { liveReadiness } from '../reads/missing.ts';
import { revokeSession } from '../services/sessions.ts';
import { signIn } from '../services/sign-in.ts';
import { HTML, pageDresser } from './page-dresser.ts';
import { cookieOptions, credentials, SIGN_IN_RATE } from './sign-in.ts';

const OPEN = { public: true } as const;

export const pageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, now } = deps;
  const readChain = createChainReader(db);
  const cookie = cookieOptions(deps.config.publicBaseUrl);
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
        authorityQuery:
          request.query.authority === undefined ? '' : `&authority=${encodeURIComponent(asked)}`,
      });
      return dress(session, { title, owner: name, synthetic, body });
    },
  });

  app.get('/sign-in', {
    config: OPEN,
    handler: async (request, reply) =>
      reply.type(HTML).send(await dress(request.session, { title: '登录', body: signInPage(null) })),
  });

  app.post('/sign-in', {
    config: { public: true, rateLimit: SIGN_IN_RATE },
    handler: async (request, reply) => {
      try {
        const given = credentials.safeParse(request.body);
        if (!given.success) throw new Refusal('Unauthenticated', '请填写用户名和密码。');
        const token = await signIn(db, given.data, now());
        return reply.setCookie(SESSION_COOKIE, token, cookie).redirect('/', 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { code, detail } = problemOf(error);
        const page = await dress(null, { title: '登录', body: signInPage(detail) });
        return reply.code(PROBLEMS[code].httpStatus).type(HTML).send(page);
      }
    },
  });

  app.post('/sign-out', {
    config: OPEN,
    handler: async (request, reply) => {
      const token = request.cookies[SESSION_COOKIE];
      if (token !== undefined) await revokeSession(db, token, now());
      return reply.clearCookie(SESSION_COOKIE, cookie).redirect('/', 303);
    },
  });
};
