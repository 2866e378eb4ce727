import type { FastifyRequest } from 'fastify';
import { rolesOf } from '../../db/officers.ts';
import { dateAt, type IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { ROLES } from '../../domain/rights/rights.ts';
import type { ApiDeps } from '../deps.ts';
import { findSession, type Session } from '../services/sessions.ts';
import type { ApiApp } from './api-app.ts';
import { assertOwnOrigin } from './origin.ts';
import type { RouteRight } from './route-rights.ts';
import { signInCookies } from './session-cookie.ts';

export const instantNow = ({ now }: Pick<ApiDeps, 'now'>): string => new Date(now()).toISOString();
export const today = (deps: Pick<ApiDeps, 'now'>): IsoDate => dateAt(instantNow(deps));

/** The session of a route that is not public. */
export const sessionOf = ({ session }: FastifyRequest): Session => {
  if (session === null) throw new Refusal('Unauthenticated', '请先登录。');
  return session;
};

const assertRole = async (deps: ApiDeps, request: FastifyRequest): Promise<void> => {
  const right: RouteRight | undefined = request.routeOptions.config.right;
  if (right === undefined) return;
  const { authorityId, officerId } = sessionOf(request);
  // A command's right depends on its subject; the route checks it when it knows which.
  if (right === 'officer' || 'command' in right) return;
  const held = await rolesOf(deps.db, authorityId, officerId, today(deps));
  if (right.roles.some((role) => held.includes(role))) return;
  throw new Refusal('Forbidden', `该事项只能由${right.roles.map((role) => ROLES[role]).join('、')}办理。`);
};

/** Who asks, from where, and whether he may: before anything of the request's body is read. */
export const registerGuard = (app: ApiApp, deps: ApiDeps): void => {
  const cookies = signInCookies(deps);
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request) => {
    // An address that does not exist declares no right, and needs none to be told so.
    if (request.is404) return;
    const token = cookies.tokenOf(request);
    // Before all else that can refuse: a refusal is put on record with the person it was said to.
    if (token !== undefined) request.session = await findSession(deps.db, token, deps.now());
    assertOwnOrigin(request, deps.config.publicBaseUrl);
    if (deps.readOnly === true && !['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
      throw new Refusal('WrongState', '这里是演练结果，只供查看，不能登录或办理。');
    }
    await assertRole(deps, request);
  });
};
