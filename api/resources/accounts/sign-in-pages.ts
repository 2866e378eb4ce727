import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listIdentityProviders } from '../../../db/security-settings.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { ApiDeps } from '../../deps.ts';
import type { ApiApp } from '../../http/api-app.ts';
import { fromWhere } from '../../http/from-where.ts';
import { ownPath } from '../../http/own-path.ts';
import { problemOf } from '../../http/problem-of.ts';
import { PROBLEMS } from '../../http/problems.ts';
import { signInCookies } from '../../http/session-cookie.ts';
import { signInPage } from '../../pages/sign-in-page.ts';
import { codePage, enrolPage, newPasswordPage, recoveryCodesPage } from '../../pages/sign-in-step-pages.ts';
import { placeAfterSignIn } from '../../services/landing.ts';
import { secretBox } from '../../services/second-factor/secret-box.ts';
import { totpUri } from '../../services/second-factor/totp.ts';
import { revokeSession } from '../../services/sessions.ts';
import { type SignInStep, signIn } from '../../services/sign-in.ts';
import {
  enrolmentSecret,
  findPending,
  giveCode,
  giveFirstCode,
  giveNewPassword,
  type PendingSignIn,
} from '../../services/sign-in-steps.ts';
import { HTML, pageDresser } from '../site/page-dresser.ts';
import { code, credentials } from './sign-in.ts';
import { SIGN_IN_RATE } from './sign-in-rates.ts';

const OPEN = { public: true } as const;
const STEP_PAGE = '/sign-in/step';
const asked = z.object({ next: z.unknown().optional() });
const textIn = (body: unknown, name: string): string => {
  const value = (body as Record<string, unknown> | null)?.[name];
  return typeof value === 'string' ? value : '';
};

/** The pages of the sign-in: they work without scripts, one question each. */
export const signInPageRoutes = (app: ApiApp, deps: ApiDeps): void => {
  const { db, now } = deps;
  const box = secretBox(deps.config.sessionSecret);
  const cookies = signInCookies(deps);
  const { dress } = pageDresser(deps);
  const steps = { db, box, now };

  const firstPage = async (problem: string | null, next: string | null, username = '') =>
    dress(null, {
      title: '登录',
      body: signInPage({ problem, next, username, providers: await listIdentityProviders(db) }),
    });

  const stepPage = async (pending: PendingSignIn, problem: string | null) => {
    if (pending.stage === 'second-factor') return codePage(problem);
    if (pending.stage === 'password') return newPasswordPage(problem);
    const secret = await enrolmentSecret(steps, pending);
    return enrolPage(secret, totpUri(secret, pending.username), problem);
  };

  /** What comes after a step: the next one, or the place where the person goes to work. */
  const placeOf = async ({ token, stage }: SignInStep): Promise<string> =>
    stage === 'open' ? placeAfterSignIn(db, token, now(), deps.webDirectory !== undefined) : STEP_PAGE;

  const goOn = async (reply: FastifyReply, step: SignInStep) =>
    cookies.give(reply, step).redirect(await placeOf(step), 303);

  /** A refusal is shown on the very page; whatever else is thrown is a fault. */
  const refused = (reply: FastifyReply, error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    const { code: name, detail } = problemOf(error);
    reply.code(PROBLEMS[name].httpStatus).type(HTML);
    return detail;
  };

  app.get('/sign-in', { config: OPEN, schema: { querystring: asked } }, async (request, reply) =>
    reply.type(HTML).send(await firstPage(null, ownPath(request.query.next))),
  );

  app.post('/sign-in', { config: { public: true, rateLimit: SIGN_IN_RATE } }, async (request, reply) => {
    const next = ownPath(textIn(request.body, 'next'));
    try {
      const given = credentials.safeParse(request.body);
      if (!given.success) throw new Refusal('Unauthenticated', '请填写用户名和密码。');
      return await goOn(reply, await signIn(db, given.data, now(), { from: fromWhere(request), next }));
    } catch (error) {
      const problem = refused(reply, error);
      return reply.send(await firstPage(problem, next, textIn(request.body, 'username')));
    }
  });

  const takeStep = async (request: FastifyRequest, reply: FastifyReply, pending: PendingSignIn) => {
    const given = code.safeParse(textIn(request.body, 'code')).data ?? '';
    if (pending.stage === 'second-factor') return goOn(reply, await giveCode(steps, pending, given));
    if (pending.stage === 'password') {
      const password = textIn(request.body, 'password');
      if (password !== textIn(request.body, 'repeated'))
        throw new Refusal('InvalidInput', '两次输入的密码不一致。', 'repeated');
      return goOn(reply, await giveNewPassword(steps, pending, password));
    }
    const { step, recoveryCodes } = await giveFirstCode(steps, pending, given);
    const body = recoveryCodesPage(recoveryCodes, await placeOf(step));
    return cookies
      .give(reply, step)
      .type(HTML)
      .send(await dress(null, { title: '登录', body }));
  };

  app.get(STEP_PAGE, { config: OPEN }, async (request, reply) => {
    const pending = await findPending(deps, cookies.stepTokenOf(request)).catch(() => null);
    if (pending === null) return reply.redirect('/sign-in', 303);
    return reply.type(HTML).send(await dress(null, { title: '登录', body: await stepPage(pending, null) }));
  });

  app.post(STEP_PAGE, { config: { public: true, rateLimit: SIGN_IN_RATE } }, async (request, reply) => {
    let pending: PendingSignIn | null = null;
    try {
      pending = await findPending(deps, cookies.stepTokenOf(request));
      return await takeStep(request, reply, pending);
    } catch (error) {
      const problem = refused(reply, error);
      if (pending === null) return reply.send(await firstPage(problem, null));
      return reply.send(await dress(null, { title: '登录', body: await stepPage(pending, problem) }));
    }
  });

  app.post('/sign-out', { config: OPEN }, async (request, reply) => {
    const token = cookies.tokenOf(request);
    if (token !== undefined) await revokeSession(db, token, now());
    return cookies.clear(reply).redirect('/', 303);
  });
};
