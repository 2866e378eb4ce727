import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { getAuthority, loadSettings } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { closedBecause, findLink, makeLink, openLink, type UnitLink } from '../../db/unit-link/links.ts';
import { openUnitSession, UNIT_SESSION_HOURS } from '../../db/unit-link/unit-sessions.ts';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { maskAddress } from '../../domain/notice/mask-address.ts';
import { LINK_ID_LENGTH, linkIdOf, linkIdOfToken } from '../../domain/unit-link/link-token.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { instantNow } from '../http/guard.ts';
import { PORTAL_STYLE } from '../portal/style.ts';
import { HTML, pageDresser } from '../resources/site/page-dresser.ts';
import { closedPage, openPage, sentPage } from './pages/link-page.ts';

export const UNIT_COOKIE = 'unit';
/** Tries of one address: a token is not to be guessed, and nobody opens links by the dozen. */
const RATE = { max: 30, timeWindow: '1 minute' } as const;
const params = z.object({ token: z.string().max(200) });
const HOUR_MS = 3_600_000;
/** New links that a unit may have sent to itself: not at once again, not all day long. */
const AGAIN_AFTER_MS = HOUR_MS / 6;
const MOST_A_DAY = 5;

export const unitCookie = (baseUrl: string) => ({
  path: '/u',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: baseUrl.startsWith('https:'),
  maxAge: UNIT_SESSION_HOURS * 3_600,
});

/** Where a new link would go: the registered contact, masked; null where there is none, or the authority ended it. */
export const sentTo = async (db: Kysely<Database>, { authorityId, unitId, revokedAt }: UnitLink) => {
  if (revokedAt !== null) return null;
  const { contactPhone, contactEmail } = await db
    .selectFrom('unit')
    .select(['contactPhone', 'contactEmail'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', unitId)
    .executeTakeFirstOrThrow();
  const known = [contactPhone, contactEmail].flatMap((address) =>
    address === null ? [] : maskAddress(address),
  );
  return known.length === 0 ? null : known.join('、');
};

const assertNotTooOften = async (trx: Transaction<Database>, link: UnitLink, at: Instant): Promise<void> => {
  const since = (ms: number): string => new Date(Date.parse(at) - ms).toISOString();
  // One at a time for a task: two requests at once must not both find room.
  await trx.selectFrom('unitLink').select('id').where('id', '=', link.id).forUpdate().execute();
  const recent = await trx
    .selectFrom('unitLink')
    .select(['businessAt', 'openedAt', 'expiresAt'])
    .where('authorityId', '=', link.authorityId)
    .where('taskId', '=', link.taskId)
    .where('businessAt', '>', since(24 * HOUR_MS))
    .execute();
  const justNow = recent.some(({ businessAt }) => businessAt > since(AGAIN_AFTER_MS));
  if (justNow || recent.length >= MOST_A_DAY)
    throw new Refusal('NotReady', '新的链接刚刚已经发送，或者今天发送次数已满；请查收，或者稍后再试。');
};

export const unitLinkRoutes = (app: ApiApp, deps: ApiDeps, secret: string): void => {
  const { db } = deps;
  const { dress } = pageDresser(deps);
  const linkOf = async (token: string): Promise<UnitLink> => {
    const id = linkIdOfToken(secret, token);
    const link = id === null ? undefined : await findLink(db, id);
    if (link === undefined) throw new Refusal('NotFound', '没有这个链接，请检查地址是否完整。');
    return link;
  };
  const pageFor = async ({ authorityId }: UnitLink, body: Parameters<typeof dress>[1]['body']) =>
    dress(null, {
      title: '检查事项办理',
      owner: (await getAuthority(db, authorityId)).name,
      reader: 'unit',
      style: PORTAL_STYLE,
      body,
    });

  app.get('/u/:token', {
    config: { public: true, rateLimit: RATE },
    schema: { params },
    handler: async (request, reply) => {
      const { token } = request.params;
      const link = await linkOf(token);
      const because = closedBecause(link, instantNow(deps));
      reply.type(HTML);
      if (because === null) return pageFor(link, openPage(token, dateAt(link.expiresAt)));
      const { officePhone } = (await loadSettings(db, link.authorityId)).settings;
      return reply
        .code(410)
        .send(
          await pageFor(link, closedPage({ token, because, officePhone, sentTo: await sentTo(db, link) })),
        );
    },
  });

  app.post('/u/:token', {
    config: { public: true, rateLimit: RATE },
    schema: { params },
    handler: async (request, reply) => {
      const { id } = await linkOf(request.params.token);
      const at = instantNow(deps);
      const session = await db.transaction().execute(async (trx) => {
        const link = await openLink(trx, id, at);
        return openUnitSession(trx, link, at);
      });
      return reply
        .setCookie(UNIT_COOKIE, session, unitCookie(deps.config.publicBaseUrl))
        .redirect('/u/home', 303);
    },
  });

  app.post('/u/:token/again', {
    config: { public: true, rateLimit: RATE },
    schema: { params },
    handler: async (request, reply) => {
      const link = await linkOf(request.params.token);
      const to = await sentTo(db, link);
      const at = instantNow(deps);
      if (to === null || closedBecause(link, at) === null)
        throw new Refusal('WrongState', '该链接不能重新发送：链接仍然有效，或者已由本局作废。');
      await db.transaction().execute(async (trx) => {
        await assertNotTooOften(trx, link, at);
        const id = linkIdOf(randomBytes(LINK_ID_LENGTH));
        const doing = { actor: { kind: 'unit' as const, id: link.unitId }, commandId: null, at };
        await makeLink(trx, link.authorityId, { id, taskId: link.taskId }, doing);
      });
      return reply.type(HTML).send(await pageFor(link, sentPage(to)));
    },
  });
};
