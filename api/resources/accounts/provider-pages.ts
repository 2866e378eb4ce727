import { z } from 'zod';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { fromWhere } from '../../http/from-where.ts';
import { ownPath } from '../../http/own-path.ts';
import { id } from '../../http/schemas.ts';
import { signInCookies } from '../../http/session-cookie.ts';
import {
  beginProviderSignIn,
  endProviderSignIn,
  PROVIDER_ANSWER_PATH,
} from '../../services/identity-provider/provider-sign-in.ts';
import { placeAfterSignIn } from '../../services/landing.ts';
import { SIGN_IN_RATE } from './sign-in-rates.ts';

const OPEN = { public: true, rateLimit: SIGN_IN_RATE } as const;

/** To an authority's own identity provider and back. */
export const providerPageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const cookies = signInCookies(deps);

  app.get(
    '/sign-in/provider',
    { config: OPEN, schema: { querystring: z.object({ authority: id, next: z.unknown().optional() }) } },
    async (request, reply) => {
      if (deps.readOnly === true)
        throw new Refusal('WrongState', '这里是演练结果，只供查看，不能登录或办理。');
      const { authority, next } = request.query;
      const { url, state } = await beginProviderSignIn(deps, authority, ownPath(next));
      return cookies.keepState(reply, state).redirect(url.href, 303);
    },
  );

  app.get(PROVIDER_ANSWER_PATH, { config: OPEN }, async (request, reply) => {
    const at = request.url.indexOf('?');
    const search = at === -1 ? '' : request.url.slice(at);
    cookies.dropState(reply);
    const step = await endProviderSignIn(deps, search, cookies.stateOf(request), fromWhere(request));
    cookies.give(reply, step);
    const place =
      step.stage === 'open'
        ? await placeAfterSignIn(deps.db, step.token, deps.now(), deps.webDirectory !== undefined)
        : '/sign-in/step';
    return reply.redirect(place, 303);
  });
};
