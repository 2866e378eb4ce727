import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import { fastify } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { ApiDeps } from './deps.ts';
import { registerAccessLog } from './http/access-log.ts';
import type { ApiApp } from './http/api-app.ts';
import { registerErrors } from './http/errors.ts';
import { registerGuard } from './http/guard.ts';
import { registerOpenApi } from './http/openapi.ts';
import { requireDeclaredRights } from './http/route-rights.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import { validatorCompiler } from './http/validation.ts';
import { commandRoutes } from './resources/commands.ts';
import { signInRoutes } from './resources/sign-in.ts';

/** Far above any form of ours, far below what would hurt. */
const BODY_LIMIT_BYTES = 1_048_576;

const ROUTES: readonly ((app: ApiApp, deps: ApiDeps) => void)[] = [signInRoutes, commandRoutes];

/** The whole application, listening to nothing: a server listens, tests inject. */
export const buildApp = async (deps: ApiDeps): Promise<ApiApp> => {
  const { config, log } = deps;
  const app = fastify({
    loggerInstance: log,
    disableRequestLogging: true,
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  requireDeclaredRights(app);
  registerErrors(app, config.publicBaseUrl, log);
  registerAccessLog(app, log, deps.metrics);
  registerSecurityHeaders(app, config.publicBaseUrl.startsWith('https:'));
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  registerGuard(app, deps);
  await registerOpenApi(app, '1');
  for (const routes of ROUTES) routes(app, deps);
  await app.ready();
  return app;
};
