import type { ApiApp } from './api-app.ts';
import { sessionCookieName } from './session-cookie.ts';

/**
 * Gives the session cookie of a rehearsal a name of its own, on the wire alone. Browsers keep cookies by host and not
 * by port: without it, whoever enters a rehearsal would be signed out of the live system beside it. Registered after
 * the cookie plugin and before the guard.
 */
export const nameRoomCookie = (app: ApiApp, rehearsalId: string, baseUrl: string): void => {
  const name = sessionCookieName(baseUrl);
  const wireName = `rehearsal-${rehearsalId}`;
  app.addHook('onRequest', async (request) => {
    const { [wireName]: token, ...others } = request.cookies;
    request.cookies = { ...others, [name]: token };
  });
  app.addHook('onSend', async (_request, reply) => {
    const written = reply.getHeader('set-cookie');
    if (written === undefined) return;
    const renamed = [written]
      .flat()
      .map((line) => String(line).replace(new RegExp(`^${name}=`), `${wireName}=`));
    reply.removeHeader('set-cookie').header('set-cookie', renamed);
  });
};
