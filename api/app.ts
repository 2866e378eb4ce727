import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiDeps } from './deps.ts';
import { registerAccessLog } from './http/access-log.ts';
import type { ApiApp } from './http/api-app.ts';
import { registerErrors } from './http/errors.ts';
import { registerGuard } from './http/guard.ts';
import { registerMultipart } from './http/multipart.ts';
import { registerOpenApi } from './http/openapi.ts';
import { refuseOverload } from './http/overload.ts';
import { registerRefusalAudit } from './http/refusal-audit.ts';
import { nameRoomCookie } from './http/room-cookie.ts';
import { requireDeclaredRights } from './http/route-rights.ts';
import type { Routes } from './http/routes.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { sessionCookieName } from './http/session-cookie.ts';
import { refuseUnknownQueries } from './http/strict-queries.ts';
import { validatorCompiler } from './http/validation.ts';
import { portalRoutes } from './portal/portal-routes.ts';
import { ACCOUNT_ROUTES } from './resources/accounts/routes.ts';
import { auditRoutes } from './resources/audit/audit.ts';
import { commandRoutes } from './resources/commands/commands.ts';
import { CYCLE_ROUTES } from './resources/cycle/routes.ts';
import { DRAW_ROUTES } from './resources/draw/routes.ts';
import { MESSAGE_ROUTES } from './resources/messages/routes.ts';
import { ORDER_ROUTES } from './resources/order/routes.ts';
import { PLAN_ROUTES } from './resources/plan/routes.ts';
import { PUBLICATION_ROUTES } from './resources/publication/routes.ts';
import { REGISTER_ROUTES } from './resources/registers/routes.ts';
import { rehearsalRoutes } from './resources/rehearsal/rehearsal.ts';
import { rehearsalsRoutes } from './resources/rehearsal/rehearsals.ts';
import { SETTINGS_ROUTES } from './resources/settings/routes.ts';
import { SITE_ROUTES } from './resources/site/routes.ts';
import { STATISTICS_ROUTES } from './resources/statistics/routes.ts';
import { TASK_ROUTES } from './resources/task/routes.ts';
import { WORK_ROUTES } from './resources/work/routes.ts';
import { modeReader } from './services/mode.ts';
import { unitRoutes } from './unit/unit-routes.ts';
import { webRoutes } from './web/web-routes.ts';

/** Far above any form of ours, far below what would hurt. */
const BODY_LIMIT_BYTES = 1_048_576;

/** Room by room; `api/resources/` is divided in the same way. */
const ROUTES: readonly Routes[] = [
  ...ACCOUNT_ROUTES,
  ...SETTINGS_ROUTES,
  ...PLAN_ROUTES,
  ...CYCLE_ROUTES,
  ...DRAW_ROUTES,
  ...WORK_ROUTES,
  ...TASK_ROUTES,
  ...PUBLICATION_ROUTES,
  ...ORDER_ROUTES,
  commandRoutes,
  ...MESSAGE_ROUTES,
  ...REGISTER_ROUTES,
  auditRoutes,
  ...STATISTICS_ROUTES,
  ...SITE_ROUTES,
  portalRoutes,
  unitRoutes,
  rehearsalsRoutes,
];

/** The whole application, listening to nothing: a server listens, tests inject. */
export const buildApp = async (deps: ApiDeps): Promise<ApiApp> => {
  const { config, log } = deps;
  const app: ApiApp = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: config.trustedProxies ?? false,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  requireDeclaredRights(app);
  refuseUnknownQueries(app);
  registerErrors(app, deps, modeReader(deps.db));
  registerAccessLog(app, log, deps.metrics);
  registerRefusalAudit(app, deps);
  registerSecurityHeaders(app, config.publicBaseUrl.startsWith('https:'));
  if (deps.refusesOverload === true) await refuseOverload(app);
  await app.register(cookie);
  if (deps.rehearsal !== undefined) nameRoomCookie(app, deps.rehearsal.id, config.publicBaseUrl);
  await app.register(rateLimit, { global: false });
  await registerMultipart(app);
  registerGuard(app, deps);
  await registerOpenApi(app, { version: '1', cookieName: sessionCookieName(config.publicBaseUrl) });
  for (const routes of ROUTES) routes(app, deps);
  if (deps.rehearsal !== undefined) rehearsalRoutes(app, { ...deps, rehearsal: deps.rehearsal });
  await webRoutes(app, deps);
  await app.ready();
  return app;
};
