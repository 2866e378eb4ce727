import { z } from 'zod';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ApiDeps } from '../deps.ts';
import type { ApiApp } from '../http/api-app.ts';
import { instantNow } from '../http/guard.ts';
import { html } from '../pages/html.ts';
import { HTML, pageDresser } from '../resources/page-dresser.ts';
import { feedbackForm, feedbackProblem, feedbackState, takeFeedback } from './feedback.ts';
import { ABOUT, type About, feedbackPage, feedbackStatePage, thanksPage } from './pages/feedback-page.ts';
import { placesLine } from './pages/places.ts';
import { ofAuthority, type Portal, portalOf } from './portal.ts';

/** Far more than a person has to say, far less than would bury the office. */ import { PORTAL_STYLE } from './style.ts';

const RATE = { max: 5, timeWindow: '1 minute' } as const;

/** The form by which citizens watch over the work (R218). */
export const feedbackRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db } = deps;
  const { dress } = pageDresser(deps);
  const page = ({ name, root, synthetic }: Portal, body: ReturnType<typeof html>): Promise<string> =>
    dress(null, {
      title: '意见反馈',
      owner: name,
      synthetic,
      style: PORTAL_STYLE,
      body: html`${placesLine(root, 'feedback')}${body}`,
    });

  app.get('/public/:authority/feedback', {
    config: { public: true },
    schema: {
      params: ofAuthority,
      querystring: z.object({
        about: z.enum(Object.keys(ABOUT) as [About, ...About[]]).catch('other'),
        id: z.string().max(200).optional(),
      }),
    },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const { about, id: aboutId = null } = request.query;
      const { root, settings } = portal;
      const body = feedbackPage({
        ...{ root, about: aboutId === null ? 'other' : about, aboutId, text: '', contact: '', problem: null },
        officePhone: settings.officePhone,
      });
      return reply.type(HTML).send(await page(portal, body));
    },
  });

  app.post('/public/:authority/feedback', {
    config: { public: true, rateLimit: RATE },
    schema: { params: ofAuthority },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const given = feedbackForm.safeParse(request.body);
      if (!given.success) throw new Refusal('InvalidInput', '表单内容不完整，请返回重新填写。');
      const form = given.data;
      const problem = feedbackProblem(form);
      if (problem === null) {
        const number = await takeFeedback(db, portal.authorityId, form, instantNow(deps));
        return reply
          .code(201)
          .type(HTML)
          .send(await page(portal, thanksPage(portal.root, number)));
      }
      const body = feedbackPage({
        ...{ root: portal.root, about: form.about, aboutId: form.id === '' ? null : form.id, problem },
        ...{ text: form.text, contact: form.contact, officePhone: portal.settings.officePhone },
      });
      return reply
        .code(422)
        .type(HTML)
        .send(await page(portal, body));
    },
  });

  app.get('/public/:authority/feedback/:number', {
    config: { public: true },
    schema: { params: ofAuthority.extend({ number: z.uuid() }) },
    handler: async (request, reply) => {
      const portal = await portalOf(deps, request.params.authority);
      const state = await feedbackState(db, portal.authorityId, request.params.number);
      return reply.type(HTML).send(await page(portal, feedbackStatePage(state)));
    },
  });
};
