import { z } from 'zod';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { instantNow } from '../http/guard.ts';
import { HTML } from '../resources/site/page-dresser.ts';
import { feedbackForm, feedbackProblem, feedbackState, takeFeedback } from './feedback.ts';
import {
  ABOUT,
  type About,
  type FeedbackPage,
  feedbackPage,
  feedbackStatePage,
  thanksPage,
} from './pages/feedback-page.ts';
import { ofAuthority, type Portal, portalOf, portalPages } from './portal.ts';

/** Far more than a person has to say, far less than would bury the office. */
const RATE = { max: 5, timeWindow: '1 minute' } as const;
/** Of numbers that are typed: a person mistypes twice, a program would try thousands. */
const LOOK_UPS = { max: 30, timeWindow: '1 minute' } as const;

const TITLE = '意见反馈';
const aboutWord = z.enum(Object.keys(ABOUT) as [About, ...About[]]);

/** The form by which citizens watch over the work (R218), and the way back to its answer. */
export const feedbackRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const page = portalPages(deps);
  const form = ({ root, settings }: Portal, more: Partial<FeedbackPage>) =>
    feedbackPage({
      ...{ root, about: null, aboutId: null, text: '', contact: '', problem: null, unknownNumber: null },
      ...{ officePhone: settings.officePhone, closed: deps.readOnly === true, ...more },
    });

  app.get('/public/:authority/feedback', {
    config: { public: true, rateLimit: LOOK_UPS },
    schema: {
      params: ofAuthority,
      querystring: z.object({
        about: aboutWord.optional().catch(undefined),
        id: z.string().max(200).optional(),
        number: z.string().trim().max(40).optional(),
      }),
    },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { about = null, id: aboutId = null, number = '' } = request.query;
      reply.type(HTML);
      if (number === '')
        return reply.send(await page(portal, 'feedback', TITLE, form(portal, { about, aboutId })));
      const state = await feedbackState(db, portal.authorityId, number);
      if (state !== null)
        return reply.redirect(`${portal.root}/feedback/${encodeURIComponent(state.number)}`, 303);
      return reply
        .code(404)
        .send(await page(portal, 'feedback', TITLE, form(portal, { unknownNumber: number })));
    },
  });

  app.post('/public/:authority/feedback', {
    config: { public: true, rateLimit: RATE },
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const given = feedbackForm.safeParse(request.body);
      if (!given.success) throw new Refusal('InvalidInput', '表单内容不完整，请返回重新填写。');
      const { about, id: aboutId, text, contact } = given.data;
      const problem = feedbackProblem(given.data);
      reply.type(HTML);
      if (problem !== null)
        return reply
          .code(422)
          .send(
            await page(portal, 'feedback', TITLE, form(portal, { about, aboutId, text, contact, problem })),
          );
      const number = await takeFeedback(db, portal.authorityId, given.data, instantNow(deps));
      return reply.code(201).send(await page(portal, 'feedback', TITLE, thanksPage(portal.root, number)));
    },
  });

  app.get('/public/:authority/feedback/:number', {
    config: { public: true, rateLimit: LOOK_UPS },
    schema: { params: ofAuthority.extend({ number: z.string().max(40) }) },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const state = await feedbackState(db, portal.authorityId, request.params.number);
      if (state === null) throw new Refusal('NotFound', '没有这个受理编号，请核对后在“意见反馈”页重新查询。');
      return reply.type(HTML).send(await page(portal, 'feedback', TITLE, feedbackStatePage(state)));
    },
  });
};
