import { z } from 'zod';
import type { ApiApp } from './api-app.ts';

/**
 * A misspelt condition would quietly give the whole list: every GET route of the interface refuses what it does not
 * know. Registered before the routes.
 */
export const refuseUnknownQueries = (app: ApiApp): void => {
  app.addHook('onRoute', (route) => {
    if (!(route.method === 'GET' && route.url.startsWith('/api/'))) return;
    const given = (route.schema as { querystring?: unknown } | undefined)?.querystring;
    const known = given instanceof z.ZodObject ? given : z.object({});
    route.schema = { ...route.schema, querystring: known.strict() };
  });
};
