import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiDeps } from '../deps.ts';
import { SESSION_HOURS, type SignInStage, STEP_MINUTES } from '../services/sessions.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3_600;

/** Over HTTPS the prefix makes browsers refuse it from anywhere but this very host (RFC 6265bis). */
const nameOf = (name: string, baseUrl: string): string =>
  baseUrl.startsWith('https:') ? `__Host-${name}` : name;

export const sessionCookieName = (baseUrl: string): string => nameOf('sid', baseUrl);

const cookieOptions = (baseUrl: string, maxAge = SESSION_HOURS * HOUR_SECONDS) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: baseUrl.startsWith('https:'),
  maxAge,
});

/** The two cookies of a sign-in: the session itself, and one that is not complete. */
export const signInCookies = ({ config: { publicBaseUrl } }: Pick<ApiDeps, 'config'>) => {
  const session = sessionCookieName(publicBaseUrl);
  const step = nameOf('sign-in', publicBaseUrl);
  const state = nameOf('sign-in-state', publicBaseUrl);
  const stepOptions = cookieOptions(publicBaseUrl, STEP_MINUTES * MINUTE_SECONDS);
  const sessionOptions = cookieOptions(publicBaseUrl);
  return {
    tokenOf: (request: FastifyRequest): string | undefined => request.cookies[session],
    stateOf: (request: FastifyRequest): string | undefined => request.cookies[state],
    /** What a person takes to his identity provider and must bring back in the same browser. */
    keepState: (reply: FastifyReply, value: string) => reply.setCookie(state, value, stepOptions),
    dropState: (reply: FastifyReply) => reply.clearCookie(state, stepOptions),
    stepTokenOf: (request: FastifyRequest): string | undefined => request.cookies[step],
    /** A session, or the token for the next step. */
    give: (
      reply: FastifyReply,
      { token, stage }: { readonly token: string; readonly stage: SignInStage },
    ): FastifyReply => {
      if (stage !== 'open') return reply.setCookie(step, token, stepOptions);
      if (reply.request.cookies[step] !== undefined) reply.clearCookie(step, stepOptions);
      return reply.setCookie(session, token, sessionOptions);
    },
    clear: (reply: FastifyReply) => reply.clearCookie(session, sessionOptions).clearCookie(step, stepOptions),
  };
};
