import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getAuthority, listAuthorities } from '../../../db/authority.ts';
import { type Asker, listMessages, messageCursor } from '../../../db/messages/list-messages.ts';
import { type Meant, meantBy } from '../../../db/messages/meant-by.ts';
import { subjectWords } from '../../../db/messages/subject-words.ts';
import { readTimeline } from '../../../db/messages/timeline.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { paged } from '../../http/schemas.ts';
import { messagePage } from '../../pages/message-page.ts';
import { messagesPage } from '../../pages/messages-page.ts';
import { HTML, pageDresser } from '../site/page-dresser.ts';

const OPEN = { public: true } as const;
const ROWS = 50;
/** Nobody: of a rehearsal that is only looked at, visits of a secret list stay secret too. */
const NOBODY = '';

const words = z.string().trim().max(200).default('');
const query = z.object({
  unit: words,
  stage: words,
  channel: z.enum(['', 'email', 'sms']).default(''),
  subjectKind: words,
  subjectId: words,
  after: words,
  authority: words,
});
type Query = z.output<typeof query>;

const given = (text: string): string | undefined => (text === '' ? undefined : text);

export const messagePageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const { dress, isRehearsal } = pageDresser(deps);

  /** Messages are for those who signed in; of a rehearsal, which has no real units, for everybody. @throws Refusal */
  const askerOf = async ({ session }: FastifyRequest, authority = ''): Promise<Asker> => {
    if (session !== null) return session;
    if (!(await isRehearsal())) throw new Refusal('Unauthenticated', '请先登录。');
    const authorityId = given(authority) ?? (await listAuthorities(db))[0]?.id;
    if (authorityId === undefined) throw new Refusal('NotFound', '尚未建立实施主体。');
    return { authorityId, officerId: NOBODY };
  };

  /** What was asked for; words that mean nothing or several are said on the page. */
  const meantOf = async (
    { authorityId }: Asker,
    asked: string,
  ): Promise<Meant & { problem: string | null }> => {
    try {
      return { ...(await meantBy(db, authorityId, asked)), problem: null };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { filter: {}, whose: null, problem: error.message };
    }
  };

  const pageOf = async (asker: Asker, asked: Query) => {
    const { filter, whose, problem } = await meantOf(asker, asked.unit);
    const { stage, channel, subjectKind, subjectId, after } = asked;
    const rows =
      problem !== null
        ? []
        : await listMessages(db, asker, {
            ...filter,
            stage: given(stage),
            channel: channel === '' ? undefined : channel,
            subjectKind: given(subjectKind),
            subjectId: given(subjectId),
            after: given(after),
            limit: ROWS,
          });
    const { items, next } = paged(rows, ROWS, messageCursor);
    const more = new URLSearchParams(
      Object.entries({ ...asked, after: next ?? '' }).filter(([, value]) => value !== ''),
    );
    const subject = { subjectKind, subjectId };
    const about = subjectId === '' ? null : (await subjectWords(db, asker.authorityId, [subject]))(subject);
    return messagesPage({
      asked: asked.unit,
      ...{ stage, channel, problem },
      whose: whose ?? about,
      messages: items,
      next: next === null ? null : `/messages?${more.toString()}`,
    });
  };

  app.get('/messages', {
    config: OPEN,
    schema: { querystring: query },
    handler: async (request, reply) => {
      const asker = await askerOf(request, request.query.authority);
      const { name: owner } = await getAuthority(db, asker.authorityId);
      const body = await pageOf(asker, request.query);
      return reply.type(HTML).send(await dress(request.session, { title: '通知查询', owner, body }));
    },
  });

  app.get('/messages/:id', {
    config: OPEN,
    schema: { params: z.object({ id: z.uuid() }), querystring: z.object({ authority: words }) },
    handler: async (request, reply) => {
      const asker = await askerOf(request, request.query.authority);
      const { name: owner } = await getAuthority(db, asker.authorityId);
      const body = messagePage(await readTimeline(db, asker, request.params.id));
      return reply.type(HTML).send(await dress(request.session, { title: '通知全过程', owner, body }));
    },
  });
};
