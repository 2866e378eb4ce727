import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { attachmentContent } from '../../db/attachments/read-attachments.ts';
import { getAuthority, loadSettings } from '../../db/authority.ts';
import { findLink } from '../../db/unit-link/links.ts';
import { saveStatement } from '../../db/unit-link/statements.ts';
import { endUnitSession, findUnitSession, linkOfSession } from '../../db/unit-link/unit-sessions.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { linkToken } from '../../domain/unit-link/link-token.ts';
import { STATEMENT_KINDS, type StatementKind } from '../../domain/unit-link/statement.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { instantNow } from '../http/guard.ts';
import type { Html } from '../pages/html.ts';
import { PORTAL_STYLE } from '../portal/style.ts';
import { HTML, pageDresser } from '../resources/site/page-dresser.ts';
import { sendFile } from '../resources/task/attachments.ts';
import { sentTo, UNIT_COOKIE, unitCookie, unitLinkRoutes } from './link-routes.ts';
import { orShownAgain } from './or-shown-again.ts';
import { orderRoutes } from './order-routes.ts';
import { ownFile } from './own-file.ts';
import { casePage } from './pages/case-page.ts';
import { formId } from './pages/draft.ts';
import { closedPage, outsidePage } from './pages/link-page.ts';
import { receiptPage } from './pages/receipt-page.ts';
import { readUnitCase, type UnitCase } from './unit-case.ts';
import { personOf, readUnitForm, requiredText, type UnitForm } from './unit-form.ts';
import type { UnitOf } from './unit-of.ts';

const RATE = { max: 20, timeWindow: '1 minute' } as const;
const OPEN = { public: true, rateLimit: RATE } as const;

const LONGEST_ABOUT = 200;

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

/** Whom or what a statement is about: the inspector who is to withdraw, the finding that is objected to. */
const aboutOf = (kind: StatementKind, form: UnitForm, { team, result }: UnitCase): string | null => {
  if (kind === 'recusal') {
    const name = form.one('about').trim();
    if (team.some((member) => member.name === name)) return name;
    throw new Refusal('InvalidInput', '请选择申请回避的检查人员。', 'about');
  }
  const finding = form.one('finding');
  if (kind !== 'objection' || finding === '') return null;
  const against = result?.findings.find(({ id }) => id === finding);
  if (against === undefined) throw new Refusal('InvalidInput', '请选择提出异议的问题。', 'finding');
  return against.text.slice(0, LONGEST_ABOUT);
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
  const page = { title: '检查事项办理', reader: 'unit', style: PORTAL_STYLE } as const;
  const show = async (reply: FastifyReply, found: UnitCase, body: Html): Promise<FastifyReply> =>
    reply
      .type(HTML)
      .send(await dress(null, { ...page, owner: found.authorityName, synthetic: found.synthetic, body }));
  /** Why there is nothing to see any more, and the way to a new link: by the link of before, where its device still has it. */
  const outside = async (token: string | undefined) => {
    const linkId = token === undefined ? null : await linkOfSession(db, token);
    const link = linkId === null ? undefined : await findLink(db, linkId);
    if (link === undefined) return dress(null, { ...page, body: outsidePage('请从链接进入') });
    const { authorityId, id } = link;
    const { officePhone } = (await loadSettings(db, authorityId)).settings;
    const closed = {
      heading: '不能继续办理',
      because:
        link.revokedAt === null
          ? '办理时间已到：为保护贵单位的信息，打开链接后四小时内可以办理。请用新的链接重新进入。'
          : '该链接已由本局作废。',
      ...{ token: linkToken(secret, id), officePhone, sentTo: await sentTo(db, link) },
    };
    return dress(null, {
      ...page,
      owner: (await getAuthority(db, authorityId)).name,
      body: closedPage(closed),
    });
  };

  app.get('/u/home', {
    config: { public: true },
    handler: async (request, reply) => {
      const token = request.cookies[UNIT_COOKIE];
      const session = token === undefined ? null : await findUnitSession(db, token, instantNow(deps));
      if (session === null)
        return reply
          .code(403)
          .type(HTML)
          .send(await outside(token));
      const found = await readUnitCase(db, session);
      return show(reply, found, casePage(found));
    },
  });

  app.post('/u/statements', {
    config: OPEN,
    handler: async (request, reply) => {
      const session = await unitOf(request);
      const found = await readUnitCase(db, session);
      const form = await readUnitForm(request);
      return orShownAgain({ reply, found, show, form, id: formId('statement') }, async () => {
        const kind = kindOf(form.one('kind'), found);
        const statement = {
          kind,
          about: aboutOf(kind, form, found),
          text: requiredText(form, 'text', '内容和理由'),
          person: personOf(form),
          files: form.files,
        };
        const id = await db
          .transaction()
          .execute((trx) => saveStatement(trx, session, statement, instantNow(deps)));
        return `/u/receipts/${id}`;
      });
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
      return reply.clearCookie(UNIT_COOKIE, unitCookie(deps.config.publicBaseUrl)).redirect('/u/left', 303);
    },
  });

  app.get('/u/left', {
    config: { public: true },
    handler: async (_request, reply) =>
      reply.type(HTML).send(await dress(null, { ...page, body: outsidePage('已退出') })),
  });

  app.get('/u/files/:id', {
    config: OPEN,
    schema: { params: z.object({ id: z.string().max(64) }) },
    handler: async (request, reply) => {
      const session = await unitOf(request);
      const line = await ownFile(db, session, await readUnitCase(db, session), request.params.id);
      return sendFile(reply, line, () => attachmentContent(db, session.authorityId, line.id));
    },
  });

  orderRoutes(app, deps, { unitOf, show });
};
