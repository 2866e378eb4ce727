import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { saveStatement } from '../../db/unit-link/statements.ts';
import { endUnitSession, findUnitSession } from '../../db/unit-link/unit-sessions.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { STATEMENT_KINDS, type StatementKind } from '../../domain/unit-link/statement.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { instantNow } from '../http/guard.ts';
import type { Html } from '../pages/html.ts';
import { PORTAL_STYLE } from '../portal/style.ts';
import { HTML, pageDresser } from '../resources/site/page-dresser.ts';
import { UNIT_COOKIE, unitCookie, unitLinkRoutes } from './link-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { casePage } from './pages/case-page.ts';
import { receiptPage } from './pages/receipt-page.ts';
import { readUnitCase, type UnitCase } from './unit-case.ts';
import { personOf, readUnitForm, requiredText } from './unit-form.ts';
import type { UnitOf } from './unit-of.ts';

const RATE = { max: 20, timeWindow: '1 minute' } as const;
const OPEN = { public: true, rateLimit: RATE } as const;

const kindOf = (given: string, { kinds }: UnitCase): StatementKind => {
  if (kinds.includes(given as StatementKind)) return given as StatementKind;
  if (given in STATEMENT_KINDS)
    throw new Refusal(
      'WrongState',
      `现在不能${STATEMENT_KINDS[given as StatementKind]}，请改用“陈述、申辩”。`,
      'kind',
    );
  throw new Refusal('InvalidInput', '请选择事项。', 'kind');
};

/**
 * The inspected unit's own pages: no account, no script. Without a secret of the installation there are no links, and
 * none of these pages.
 */
export const unitRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const secret = deps.config.sessionSecret;
  if (secret === undefined) return;
  unitLinkRoutes(app, deps, secret);
  const { dress } = pageDresser(deps);
  const unitOf: UnitOf = async (request) => {
    const token = request.cookies[UNIT_COOKIE];
    const session = token === undefined ? null : await findUnitSession(db, token, instantNow(deps));
    if (session === null)
      throw new Refusal('Forbidden', '办理时间已到或者链接已经退出，请打开短信或者邮件中的链接，重新获取。');
    return session;
  };
  const show = async (reply: FastifyReply, found: UnitCase, body: Html): Promise<FastifyReply> =>
    reply.type(HTML).send(
      await dress(null, {
        title: '检查事项办理',
        owner: found.authorityName,
        synthetic: found.synthetic,
        reader: 'unit',
        style: PORTAL_STYLE,
        body,
      }),
    );

  app.get('/u/home', {
    config: { public: true },
    handler: async (request, reply) => {
      const found = await readUnitCase(db, await unitOf(request));
      return show(reply, found, casePage(found));
    },
  });

  app.post('/u/statements', {
    config: OPEN,
    handler: async (request, reply) => {
      const session = await unitOf(request);
      const found = await readUnitCase(db, session);
      const form = await readUnitForm(request);
      const about = form.one('about').trim();
      const statement = {
        kind: kindOf(form.one('kind'), found),
        about: about === '' ? null : about.slice(0, 200),
        text: requiredText(form, 'text', '内容和理由'),
        person: personOf(form),
        files: form.files,
      };
      const id = await db
        .transaction()
        .execute((trx) => saveStatement(trx, session, statement, instantNow(deps)));
      return reply.redirect(`/u/receipts/${id}`, 303);
    },
  });

  app.get('/u/receipts/:id', {
    config: { public: true },
    schema: { params: z.object({ id: z.uuid() }) },
    handler: async (request, reply) => {
      const found = await readUnitCase(db, await unitOf(request));
      const statement = found.statements.find(({ id }) => id === request.params.id);
      if (statement === undefined) throw new Refusal('NotFound', '没有这份回执。');
      return show(reply, found, receiptPage(found, statement));
    },
  });

  app.post('/u/leave', {
    config: OPEN,
    handler: async (request, reply) => {
      const token = request.cookies[UNIT_COOKIE];
      if (token !== undefined) await endUnitSession(db, token, instantNow(deps));
      return reply.clearCookie(UNIT_COOKIE, unitCookie(deps.config.publicBaseUrl)).redirect('/public', 303);
    },
  });

  orderRoutes(app, deps, { unitOf, show });
};
